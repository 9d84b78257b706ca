import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Keeps the end in sight while it was in sight, as a chat does; what one says oneself is always seen. */
function useStickToEnd(said: string | undefined) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = useRef(0);
  useLayoutEffect(() => {
    const list = log.current;
    if (!list?.firstElementChild) return;
    const stick = (): void => {
      if (atEnd.current) list.scrollTop = list.scrollHeight;
    };
    stick();
    const observer = new ResizeObserver(stick);
    observer.observe(list.firstElementChild);
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    atEnd.current = true;
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [said]);
  // What grows while it scrolls has not been left: whoever leaves the end goes up.
  const onScroll = (): void => {
    const list = log.current;
    if (!list) return;
    const isNear = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    if (isNear) atEnd.current = true;
    else if (list.scrollTop < last.current) atEnd.current = false;
    last.current = list.scrollTop;
  };
  return { log, onScroll };
}

type LogProps = {
  class: string;
  /** The class of what is inside, which grows. */
  content: string;
  label: string;
  /** The newest message of whoever looks on; a new one brings the end in sight. */
  said: string | undefined;
  children: ComponentChildren;
};

/** The messages of a conversation, which stay at their end until somebody scrolls up. */
export function Log({ class: look, content, label, said, children }: LogProps) {
  const { log, onScroll } = useStickToEnd(said);
  return (
    <div
      ref={log}
      class={`${look} scrolls`}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={onScroll}
    >
      <div class={`${content} column`}>{children}</div>
    </div>
  );
}
