import type { Platform } from "../../../src/domain/person.ts";
import type { StoredMessage } from "../../../src/sandbox/teams/state.ts";
import { openStore } from "../../../src/store/store.ts";
import { inputsIn, readableCard } from "../../support/card-text.ts";
import { readable } from "../../support/labels.ts";
import type { TestSandbox } from "../../support/slack.ts";
import { posted } from "../post-rules.ts";
import type { BuiltBot } from "./built-bot.ts";
import { atMistral, named, type State, stored } from "./same-state.ts";

type Message = { readonly channel: string; readonly words: string };

export type Seen = {
  /** All that lasts, on every side. */
  readonly state: State;
  /** Messages in Teams that nobody asked for and that the bot does not know of: it did not hear that they are there. */
  readonly strays: readonly string[];
  /** First lines of the answers to people, which come again when they ask again. */
  readonly answers: readonly string[];
};

function inSlack({ slack }: TestSandbox): Message[] {
  const { people, channels } = slack.state();
  const names = {
    user: (user: string) => people.find(({ id }) => id === user)?.handle ?? user,
    channel: (channel: string) => channels.find(({ id }) => id === channel)?.name ?? channel,
  };
  return posted(slack).map(({ channel, blocks }) => ({ channel, words: readable(blocks, names) }));
}

/** Files that somebody can see, each as often as it was shared, and whether the head that is said above it is in it. */
function filesIn({ slack }: TestSandbox): string[] {
  const { messages, files: all = [] } = slack.state();
  const shared = messages.flatMap(({ files = [], ...message }) => files.map((id) => ({ id, ...message })));
  return shared.map(({ id, channel, text }) => {
    const file = all.find((each) => each.id === id);
    const [, head = "none"] = /head \d+:([\da-f]+)/.exec(text) ?? [];
    return `file in ${channel}: ${file?.name}, with its head: ${file?.text?.includes(head)}: ${text}`;
  });
}

/** The checklist among somebody's answers is a copy, and no message of a job. */
const IS_ANSWER = "subject LIKE 'home:%.checklist'";

/** Which of its lists says something first is Mistral's affair. */
const HEARD = /"source":"(?:members|audit)"/g;

const wordsOf = ({ text, cards }: StoredMessage): string =>
  [text, ...cards.map(readableCard)].join("\n").trim();
const title = (words: string): string => named(words).split("\n", 1)[0] ?? "";

function inTeams({ teams }: TestSandbox, bot: BuiltBot) {
  const ids = (where: string) =>
    bot.rows<{ message: string }>(`SELECT message FROM copies WHERE platform = 'teams' AND ${where}`);
  const [known, answers] = [`NOT ${IS_ANSWER}`, IS_ANSWER].map(
    (where) => new Set(ids(where).map(({ message }) => message)),
  );
  const all = teams
    .state()
    .messages.filter(({ author }) => author === null)
    // A form that was left open is sent no more.
    .filter(({ cards }) => cards.every((card) => inputsIn(card).length === 0))
    .map((message) => ({ id: message.id, channel: message.conversation, words: wordsOf(message) }));
  const messages = all.filter(({ id }) => known?.has(id));
  const others = all.filter(({ id }) => !known?.has(id));
  const isStray = ({ id, channel, words }: (typeof all)[number]) =>
    !answers?.has(id) && messages.some((one) => one.channel === channel && title(one.words) === title(words));
  return {
    messages,
    strays: others.filter(isStray).map(({ channel, words }) => `${channel}: ${title(words)}`),
    answers: others.filter((one) => !isStray(one)).map(({ words }) => title(words)),
  };
}

/** What stands in each conversation; in its order where a message that comes again does not change it. */
function standing(platform: Platform, messages: readonly Message[]): string[] {
  const before = new Map<string, number>();
  return messages.map(({ channel, words }) => {
    const index = before.get(channel) ?? 0;
    before.set(channel, index + 1);
    return `${channel}${platform === "slack" ? ` ${index}` : ""}: ${words}`;
  });
}

/** Each start skips ids by chance, so they are told by the order in which they are met. */
function countIds(): (line: string) => string {
  const known = new Map<string, number>();
  return (line) =>
    line.replaceAll(/\b[1-9]\d{7,10}\b/g, (id) => {
      const ordinal = known.get(id) ?? known.size + 1;
      known.set(id, ordinal);
      return `id ${ordinal}`;
    });
}

/** Everything that anybody can see now. */
export function look(platform: Platform, sandbox: TestSandbox, bot: BuiltBot): Seen {
  const { messages, ...more } =
    platform === "slack" ? { messages: inSlack(sandbox), strays: [], answers: [] } : inTeams(sandbox, bot);
  const store = openStore({ path: bot.database, kind: "real", lock: false });
  try {
    const all = [
      ...store.read(stored),
      ...standing(platform, messages),
      ...filesIn(sandbox),
      ...atMistral(sandbox.mistral),
    ];
    const counted = countIds();
    const state = all.map((line) => counted(named(line).replaceAll(HEARD, '"source":"Mistral"'))).toSorted();
    return { state, ...more };
  } finally {
    store.close();
  }
}
