import { useId, useRef, useState } from "preact/hooks";
import type { Choices, Option } from "./choices.ts";
import { Icon } from "./icons.tsx";
import { Popup } from "./popup.tsx";

type Props = {
  choices: Choices;
  labelledBy: string;
  describedBy: string | undefined;
  invalid: boolean;
  /** Whether nothing is a choice, too. */
  clearable: boolean;
  placeholder?: string;
  /** For a picker that is drawn apart from the page, where `useId` is not unique. */
  listId?: string;
  pick: (keys: string[]) => void;
};

function OptionList(props: {
  id: string;
  options: Option[];
  selected: string[];
  active: number;
  choose: (option: Option) => void;
}) {
  const { id, options, selected, active } = props;
  if (options.length === 0) return <p class="nothing">Nothing matches.</p>;
  return (
    <div id={id} role="listbox" aria-label="Choices" tabIndex={-1}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox keeps the focus and has the keys
        <div
          key={option.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={selected.includes(option.key)}
          class={index === active ? "option active" : "option"}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => props.choose(option)}
        >
          <span>{option.label}</span>
          {option.note === "" ? null : <small>{option.note}</small>}
          {selected.includes(option.key) ? <Icon name="check" /> : null}
        </div>
      ))}
    </div>
  );
}

function Chips({ chosen, remove }: { chosen: Option[]; remove: (key: string) => void }) {
  return chosen.map((option) => (
    <span key={option.key} class="chip">
      {option.label}
      <button type="button" aria-label={`Remove ${option.label}`} onClick={() => remove(option.key)}>
        <Icon name="close" />
      </button>
    </span>
  ));
}

/** A select for one or many, with search: arrows move, Enter chooses, Escape closes, Backspace drops the last. */
export function Picker(props: Props) {
  const { choices, pick } = props;
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const ownId = useId();
  const { listId = ownId, placeholder = "" } = props;
  const open = query !== null;
  const { selected, many } = choices;
  const chosen = choices.options.filter((option) => selected.includes(option.key));
  const wanted = (query ?? "").toLowerCase();
  const shown = choices.options.filter((option) => option.label.toLowerCase().includes(wanted));

  const start = (): void => {
    if (open) return;
    setQuery("");
    setActive(Math.max(0, many ? 0 : choices.options.findIndex(({ key }) => key === selected[0])));
  };
  const choose = (option: Option): void => {
    // The list would lie over the buttons below; a key or a click opens it again.
    setQuery(null);
    if (!many) {
      pick([option.key]);
      return;
    }
    const had = selected.includes(option.key);
    pick(had ? selected.filter((one) => one !== option.key) : [...selected, option.key]);
  };
  const key = (event: KeyboardEvent): void => {
    const option = shown[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        start();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + shown.length) % Math.max(1, shown.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!open) start();
      else if (option !== undefined) choose(option);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setQuery(null);
    } else if (event.key === "Backspace" && many && (query ?? "") === "") {
      pick(selected.slice(0, -1));
    } else if (event.key === "Tab") setQuery(null);
  };

  const resting = many ? "" : (chosen[0]?.label ?? "");
  return (
    <div ref={box} class="picker row">
      {many ? <Chips chosen={chosen} remove={(key) => pick(selected.filter((one) => one !== key))} /> : null}
      <input
        type="text"
        role="combobox"
        autocomplete="off"
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        placeholder={chosen.length > 0 ? resting : placeholder || "Choose"}
        value={query ?? resting}
        onClick={start}
        onKeyDown={key}
        onBlur={() => setQuery(null)}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
      />
      {props.clearable && !many && selected.length > 0 ? (
        <button type="button" aria-label="Clear" onClick={() => pick([])}>
          <Icon name="close" />
        </button>
      ) : null}
      <Icon name="chevron" />
      {open ? (
        <Popup anchor={box} fit onClose={() => setQuery(null)}>
          <OptionList id={listId} options={shown} selected={selected} active={active} choose={choose} />
        </Popup>
      ) : null}
    </div>
  );
}
