import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** `said`: the newest message of the person who looks on; a new one brings the end in sight. */
type Props = { label: string; said: string | undefined; children: ComponentChildren };

/** The messages of a conversation. It is laid out from its end, where the browser keeps it until somebody scrolls up. */
export function Log({ label, said, children }: Props) {
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => log.current?.scrollTo(0, 0), [said]);
  return (
    <div
      ref={log}
      class="log scrolls"
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <div class="log-content">{children}</div>
    </div>
  );
}
