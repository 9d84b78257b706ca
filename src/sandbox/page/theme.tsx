import { useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

function stored(): string | null {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function apply(theme: string): void {
  document.documentElement.dataset["theme"] = theme;
}

/** Before the first drawing: what was chosen last time, else what the system says (the style sheet's default). */
export function restoreTheme(): void {
  const theme = stored();
  if (theme === "dark" || theme === "light") apply(theme);
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
}

export function ThemeToggle() {
  const [dark, setDark] = useState(isDark);
  const toggle = (): void => {
    const theme = dark ? "light" : "dark";
    apply(theme);
    setDark(!dark);
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Without storage the choice lasts until the page is closed.
    }
  };
  return (
    <button type="button" class="bar-button row" aria-label="Dark mode" aria-pressed={dark} onClick={toggle}>
      <Icon name="theme" />
    </button>
  );
}
