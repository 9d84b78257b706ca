import type { TeamsMessage } from "../../snapshot.ts";
import { send } from "../api.ts";
import { sizeText } from "../files.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons.tsx";
import { useSnapshot } from "../store.ts";

type Offer = { message: TeamsMessage; offer: NonNullable<TeamsMessage["offer"]> };

/** Teams' own question for a file of a bot. It stays until the bot puts something in its place. */
export function OfferedFile({ message, offer }: Offer) {
  const { botName } = useSnapshot();
  const answer = (accept: boolean) =>
    send("teams.consent", { chat: message.conversation, message: message.id, accept });
  return (
    <div class="file-card card box">
      <p>{botName} would like to put this file into your OneDrive.</p>
      <p class="row">
        <Icon name="attach" /> <strong>{offer.name}</strong> <small>{sizeText(offer.size)}</small>
      </p>
      <p>{offer.description}</p>
      <p class="row">
        <Button class="primary" run={() => answer(true)}>
          Allow
        </Button>
        <Button run={() => answer(false)}>Decline</Button>
      </p>
    </div>
  );
}

/** A file in the reader's OneDrive, to open or to download. */
export function PutFile({ file }: { file: NonNullable<TeamsMessage["put"]> }) {
  return (
    <p class="file-card card box row">
      <Icon name="attach" />
      <a href={file.link} download={file.name}>
        {file.name}
      </a>
    </p>
  );
}
