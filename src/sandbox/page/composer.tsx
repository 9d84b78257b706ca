import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Channel } from "../snapshot.ts";
import { send } from "./api.ts";
import { commandText, isForeignCommand, isWhole, SLASH, type Suggestion, suggest } from "./commands.ts";
import { Icon, Mark } from "./icons.tsx";
import { getState, setState } from "./store.ts";

const drafts = new Map<string, string>();

function Suggestions(props: {
  id: string;
  list: Suggestion[];
  active: number;
  choose: (text: string) => void;
}) {
  return (
    <div id={props.id} class="suggestions" role="listbox" aria-label="Commands" tabIndex={-1}>
      {props.list.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer keeps the focus and has the keys
        <div
          key={one.text}
          id={`${props.id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.active}
          class={index === props.active ? "suggestion row active" : "suggestion row"}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => props.choose(one.text)}
        >
          <Mark />
          <strong>{one.text}</strong>
          <span class="usage">{one.usage}</span>
          <small>{one.note}</small>
        </div>
      ))}
    </div>
  );
}

type Box = {
  /** Whose text it is, and where: it is kept under this. */
  draft: string;
  label: string;
  /** Where text that the page types for a person has to go. */
  client: "slack" | "teams";
  /** What a word to the bot begins with. */
  lead: string;
  /** False: it was not sent, and stands there again. */
  deliver: (text: string) => Promise<boolean>;
  /** Where a file can be sent. */
  attach?: (file: File) => void;
};

/** A text field that grows, keeps what was typed, and suggests what the bot understands. */
export function ComposeBox({ draft: key, label, client, lead, deliver, attach }: Box) {
  const [text, setText] = useState(drafts.get(key) ?? "");
  const [moved, setMoved] = useState<number | null>(null);
  const [hidden, setHidden] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const list = hidden ? [] : suggest(text, lead);
  const active = moved ?? (isWhole(text, lead) ? -1 : 0);

  const change = (next: string): void => {
    drafts.set(key, next);
    setText(next);
    setMoved(null);
    setHidden(false);
  };
  // Before anything can be typed for a person who has just been brought here.
  useLayoutEffect(() => {
    const fill = (event: Event): void => {
      const { detail } = event as CustomEvent<{ client: string; text: string }>;
      if (detail.client !== client) return;
      change(detail.text);
      area.current?.focus();
    };
    document.addEventListener("sandbox:type", fill);
    return () => document.removeEventListener("sandbox:type", fill);
  });
  const submit = async (): Promise<void> => {
    const whole = text.trim();
    if (whole === "") return;
    change("");
    if (!(await deliver(whole)) && drafts.get(key) === "") change(whole);
  };
  const complete = (chosen: string): void => {
    change(`${chosen} `);
    area.current?.focus();
  };
  const keyDown = (event: KeyboardEvent): void => {
    const picked = list[active];
    if (list.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setMoved(active < 0 && step < 0 ? list.length - 1 : (active + step + list.length) % list.length);
    } else if (picked !== undefined && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey) {
      event.preventDefault();
      complete(picked.text);
    } else if (event.key === "Escape" && list.length > 0) {
      event.preventDefault();
      setHidden(true);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <div class="composer">
      {list.length > 0 ? <Suggestions id={listId} list={list} active={active} choose={complete} /> : null}
      <textarea
        ref={area}
        rows={1}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={list.length > 0 ? listId : undefined}
        aria-activedescendant={list.length > 0 && active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={label}
        value={text}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={keyDown}
      />
      {attach === undefined ? null : (
        <label class="attach">
          <Icon name="attach" />
          <input
            type="file"
            aria-label="Attach a file"
            accept=".csv,.tsv,.txt"
            onChange={({ currentTarget }) => {
              for (const file of currentTarget.files ?? []) attach(file);
              currentTarget.value = "";
            }}
          />
        </label>
      )}
      <button
        type="button"
        class="send"
        aria-label="Send"
        aria-disabled={text.trim() === ""}
        onClick={() => void submit()}
      >
        <Icon name="send" />
      </button>
    </div>
  );
}

async function deliverInSlack(channel: string, text: string): Promise<boolean> {
  if (isForeignCommand(text)) {
    setState({ error: "No app here knows this command. Try /mistral-setup." });
    return false;
  }
  const command = commandText(text);
  const sent =
    command === null ? send("message", { channel, text }) : send("command", { channel, text: command });
  return (await sent).ok;
}

export function Composer({ channel }: { channel: Channel }) {
  return (
    <ComposeBox
      draft={`${getState().route.as} ${channel.id}`}
      label={`Message #${channel.name}`}
      client="slack"
      lead={SLASH}
      deliver={(text) => deliverInSlack(channel.id, text)}
    />
  );
}

/** Puts text into the composer that is on screen. */
export function typeInComposer(client: "slack" | "teams", text: string): void {
  document.dispatchEvent(new CustomEvent("sandbox:type", { detail: { client, text } }));
}
