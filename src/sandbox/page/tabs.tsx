import { useRef } from "preact/hooks";
import { Count } from "./count.tsx";

type Tab = { key: string; label: string; unread?: number };

export function Tabs(props: { label: string; tabs: Tab[]; current: string; choose: (key: string) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = props.tabs.findIndex((tab) => tab.key === props.current) + step;
    const next = (at + props.tabs.length) % props.tabs.length;
    props.choose(props.tabs[next]?.key ?? props.current);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={props.label} tabIndex={-1} onKeyDown={move}>
      {props.tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          class="soft"
          role="tab"
          aria-selected={tab.key === props.current}
          tabIndex={tab.key === props.current ? 0 : -1}
          onClick={() => props.choose(tab.key)}
        >
          {tab.label}
          <Count n={tab.unread ?? 0} are="unread" />
        </button>
      ))}
    </div>
  );
}
