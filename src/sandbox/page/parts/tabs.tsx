import { useId } from "preact/hooks";
import { Count } from "./count.tsx";

type Tab<Key> = { key: Key; label: string; unread?: number };
type Props<Key> = { label: string; tabs: Tab<Key>[]; current: Key; choose: (key: Key) => void };

/** One of a few, as radio buttons that look like tabs: the browser moves between them. */
export function Tabs<Key extends string>({ label, tabs, current, choose }: Props<Key>) {
  const name = useId();
  return (
    <fieldset class="tabs row" aria-label={label}>
      {tabs.map((tab) => (
        <label key={tab.key} class="row">
          <input
            type="radio"
            name={name}
            class="cover"
            checked={tab.key === current}
            onChange={() => choose(tab.key)}
          />
          {tab.label}
          <Count n={tab.unread ?? 0} are="unread" />
        </label>
      ))}
    </fieldset>
  );
}
