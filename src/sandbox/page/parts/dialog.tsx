import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Guide } from "../guide/guide.tsx";
import { setState, stateNow, useStore } from "../store.ts";
import { CloseButton, Mark, talk } from "./controls.tsx";

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
  onClose: () => void;
  children: ComponentChildren;
};

/** A native modal dialog: the browser traps the focus and gives it back; Escape asks `onClose`. */
export function Dialog({ label, class: look, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isTop = useStore().dialogs.at(-1) === dialog;
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    setState({ dialogs: [...stateNow().dialogs, dialog] });
    const opener = returning ?? document.activeElement;
    element.showModal();
    element.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      element.close();
      setState({ dialogs: stateNow().dialogs.filter((other) => other !== dialog) });
      const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
      const to = isThere ? opener : talk();
      if (to !== null) giveBackFocus(to);
    };
  }, []);
  useLayoutEffect(() => {
    // The bot may replace what was focused; without this the keyboard would be nowhere.
    if (document.activeElement !== document.body) return;
    (dialog.current?.querySelector<HTMLElement>(FIRST) ?? dialog.current)?.focus();
  });
  const onCancel = (event: Event): void => {
    event.preventDefault();
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog ref={dialog} class={look} tabIndex={-1} aria-label={label} onCancel={onCancel}>
      {children}
      {isTop ? <Guide /> : null}
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
