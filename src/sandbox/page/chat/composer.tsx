import { useId, useRef, useState } from "preact/hooks";
import type { Place } from "../../snapshot.ts";
import { send } from "../api.ts";
import { draftOf, useDraft } from "../drafts.ts";
import { chosenFrom } from "../files.ts";
import { Icon, Mark } from "../parts/icons.tsx";
import { setState, useSnapshot } from "../store.ts";
import { commandText, isForeignCommand, isWhole, SLASH, type Suggestion, suggest } from "./commands.ts";

type ListProps = { id: string; list: Suggestion[]; active: number; choose: (text: string) => void };

function Suggestions({ id, list, active, choose }: ListProps) {
  return (
    <div id={id} class="suggestions" role="listbox" aria-label="Commands" tabIndex={-1}>
      {list.map(({ text, note }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer keeps the focus and has the keys
        <div
          key={text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          class="row"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(text)}
        >
          <Mark />
          <strong>{text}</strong>
          <small>{note}</small>
        </div>
      ))}
    </div>
  );
}

function Attach({ chat }: { chat: string }) {
  const take = async (input: HTMLInputElement): Promise<void> => {
    const files = [...(input.files ?? [])];
    input.value = "";
    for (const file of files) await send("teams.attach", { chat, ...(await chosenFrom(file)) });
  };
  return (
    <label class="icon-button">
      <Icon name="attach" />
      <input
        type="file"
        class="cover"
        aria-label="Attach a file"
        accept=".csv,.tsv,.txt"
        onChange={(event) => void take(event.currentTarget)}
      />
    </label>
  );
}

export const composerDraft = (person: string, place: string, root: string | null = null): string =>
  `${person} ${place} ${root ?? ""}`;

/** False: it was not sent. */
async function deliver({ platform, id }: Place, text: string, root: string | null): Promise<boolean> {
  if (platform === "teams") return (await send("teams.send", { chat: id, text, root })).ok;
  if (isForeignCommand(text)) {
    setState({ error: "No app here knows this command. Try /mistral-setup." });
    return false;
  }
  const command = commandText(text);
  const sent =
    command === null
      ? send("message", { channel: id, text })
      : send("command", { channel: id, text: command });
  return (await sent).ok;
}

function labelOf({ platform, kind, name }: Place, root: string | null, botName: string): string {
  if (platform === "slack") return `Message #${name}`;
  if (kind === "direct") return `Message ${name}`;
  const what = root !== null ? "Reply" : kind === "group" ? `Message ${name}` : "Start a post";
  return `${what} (@${botName} to ask the app)`;
}

type Props = { place: Place; root?: string | null };

/** A text field that grows, keeps what was typed, and suggests what the bot understands. */
export function Composer({ place, root = null }: Props) {
  const { me, botName } = useSnapshot();
  const key = composerDraft(me.id, place.id, root);
  const [text, setText] = useDraft(key, "");
  const [moved, setMoved] = useState<number | null>(null);
  const [hidden, setHidden] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const label = labelOf(place, root, botName);
  const direct = place.kind === "direct";
  // What a word to the bot begins with: where others are, it hears its name only.
  const lead = place.platform === "slack" ? SLASH : direct ? "" : `@${botName}`;
  const list = hidden ? [] : suggest(text, lead);
  const active = moved ?? (isWhole(text, lead) ? -1 : 0);
  const empty = text.trim() === "";

  const change = (next: string): void => {
    setText(next);
    setMoved(null);
    setHidden(false);
  };
  const submit = async (): Promise<void> => {
    if (empty) return;
    change("");
    if (!(await deliver(place, text.trim(), root)) && draftOf(key, "") === "") change(text.trim());
  };
  const complete = (chosen: string): void => {
    change(`${chosen} `);
    area.current?.focus();
  };
  const actionOf = ({ key, shiftKey, isComposing }: KeyboardEvent): (() => unknown) | null => {
    const picked = list[active];
    const { length } = list;
    if (length > 0 && key === "ArrowDown") return () => setMoved((active + 1) % length);
    if (length > 0 && key === "ArrowUp") return () => setMoved(active > 0 ? active - 1 : length - 1);
    if (length > 0 && key === "Escape") return () => setHidden(true);
    if (picked !== undefined && (key === "Tab" || key === "Enter") && !shiftKey)
      return () => complete(picked.text);
    return key === "Enter" && !shiftKey && !isComposing ? submit : null;
  };
  return (
    <div class="composer box row">
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
        onKeyDown={(event) => {
          const act = actionOf(event);
          if (act === null) return;
          event.preventDefault();
          act();
        }}
      />
      {place.platform === "teams" && direct ? <Attach chat={place.id} /> : null}
      <button
        type="button"
        class="send icon-button"
        aria-label="Send"
        aria-disabled={empty}
        onClick={() => void submit()}
      >
        <Icon name="send" />
      </button>
    </div>
  );
}
