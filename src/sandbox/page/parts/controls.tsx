import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useState } from "preact/hooks";
import { setState, useStore } from "../store.ts";

const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  send: "M3 10l14-6-5 13-3-5z",
  attach: "M15.5 9.5l-6 6a3.5 3.5 0 01-5-5l6.5-6.5a2.3 2.3 0 013.3 3.3L8 13.5a1.1 1.1 0 01-1.6-1.6L12 6.3",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 100 4 2 2 0 000-4z",
  inbox: "M2.5 5h15v10h-15zM3 5.5l7 5.5 7-5.5",
  admin: "M3 4h14v12H3zM3 8h14M8 8v8",
  clock: "M10 3a7 7 0 100 14 7 7 0 000-14zM10 6v4l3 2",
  external: "M8 5H4v11h11v-4M11 3h6v6M17 3l-8 8",
} as const;

export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

export const Mark = () => <img class="avatar" src="/sandbox/page/mark.svg" alt="" />;

export function Avatar({ name, color }: { name: string; color: string }) {
  const initials = name.split(" ").map((word) => word.charAt(0));
  return (
    <span class="avatar" style={{ backgroundColor: color }} aria-hidden="true">
      {initials.join("").slice(0, 2)}
    </span>
  );
}

/** How many wait, as a badge; what they are is said to whoever cannot see it. */
export function Count({ n, are }: { n: number; are: string }) {
  if (n === 0) return null;
  return (
    <span class="count">
      {n > 99 ? "99+" : n}
      <span class="hidden"> {are}</span>
    </span>
  );
}

export function useBusy(): [boolean, (run: () => unknown) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const start = async (run: () => unknown): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await run();
    setBusy(false);
  };
  return [busy, start];
}

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "class" | "label"> & {
  label: ComponentChildren;
  class?: string;
  /** Until it is done the button shows that it waits. */
  run?: () => unknown;
};

export function Button({ label, class: look = "", run, ...rest }: ButtonProps) {
  const [busy, start] = useBusy();
  const onClick = () => void (run && start(run));
  return (
    <button
      {...{ type: "button", class: `button ${look}`, "aria-busy": busy, onClick }}
      {...rest}
      children={label}
    />
  );
}

export const CloseButton = ({ what, close }: { what: string; close: () => void }) => (
  <button type="button" class="icon-button" aria-label={`Close ${what}`} onClick={close}>
    <Icon name="close" />
  </button>
);

type Tab<Key> = { key: Key; label: string; unread?: number };
type TabsProps<Key> = { label: string; tabs: Tab<Key>[]; current: Key; choose: (key: Key) => void };

/** One of a few, as radio buttons that look like tabs: the browser moves between them. */
export function Tabs<Key extends string>({ label, tabs, current, choose }: TabsProps<Key>) {
  const name = useId();
  return (
    <fieldset class="tabs row" aria-label={label}>
      {tabs.map(({ key, label, unread = 0 }) => (
        <label key={key} class="row">
          <input
            {...{ type: "radio", name, class: "cover" }}
            checked={key === current}
            onChange={() => choose(key)}
          />
          {label}
          <Count n={unread} are="unread" />
        </label>
      ))}
    </fieldset>
  );
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Of buttons in a row only one takes a Tab; arrows lead to the others. */
export function moveByArrows(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const step = STEPS[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons.at((at + step) % buttons.length)?.focus();
}

/** Where the keyboard goes on: to the text field, or to what is there instead. */
export const talk = (): HTMLElement | null =>
  document.querySelector<HTMLElement>("#talk .composer input") ?? document.getElementById("talk");

let surface: HTMLElement | null = null;
for (const moved of ["focusin", "pointerdown"])
  document.addEventListener(moved, ({ target }) => {
    surface = target instanceof Element ? target.closest<HTMLElement>("[data-surface]") : null;
  });

/** When the bot takes away what was focused (a decided card has no buttons), the focus stays with the card. */
export const useKeptFocus = (): void =>
  useLayoutEffect(() => {
    if (document.activeElement === document.body) surface?.focus({ preventScroll: true });
  });

const SHOWN_MS = 8000;

/** Why something was refused. An open modal draws it itself: what lies outside of it cannot be reached. */
export function Toast() {
  const { error } = useStore();
  const dismiss = (): void => setState({ error: null });
  useEffect(() => {
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [error]);
  if (error === null) return null;
  return (
    <div class="toast row" role="alert">
      {error}
      <CloseButton what="message" close={dismiss} />
    </div>
  );
}
