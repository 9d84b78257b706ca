import type { EmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";
import type { Around } from "../../support/world/bot.ts";
import { type Posted, words } from "../../support/world/chat.ts";
import { rowsIn } from "../../support/world/stage.ts";

/** Lines; what is the same in two of them is so in the same words. */
export type State = readonly string[];

const lines = (what: string, all: readonly unknown[]): string[] =>
  all.map((one) => `${what} ${JSON.stringify(one)}`);

/** All that is stored, without what is on its way. */
const stored = (tx: Tx): string[] =>
  Object.entries(rowsIn(tx))
    .flatMap(([what, rows]) => lines(what, [rows].flat()))
    .map((line) => line.replaceAll(/\bp_\w+/g, (id) => tx.people.get(id)?.name ?? id));

/** What stands in each conversation, in its order: what came twice where it first came, and as it was changed since. */
function standing(platform: string, messages: readonly Posted[]): string[] {
  const placed = new Map(messages.map((message) => [`${message.channel} ${message.key}`, message]));
  const before: Record<string, number> = {};
  return [...placed.values()].map(({ channel, view }) => {
    before[channel] = (before[channel] ?? -1) + 1;
    return `${platform} ${channel} ${before[channel]}: ${view.summary}\n${words(view)}`;
  });
}

/** How many messages stand there more than once. */
export const doubled = (messages: readonly Posted[]): number =>
  messages.length - new Set(messages.map(({ channel, key }) => `${channel} ${key}`)).size;

/** No time, and no id that Mistral or chance has chosen; the Record's hashes are of such ids. */
const named = (line: string): string =>
  line
    .replaceAll(/\b1\d{12}\b/g, "then")
    .replaceAll(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, "id at Mistral")
    .replaceAll(/(?:entry \d+, )?head \d+:[\da-f]+/g, "head")
    .replaceAll(/"hash":"[\da-f]+"/g, "hash")
    .replaceAll(/(?:\b[A-Z][a-z]{2} \d{1,2}, )?\b\d\d:\d\d\b/g, "hh:mm")
    // When Mistral was read is forgotten in a crash, and a check that is posted soon after it says so.
    .replaceAll(/Mistral was read (?:before the bot started|hh:mm)/g, "what was read");

/** Everything that anybody can see afterwards, on every side. */
export function stateOf(store: Store, { chat, teams }: Around, mistral: EmbeddedMistral): State {
  const { members, workspaces } = mistral.panel();
  const there = members.map(({ email, status }) => [email, status]);
  const mails = mistral.mails().map(({ to, state }) => [to, state]);
  const all = [
    ...store.read(stored),
    ...standing("slack", chat.messages),
    ...standing("teams", teams.messages),
    ...[...chat.homes].map(([who, view]) => `home of ${who}: ${words(view)}`),
    ...lines("at Mistral", [...there, ...workspaces.map(({ name }) => name)]),
    ...lines("mail", mails),
  ];
  return all.map(named).toSorted();
}

/** What one has and the other has not. */
export function differences(should: State, is: State): string[] {
  const without = (all: State, others: State) => {
    const left = [...others];
    return all.filter((line) => {
      const found = left.indexOf(line);
      if (found >= 0) left.splice(found, 1);
      return found < 0;
    });
  };
  return [
    ...without(should, is).map((line) => `- ${line}`),
    ...without(is, should).map((line) => `+ ${line}`),
  ];
}
