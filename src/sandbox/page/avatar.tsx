import type { Person } from "../snapshot.ts";

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

export function Avatar({ person }: { person: Pick<Person, "name" | "color"> }) {
  return (
    <span class="avatar" style={{ backgroundColor: person.color }} aria-hidden="true">
      {initials(person.name)}
    </span>
  );
}
