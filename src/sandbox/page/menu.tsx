import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Popup } from "./popup.tsx";

export type MenuItem = { key: string; label: string; choose: () => void };

const STEPS: Record<string, (at: number, size: number) => number> = {
  ArrowDown: (at, size) => (at + 1) % size,
  ArrowUp: (at, size) => (at - 1 + size) % size,
  Home: () => 0,
  End: (_at, size) => size - 1,
};

export function MenuList({ items, label, close }: { items: MenuItem[]; label: string; close: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
  ];
  useEffect(() => buttons()[0]?.focus(), []);
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (step !== undefined) {
      event.preventDefault();
      const all = buttons();
      all[step(all.indexOf(document.activeElement as HTMLElement), all.length)]?.focus();
    }
  };
  return (
    <div ref={list} role="menu" tabIndex={-1} aria-label={label} onKeyDown={move}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class="option"
          onClick={() => {
            close();
            item.choose();
          }}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}

/** A button that opens a menu: arrows move, Enter chooses, Escape gives the focus back. */
export function MenuButton(props: {
  label: string;
  items: MenuItem[];
  busy: boolean;
  children: ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button icon-button"
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={props.busy}
        onClick={() => setOpen(!open)}
      >
        {props.children}
      </button>
      {open ? (
        <Popup anchor={button} align="end" onClose={() => setOpen(false)}>
          <MenuList items={props.items} label={props.label} close={close} />
        </Popup>
      ) : null}
    </>
  );
}
