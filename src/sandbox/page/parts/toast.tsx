import { useEffect } from "preact/hooks";
import { setState, useStore } from "../store.ts";
import { Icon } from "./icons.tsx";

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
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={dismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
