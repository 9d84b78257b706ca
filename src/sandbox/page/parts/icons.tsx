const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  more: "M4 10h1M9.5 10h1M15 10h1",
  send: "M3 10l14-6-5 13-3-5z",
  attach: "M15.5 9.5l-6 6a3.5 3.5 0 01-5-5l6.5-6.5a2.3 2.3 0 013.3 3.3L8 13.5a1.1 1.1 0 01-1.6-1.6L12 6.3",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 100 4 2 2 0 000-4z",
  mail: "M2.5 5h15v10h-15zM3 5.5l7 5.5 7-5.5",
  panel: "M3 4h14v12H3zM3 8h14M8 8v8",
  clock: "M10 3a7 7 0 100 14 7 7 0 000-14zM10 6v4l3 2",
  external: "M8 5H4v11h11v-4M11 3h6v6M17 3l-8 8",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The bot's own mark. */
export function Mark() {
  return <img class="avatar" src="/sandbox/page/mark.svg" alt="" />;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const last = words.length > 1 ? words.at(-1) : "";
  return `${words[0]?.[0] ?? "?"}${last?.[0] ?? ""}`.toUpperCase();
}

export function Avatar({ name, color }: { name: string; color: string }) {
  return (
    <span class="avatar" style={{ backgroundColor: color }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
