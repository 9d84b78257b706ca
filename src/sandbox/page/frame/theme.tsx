import { useLayoutEffect } from "preact/hooks";
import { Icon } from "../parts/icons.tsx";
import { go, useStore } from "../store.ts";

/** Light or dark as chosen here, else as the system says. */
export function ThemeToggle() {
  const { theme } = useStore().route;
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = theme;
  }, [theme]);
  const dark = theme === "" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  return (
    <button
      type="button"
      class="bar-button row"
      aria-label="Dark mode"
      aria-pressed={dark}
      onClick={() => go({ theme: dark ? "light" : "dark" })}
    >
      <Icon name="theme" />
    </button>
  );
}
