import { useId } from "preact/hooks";
import type { Place } from "../../snapshot.ts";
import { send } from "../api.ts";
import { draftOf, useDraft } from "../drafts.ts";
import { chosenFrom } from "../files.ts";
import { Icon } from "../parts/icons.tsx";
import { setState, useSnapshot } from "../store.ts";
import { commandsAfter, commandText, isForeignCommand, SLASH } from "./commands.ts";

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

export const composerDraft = (person: string, place: string): string => `${person} ${place} `;

/** False: it was not sent. */
async function deliver({ platform, id }: Place, text: string): Promise<boolean> {
  if (platform === "teams") return (await send("teams.send", { chat: id, text, root: null })).ok;
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
  const direct = place.kind === "direct";
  // What a word to the bot begins with: where others are, it hears its name only.
  const lead = place.platform === "slack" ? SLASH : direct ? "" : `@${botName}`;

  const submit = async (): Promise<void> => {
    if (text.trim() === "") return;
    setText("");
    if (!(await deliver(place, text.trim())) && draftOf(key, "") === "") setText(text.trim());
  };
  return (
    <form
      class="composer box row"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <input
        aria-label={label}
        placeholder={label}
        list={listId}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {commandsAfter(lead).map(([command, note]) => (
          <option key={command} value={command} label={note} />
        ))}
      </datalist>
      {place.platform === "teams" && direct ? <Attach chat={place.id} /> : null}
      <button type="submit" class="send icon-button" aria-label="Send" aria-disabled={text.trim() === ""}>
        <Icon name="send" />
      </button>
    </form>
  );
}
