import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon, Mark } from "./icons.tsx";

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
  return (
    <dialog
      ref={dialog}
      class={look}
      style={style}
      tabIndex={-1}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}

export function DialogHeader({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <header class="row">
      <Mark />
      <h2 class="grows">{title}</h2>
      <button type="button" class="icon-button" aria-label="Close dialog" onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}
