import { useId } from "preact/hooks";
import type { Place } from "../../snapshot.ts";
import { chosenFrom, send } from "../api.ts";
import { Icon } from "../parts/controls.tsx";
import { draftOf, setState, useDraft, useSnapshot } from "../store.ts";

const SLASH = "/mistral-setup";

const WORDS: [word: string, note: string][] = [
  ["", "Start the setup, or see how far it is"],
  ["invite", "[addresses] [role] Invite people, or ask for it"],
  ["status", "Steps, Members and open Requests in one view"],
  ["members", "[name] Who is Active and who is Pending"],
  ["key", "Get an API key, and see whether keys work yet"],
  ["settings", "Approvers, channels, domains, seats, reminders"],
  ["language", "In which language the bot writes to you"],
  ["record", "Who did what, and when"],
  ["help", "What you can ask for, with examples"],
];

function Attach({ chat }: { chat: string }) {
  const take = async ({ currentTarget: input }: { currentTarget: HTMLInputElement }): Promise<void> => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file !== undefined) await send("teams.attach", { chat, ...(await chosenFrom(file)) });
  };
  return (
    <label class="icon-button">
      <Icon name="attach" />
      <input type="file" class="cover" aria-label="Attach a file" accept=".csv,.tsv,.txt" onChange={take} />
    </label>
  );
}

export const composerDraft = (person: string, place: string): string => `${person} ${place} `;

async function deliver({ platform, id }: Place, text: string): Promise<boolean> {
  const isCommand = platform === "slack" && /^\/[a-z]/.test(text);
  if (!isCommand) return (await send("message", { platform, place: id, text })).ok;
  const [word, ...rest] = text.split(" ");
  if (word === SLASH) return (await send("command", { channel: id, text: rest.join(" ").trim() })).ok;
  setState({ error: `No app here knows this command. Try ${SLASH}.` });
  return false;
}

function labelOf({ platform, kind, name }: Place, botName: string): string {
  if (platform === "slack") return `Message #${name}`;
  if (kind === "direct") return `Message ${name}`;
  const what = kind === "group" ? `Message ${name}` : "Start a post";
  return `${what} (@${botName} to ask the app)`;
}

/** A text field that keeps what was typed; the browser suggests what the bot understands. */
export function Composer({ place }: { place: Place }) {
  const { me, botName } = useSnapshot();
  const key = composerDraft(me.id, place.id);
  const [text, setText] = useDraft(key, "");
  const listId = useId();
  const label = labelOf(place, botName);
  const isChat = place.platform === "teams" && place.kind === "direct";
  // What a word to the bot begins with: where others are, it hears its name only.
  const lead = place.platform === "slack" ? SLASH : isChat ? "" : `@${botName}`;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === "") return;
    setText("");
    if (!(await deliver(place, text.trim())) && draftOf(key, "") === "") setText(text.trim());
  };
  return (
    <form class="composer box row" onSubmit={submit}>
      <input
        aria-label={label}
        placeholder={label}
        list={listId}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {WORDS.map(([word, note]) => (
          <option key={word} value={`${lead} ${word}`.trim() || "setup"} label={note} />
        ))}
      </datalist>
      {isChat ? <Attach chat={place.id} /> : null}
      <button type="submit" class="send icon-button" aria-label="Send" aria-disabled={text.trim() === ""}>
        <Icon name="send" />
      </button>
    </form>
  );
}
