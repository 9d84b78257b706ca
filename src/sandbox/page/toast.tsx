import { useEffect } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { setState, useStore } from "./store.ts";

const SHOWN_MS = 8000;

/** Why something was refused. An open modal draws it itself: what lies outside of it cannot be reached. */
export function Toast() {
  const { error } = useStore();
  useEffect(() => {
    if (error === null) return;
    const timer = setTimeout(() => setState({ error: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [error]);
  if (error === null) return null;
  return (
    <div class="toast row" role="alert">
      <span>{error}</span>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={() => setState({ error: null })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
