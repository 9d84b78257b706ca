import type { TeamsMessage } from "../../snapshot.ts";
import { send } from "../api.ts";
import { useSnapshot } from "../store.ts";
import { asObject } from "../wire.ts";
import { AdaptiveCard } from "./adaptive-card.tsx";
import { OfferedFile, PutFile } from "./offered-file.tsx";

export function TeamsBody({ message }: { message: TeamsMessage }) {
  const { me } = useSnapshot();
  const { conversation: chat, id, text, offer, put, cards } = message;
  return (
    <>
      {text === "" ? null : <div class="bubble text">{text}</div>}
      {offer == null ? null : <OfferedFile message={message} offer={offer} />}
      {put == null ? null : <PutFile file={put} />}
      {cards.map((card, index) => (
        <div
          key={`${index}`}
          class={asObject(card["msteams"])?.["width"] === "Full" ? "card box full" : "card box"}
        >
          <AdaptiveCard
            card={card}
            place={`${me.id} ${chat} ${id}`}
            run={(action, values) => send("teams.press", { chat, message: id, action, values }, true)}
          />
        </div>
      ))}
    </>
  );
}
