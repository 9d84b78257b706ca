import { useId } from "preact/hooks";
import { Icon, useBusy } from "./controls.tsx";

export type MenuItem = { label: string; choose: () => unknown };

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function move(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items.at((at + step) % items.length)?.focus();
}

/** A popover: the browser places it beside its button, closes it and gives the focus back. */
export function Menu({ id, label, items }: { id: string; label: string; items: MenuItem[] }) {
  return (
    <div
      id={id}
      popover="auto"
      role="menu"
      tabIndex={-1}
      class="menu"
      aria-label={label}
      onKeyDown={move}
      onToggle={({ newState, currentTarget }) => {
        if (newState === "open") currentTarget.querySelector("button")?.focus();
      }}
    >
      {items.map(({ label, choose }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          popovertarget={id}
          popovertargetaction="hide"
          onClick={choose}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

export function MenuButton({ items }: { items: MenuItem[] }) {
  const [busy, start] = useBusy();
  const id = useId();
  const label = "More actions";
  return (
    <>
      <button
        type="button"
        class="button icon-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-busy={busy}
        popovertarget={id}
      >
        <Icon name="more" />
      </button>
      <Menu
        id={id}
        label={label}
        items={items.map((item) => ({ ...item, choose: () => void start(item.choose) }))}
      />
    </>
  );
}
