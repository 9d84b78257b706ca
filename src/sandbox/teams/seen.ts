import type { Card } from "../snapshot.ts";
import { withDirectory } from "./card-parts.ts";
import type { StoredDialog, StoredMessage, TeamsState } from "./state.ts";

/** What this person sees of a message's cards. */
export function cardsFor({ people }: TeamsState, message: StoredMessage, person: string): Card[] {
  const own = message.own[person];
  return (own === undefined ? message.cards : [own]).map((card) => withDirectory(card, people));
}

export function contentOf({ people }: TeamsState, { content }: StoredDialog): StoredDialog["content"] {
  return content.kind === "card" ? { ...content, card: withDirectory(content.card, people) } : content;
}
