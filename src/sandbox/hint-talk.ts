import { BOT } from "./slack/company.ts";
import type { SlackState } from "./slack/state.ts";
import { homeOf, modalsOf } from "./slack/state.ts";
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
const withRows = (texts: string[]): string => texts.find((text) => text.includes(ROWS)) ?? "";

export function talkInSlack(state: SlackState, me: string): Talk {
  const own = "the messages of Mistral Setup";
  const messages = state.messages.filter(({ author }) => author === BOT.id);
  const said = messages
    .filter(({ ephemeralFor }) => ephemeralFor === null)
    .map(({ channel, blocks }): Said => {
      const { name = "", members = [] } = state.channels.find(({ id }) => id === channel) ?? {};
      return { json: JSON.stringify(blocks), place: name === "" ? own : `#${name}`, readers: members };
    });
  const home = homeOf(state, state.people[0]?.id ?? "")?.content.blocks ?? "";
  const checklist = withRows([JSON.stringify(home), said.map(({ json }) => json).join("\n")]);
  const isHidden = checklist === "" && JSON.stringify(messages).includes(ROWS);
  const modal = modalsOf(state, me).at(-1)?.content;
  return {
    ...{ name: "Slack", own, said, checklist, formInChat: false },
    dialog: modal ? { json: JSON.stringify(modal.blocks), isForm: modal["submit"] !== undefined } : null,
    lookFor: isHidden ? "open the Home tab of Mistral Setup" : null,
    button: (label) => `"text":"${label}"`,
    ask: (word) => `type \`${`/mistral-setup ${word}`.trim()}\``,
    toChecklist: "type `/mistral-setup`, press",
  };
}

const isForm = (json: string): boolean => json.includes('"type":"Input.');

export function talkInTeams(state: TeamsState, me: string): Talk {
  const own = "the chat with Mistral Setup";
  const said = state.messages
    .filter(({ author }) => author === null)
    .map(({ conversation, cards, own: replaced }): Said => {
      const {
        kind,
        name = "",
        members = [],
      } = state.conversations.find(({ id }) => id === conversation) ?? {};
      const mine = kind === "personal" ? replaced[members[0] ?? ""] : undefined;
      const json = JSON.stringify(mine === undefined ? cards : [mine]);
      return { json, place: kind === "personal" ? own : name, readers: members };
    });
  const saidTo = (person = "") =>
    said.filter(({ place, readers }) => place === own && readers.includes(person));
  const dialog = dialogOf(state, me);
  const json = dialog === undefined ? "" : JSON.stringify(contentOf(state, dialog));
  return {
    ...{ name: "Teams", own, said, lookFor: null },
    checklist: withRows([...saidTo(state.people[0]?.id), ...said].map((one) => one.json)),
    dialog: dialog === undefined ? null : { json, isForm: isForm(json) },
    // A greeting may come after the form.
    formInChat: saidTo(me)
      .slice(-2)
      .some((one) => isForm(one.json)),
    button: (label) => `"title":"${label}"`,
    ask: (word) => `write \`${word || "setup"}\` to Mistral Setup`,
    toChecklist: `in ${own} press`,
  };
}
