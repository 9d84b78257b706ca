import { useState } from "preact/hooks";
import type { TeamsMessage } from "../snapshot.ts";
import { send } from "./api.ts";
import { Icon } from "./icons.tsx";
import { useSnapshot } from "./store.ts";

const inWords = (bytes: number): string =>
  bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;

type Offer = NonNullable<TeamsMessage["offer"]>;

/** Teams' own question for a file of a bot. It stays until the bot puts something in its place. */
export function OfferedFile({ message, offer }: { message: TeamsMessage; offer: Offer }) {
  const { botName } = useSnapshot();
  const [busy, setBusy] = useState(false);
  const answer = async (accept: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await send("teams.consent", { chat: message.chat, message: message.id, accept });
    setBusy(false);
  };
  return (
    <div class="card-box file-card">
      <p>{botName} would like to put this file into your OneDrive.</p>
      <p class="file-name row">
        <Icon name="attach" /> <strong>{offer.name}</strong> <small>{inWords(offer.size)}</small>
      </p>
      <p>{offer.description}</p>
      <p class="row">
        <button type="button" class="fluent primary" aria-busy={busy} onClick={() => void answer(true)}>
          Allow
        </button>
        <button type="button" class="fluent" aria-busy={busy} onClick={() => void answer(false)}>
          Decline
        </button>
      </p>
    </div>
  );
}

/** A file in the reader's OneDrive, to open or to download. */
export function PutFile({ file }: { file: NonNullable<TeamsMessage["put"]> }) {
  return (
    <div class="card-box file-card">
      <p class="file-name row">
        <Icon name="attach" />
        <a href={file.link} download={file.name}>
          {file.name}
        </a>
      </p>
    </div>
  );
}
