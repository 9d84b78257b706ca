import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** When the bot takes away what was focused (a decided card has no buttons), the focus stays with the card. */
export function useKeptFocus(): void {
  const place = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const remember = (event: Event): void => {
      if (event.target instanceof Element)
        place.current = event.target.closest<HTMLElement>("[data-surface]");
    };
    document.addEventListener("focusin", remember);
    document.addEventListener("pointerdown", remember);
    return () => {
      document.removeEventListener("focusin", remember);
      document.removeEventListener("pointerdown", remember);
    };
  }, []);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  });
}
