import { useLayoutEffect } from "preact/hooks";

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
