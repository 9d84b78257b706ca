import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

const GAP = 4;

function place(popup: HTMLElement, anchor: HTMLElement, align: "start" | "end", fit: boolean): void {
  const at = anchor.getBoundingClientRect();
  if (fit) {
    popup.style.width = `${at.width}px`;
    popup.style.maxWidth = "none";
  }
  const size = popup.getBoundingClientRect();
  const below = innerHeight - at.bottom;
  const up = below < size.height + GAP && at.top > below;
  const left = align === "end" ? at.right - size.width : at.left;
  popup.style.left = `${Math.max(GAP, Math.min(left, innerWidth - size.width - GAP))}px`;
  popup.style.top = `${Math.max(GAP, up ? at.top - size.height - GAP : at.bottom + GAP)}px`;
}

/** A floating list beside its anchor, above everything (modals too), closed by a click elsewhere. */
export function Popup(props: {
  anchor: RefObject<HTMLElement | null>;
  align?: "start" | "end";
  fit?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const popup = useRef<HTMLDivElement>(null);
  const { anchor, align = "start", fit = false, onClose } = props;
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => popup.current?.showPopover(), []);
  useLayoutEffect(() => {
    const follow = (): void => {
      if (popup.current && anchor.current) place(popup.current, anchor.current, align, fit);
    };
    follow();
    document.addEventListener("scroll", follow, true);
    addEventListener("resize", follow);
    return () => {
      document.removeEventListener("scroll", follow, true);
      removeEventListener("resize", follow);
    };
  });
  useEffect(() => {
    const outside = (event: Event): void => {
      const target = event.target;
      if (!(target instanceof Node)) return;
      if (popup.current?.contains(target) || anchor.current?.contains(target)) return;
      close.current();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [anchor]);

  return (
    <div ref={popup} popover="manual" class="popup">
      {props.children}
    </div>
  );
}
