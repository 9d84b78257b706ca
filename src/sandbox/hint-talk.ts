import { BOT } from "./slack/bot.ts";
import type { SlackState } from "./slack/state.ts";
import type { Card } from "./snapshot.ts";
import { contentOf } from "./teams/card-parts.ts";
import type { TeamsState } from "./teams/state.ts";
import { dialogOf } from "./teams/state.ts";

/** Something that the bot has said, as it stands now: the JSON that it sent. */
export type Said = { json: string; place: string; readers: readonly string[] };

/** What one chat client shows, for the hints to read, and how they speak of it. */
export type Talk = {
  name: "Slack" | "Teams";
  /** Oldest first, without what is for one person's eyes only. */
  said: Said[];
  /** Where the steps stand; empty before there are any. */
  checklist: string;
  /** The open dialog of the person who looks. */
  dialog: { json: string; isForm: boolean } | null;
  /** A form that came as a message and waits to be sent. */
  formInChat: boolean;
  /** Set where the checklist is somewhere that nobody has opened yet. */
  lookFor: string | null;
  /** Where one's own messages are. */
  own: string;
  /** A button as it stands in the JSON. */
  button(label: string): string;
  /** How one asks the bot for something. */
  ask(word: string): string;
  /** How one comes to the checklist's buttons. */
  toChecklist: string;
};

/** Of the last step, in every language. */
const ROWS = "6. V";

export function talkInSlack(state: SlackState, me: string): Talk {
  const messages = state.messages.filter(({ author }) => author === BOT.id);
  const own = "the messages of Mistral Setup";
  const said = messages
    .filter(({ ephemeralFor }) => ephemeralFor === null)
    .map(({ channel, blocks }): Said => {
      const found = state.channels.find(({ id }) => id === channel);
      const name = found?.name ?? "";
      return {
        json: JSON.stringify(blocks),
        place: name === "" ? own : `#${name}`,
        readers: found?.members ?? [],
      };
    });
  const home = state.homes.find((view) => view.user === state.people[0]?.id)?.content.blocks;
  const all = said.map(({ json }) => json).join("\n");
  const checklist = [JSON.stringify(home ?? ""), all].find((text) => text.includes(ROWS)) ?? "";
  const hidden = checklist === "" && JSON.stringify(messages).includes(ROWS);
  const modal = state.modals.findLast((view) => view.user === me)?.content;
  return {
    name: "Slack",
    said,
    checklist,
    dialog:
      modal === undefined
        ? null
        : { json: JSON.stringify(modal.blocks), isForm: modal["submit"] !== undefined },
    formInChat: false,
    lookFor: hidden ? "open the Home tab of Mistral Setup" : null,
    own,
    button: (label) => `"text":"${label}"`,
    ask: (word) => `type \`${`/mistral-setup ${word}`.trim()}\``,
    toChecklist: "type `/mistral-setup`, press",
  };
}

export function talkInTeams(state: TeamsState, me: string): Talk {
  const own = "the chat with Mistral Setup";
  const said = state.messages
    .filter(({ author, deleted }) => author === null && !deleted)
    .map(({ conversation, cards, own: replaced }): Said => {
      const place = state.conversations.find(({ id }) => id === conversation);
      const [reader = ""] = place?.members ?? [];
      const seen: Card[] = place?.kind === "personal" && replaced[reader] ? [replaced[reader]] : cards;
      return {
        json: JSON.stringify(seen),
        place: place?.kind === "personal" ? own : (place?.name ?? ""),
        readers: place?.members ?? [],
      };
    });
  const [first] = state.people;
  const toFirst = said.filter(({ place, readers }) => place === own && readers.includes(first?.id ?? ""));
  const checklist = [...toFirst, ...said].find(({ json }) => json.includes(ROWS))?.json ?? "";
  const dialog = dialogOf(state, me);
  const shown = dialog === undefined ? "" : JSON.stringify(contentOf(state, dialog));
  const latest = said.findLast(({ place, readers }) => place === own && readers.includes(me));
  return {
    name: "Teams",
    said,
    checklist,
    dialog: dialog === undefined ? null : { json: shown, isForm: shown.includes('"type":"Input.') },
    formInChat: latest?.json.includes('"type":"Input.') === true,
    lookFor: null,
    own,
    button: (label) => `"title":"${label}"`,
    ask: (word) => `write \`${word || "setup"}\` to Mistral Setup`,
    toChecklist: `in ${own} press`,
  };
}
