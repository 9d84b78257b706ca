import type { TeamsMessage } from "../../snapshot.ts";
import { send } from "../api.ts";
import { useSnapshot } from "../store.ts";
import { followLink } from "../text/link.tsx";
import { markdownHtml } from "../text/markdown.ts";
import { asObject } from "../wire.ts";
import { AdaptiveCard } from "./adaptive-card.tsx";
import { OfferedFile, PutFile } from "./offered-file.tsx";

/** What a person types is shown as typed; Markdown is the bot's alone. */
function Bubble({ text, author }: { text: string; author: string }) {
  if (author === "bot") {
    const follow = (event: MouseEvent): void => {
      if (event.target instanceof HTMLAnchorElement && followLink(event.target.href)) event.preventDefault();
    };
    // Everything in it is escaped but the tags for emphasis, links and lists.
    return (
      <div class="bubble" onClickCapture={follow} dangerouslySetInnerHTML={{ __html: markdownHtml(text) }} />
    );
  }
  return <div class="bubble text">{text}</div>;
}

export function TeamsBody({ message }: { message: TeamsMessage }) {
  const { me } = useSnapshot();
  const { chat, id, text, author, offer, put, cards } = message;
  return (
    <>
      {text === "" ? null : <Bubble text={text} author={author} />}
      {offer === null ? null : <OfferedFile message={message} offer={offer} />}
      {put === null ? null : <PutFile file={put} />}
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
