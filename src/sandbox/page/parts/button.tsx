import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

/** Runs one at a time; true while it does. */
export function useBusy(): [boolean, (run: () => unknown) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const start = async (run: () => unknown): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await run();
    setBusy(false);
  };
  return [busy, start];
}

type Props = Omit<JSX.IntrinsicElements["button"], "class" | "onClick"> & {
  class?: string;
  /** Until it is done the button shows that it waits. */
  run: () => unknown;
  children: ComponentChildren;
};

export function Button({ class: look = "", run, ...rest }: Props) {
  const [busy, start] = useBusy();
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-busy={busy}
      onClick={() => void start(run)}
      {...rest}
    />
  );
}
