import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const FIRST = "input:not([type=hidden]), textarea, select, [role=combobox]";

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

/** A native modal dialog: the browser traps the focus and gives it back; Escape asks `onClose`. */
export function Dialog(props: {
  label: string;
  class: string;
  style?: Record<string, string>;
  onClose: () => void;
  children: ComponentChildren;
}) {
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
      class={props.class}
      style={props.style ?? {}}
      tabIndex={-1}
      aria-label={props.label}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) props.onClose();
      }}
    >
      {props.children}
    </dialog>
  );
}
