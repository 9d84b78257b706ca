import type { Card, TeamsMessage } from "../snapshot.ts";
import { send } from "./api.ts";
import { Avatar } from "./avatar.tsx";
import { useFreshness } from "./changed.ts";
import { fullTime, timeOf } from "./dates.ts";
import { Mark } from "./icons.tsx";
import { followLink } from "./link.tsx";
import { markdownHtml } from "./markdown.ts";
import { useSnapshot } from "./store.ts";
import { AdaptiveCard } from "./teams-card.tsx";
import { OfferedFile, PutFile } from "./teams-file.tsx";
import { asObject } from "./wire.ts";

/** What a person typed, with the mention of the app marked; Markdown is the bot's alone. */
function Said({ text, author }: { text: string; author: string }) {
  const { botName } = useSnapshot();
  const [before = "", ...after] = text.split(`@${botName}`);
  if (author === "bot") {
    const follow = (event: MouseEvent): void => {
      if (event.target instanceof HTMLAnchorElement && followLink(event.target.href)) event.preventDefault();
    };
    // Everything in it is escaped but the tags for emphasis, links and lists.
    return (
      <div class="bubble" onClickCapture={follow} dangerouslySetInnerHTML={{ __html: markdownHtml(text) }} />
    );
  }
  return (
    <div class="bubble text">
      {before}
      {after.map((part, index) => (
        <span key={`${index}${part}`}>
          <strong class="mentioned">{botName}</strong>
          {part}
        </span>
      ))}
    </div>
  );
}

function MessageCard({ message, card }: { message: TeamsMessage; card: Card }) {
  const { me } = useSnapshot();
  const { chat, id } = message;
  return (
    <div class={asObject(card["msteams"])?.["width"] === "Full" ? "card-box full" : "card-box"}>
      <AdaptiveCard
        card={card}
        place={`${me.id} ${chat} ${id}`}
        run={(action, values) => send("teams.press", { chat, message: id, action, values }, true)}
      />
    </div>
  );
}

type Props = { message: TeamsMessage; follows?: boolean; inPost?: boolean };

export function TeamsMessageItem({ message, follows = false, inPost = false }: Props) {
  const { people, me, botName } = useSnapshot();
  const bot = message.author === "bot";
  const mine = message.author === me.id && !inPost;
  const person = people.find(({ id }) => id === message.author);
  const name = bot ? botName : (person?.name ?? "Someone who left");
  const ms = Number(message.id);
  const fresh = useFreshness([...message.cards, message.offer ?? {}]);
  const look = ["teams-message", mine ? "mine" : "", follows ? "follows" : "", fresh ? "changed" : ""];
  return (
    <article
      class={look.join(" ")}
      aria-label={`${name}, ${timeOf(ms, me)}`}
      data-testid="teams-message"
      data-surface
      tabIndex={-1}
    >
      {mine ? null : (
        <div class="teams-face">
          {follows ? null : bot ? <Mark /> : <Avatar person={person ?? { name, color: "#777" }} />}
        </div>
      )}
      <div class="teams-body">
        {follows ? null : (
          <p class="teams-byline row">
            {mine ? null : <span class="author">{name}</span>}
            <time dateTime={new Date(ms).toISOString()} title={fullTime(ms, me)}>
              {timeOf(ms, me)}
            </time>
            {message.edited ? <span>Edited</span> : null}
          </p>
        )}
        {message.text === "" ? null : <Said text={message.text} author={message.author} />}
        {message.offer === null ? null : <OfferedFile message={message} offer={message.offer} />}
        {message.put === null ? null : <PutFile file={message.put} />}
        {message.cards.map((card, index) => (
          <MessageCard key={`${index}`} message={message} card={card} />
        ))}
      </div>
    </article>
  );
}
