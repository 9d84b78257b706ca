import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { setState, useStore } from "../store.ts";
import { CloseButton, Mark } from "./controls.tsx";

const FIRST = "input:not([type=hidden]), textarea, select";

/** What gets the focus back in the next frame; where another dialog opens before that, it returns it in its turn. */
let returning: HTMLElement | null = null;

/** Chromium draws the focus of what it is given back to while a dialog closes, and drops what is typed there. */
function giveBackFocus(opener: HTMLElement): void {
  opener.blur();
  returning = opener;
  requestAnimationFrame(() => {
    returning = null;
    opener.focus();
  });
}

type Props = {
  label: string;
  class: string;
  style?: Record<string, string>;
  onClose: () => void;
  children: ComponentChildren;
};

/** A native modal dialog: the browser traps the focus and gives it back; Escape asks `onClose`. */
export function Dialog({ label, class: look, style = {}, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const opener = returning ?? document.activeElement;
    element.showModal();
    element.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      element.close();
      if (opener instanceof HTMLElement && opener.isConnected) giveBackFocus(opener);
    };
  }, []);
  useLayoutEffect(() => {
    // The bot may replace what was focused; without this the keyboard would be nowhere.
    if (document.activeElement === document.body) dialog.current?.focus();
  });
  const onCancel = (event: Event): void => {
    event.preventDefault();
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog ref={dialog} class={look} style={style} tabIndex={-1} aria-label={label} onCancel={onCancel}>
      {children}
    </dialog>
  );
}

/** A dialog with its title in its head, as both chat clients have them. */
export const Modal = ({ class: look, children, ...rest }: Props) => (
  <Dialog {...rest} class={`${look} modal column`}>
    <header class="row">
      <Mark />
      <h2 class="grows">{rest.label}</h2>
      <CloseButton what="dialog" close={rest.onClose} />
    </header>
    {children}
  </Dialog>
);

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
