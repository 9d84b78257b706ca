import type { JsonObject, Message } from "../../snapshot.ts";
import { asObject, asString } from "../json.ts";
import { Button, Icon } from "../parts/controls.tsx";
import { Modal } from "../parts/dialog.tsx";
import { send, useSnapshot } from "../store.ts";
import { Size } from "../text/text.tsx";
import { AdaptiveCard, type Entered } from "./adaptive-card.tsx";

/** Teams' own question for a file of a bot. It stays until the bot puts something in its place. */
function OfferedFile({ message: { place: chat, id: message, offer } }: { message: Message }) {
  const { botName } = useSnapshot();
  if (offer === null) return null;
  const answer = (accept: boolean) => send("teams.consent", { chat, message, accept });
  return (
    <div class="file-card card box">
      <p>{botName} would like to put this file into your OneDrive.</p>
      <p class="row">
        <Icon name="attach" /> <strong>{offer.name}</strong> <Size bytes={offer.size} />
      </p>
      <p>{offer.description}</p>
      <p class="row">
        <Button label="Allow" class="primary" run={() => answer(true)} />
        <Button label="Decline" run={() => answer(false)} />
      </p>
    </div>
  );
}

export function TeamsBody({ message }: { message: Message }) {
  const { me } = useSnapshot();
  const { place: chat, id, text, put, cards } = message;
  const press = (action: JsonObject, values: Entered) =>
    send("teams.press", { chat, message: id, action, values }, true);
  return (
    <>
      {text === "" ? null : <div class="bubble text">{text}</div>}
      <OfferedFile message={message} />
      {put === null ? null : (
        <p class="file-card card box row">
          <Icon name="attach" />
          <a href={put.link} download={put.name}>
            {put.name}
          </a>
        </p>
      )}
      {cards.map((card, index) => (
        <div key={`${index}`} class={`card box ${asString(asObject(card["msteams"])?.["width"])}`}>
          <AdaptiveCard card={card} place={`${me.id} ${chat} ${id}`} run={press} />
        </div>
      ))}
    </>
  );
}

export function AddApp() {
  const { botName } = useSnapshot();
  return (
    <div class="foot box row">
      <p class="grows">
        You have not added {botName} yet. Until you do, you cannot write to it, and it may not be able to
        write to you.
      </p>
      <Button label="Add the app" class="primary" run={() => send("teams.install", { on: true })} />
    </div>
  );
}

export function TeamsDialog() {
  const { dialog, me, botName } = useSnapshot();
  if (dialog === null) return null;
  const { id, card, text } = dialog;
  const title = dialog.title || botName;
  const close = (): void => void send("teams.close", { dialog: id });
  const press = (action: JsonObject, values: Entered) =>
    send("teams.submit", { dialog: id, action, values }, true);
  return (
    <Modal key={me.id} label={title} class="teams" onClose={close}>
      {card === null ? (
        <p class="modal-body" role="status" children={text} />
      ) : (
        <div class="scrolls">
          <AdaptiveCard card={card} place={`${me.id} dialog ${id}`} isForm run={press} />
        </div>
      )}
    </Modal>
  );
}
