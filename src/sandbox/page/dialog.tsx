import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const FIRST = "input:not([type=hidden]), textarea, select, [role=combobox]";

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
    const opener = document.activeElement;
    element.showModal();
    element.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      element.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
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
