import type { EmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";
import type { Around } from "../../support/world/bot.ts";
import { type Posted, words } from "../../support/world/chat.ts";

/** Lines; what is the same in two of them is so in the same words. */
export type State = readonly string[];

function rows<T>(get: (id: number) => T | null): T[] {
  const all: T[] = [];
  for (let row = get(1); row !== null; row = get(all.length + 1)) all.push(row);
  return all;
}

const lines = (what: string, all: readonly unknown[]): string[] =>
  all.map((one) => `${what} ${JSON.stringify(one)}`);

/** All that is stored, without what is on its way. */
function stored(tx: Tx): string[] {
  const all = [
    ...lines("setup", [tx.setup.load()]),
    ...lines("request", rows(tx.requests.get)),
    ...lines("invitation", rows(tx.invitations.get)),
    ...lines("task", rows(tx.tasks.get)),
    ...lines("workspace", tx.workspaces.all()),
    ...lines("member", tx.members.all()),
    ...lines("given up", tx.jobs.dead()),
    ...lines(
      "record",
      [...tx.record.all()].map(({ actor, event, subject, data }) => [actor, event, subject, data]),
    ),
  ];
  return all.map((line) => withNames(tx, line));
}

const withNames = (tx: Tx, line: string): string =>
  line.replaceAll(/\bp_\w+/g, (id) => tx.people.get(id)?.name ?? id);

/** What stands in each conversation, in its order: what came twice where it first came, and as it was changed since. */
function standing(platform: string, messages: readonly Posted[]): string[] {
  const placed = new Map<string, Posted>();
  for (const message of messages) placed.set(`${message.channel} ${message.key}`, message);
  const before = new Map<string, number>();
  return [...placed.values()].map(({ channel, view }) => {
    const index = before.get(channel) ?? 0;
    before.set(channel, index + 1);
    return `${platform} ${channel} ${index}: ${view.summary}\n${words(view)}`;
  });
}

/** How many messages stand there more than once. */
export const doubled = (messages: readonly Posted[]): number =>
  messages.length - new Set(messages.map(({ channel, key }) => `${channel} ${key}`)).size;

/** When Mistral was read is forgotten in a crash, and a check that is posted soon after it says so. */
const READ = /Mistral was read (?:before the bot started|hh:mm)/g;

/** No time, and no id that Mistral or chance has chosen; the Record's hashes are of such ids. */
const named = (line: string): string =>
  line
    .replaceAll(/\b1\d{12}\b/g, "then")
    .replaceAll(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, "id at Mistral")
    .replaceAll(/(?:entry \d+, )?head \d+:[\da-f]+/g, "head")
    .replaceAll(/"hash":"[\da-f]+"/g, "hash")
    .replaceAll(/(?:\b[A-Z][a-z]{2} \d{1,2}, )?\b\d\d:\d\d\b/g, "hh:mm")
    .replaceAll(READ, "what was read");

function atMistral(mistral: EmbeddedMistral): string[] {
  const { members, workspaces } = mistral.panel();
  return [
    ...lines(
      "at Mistral",
      members.map(({ email, status }) => [email, status]),
    ),
    ...lines(
      "at Mistral",
      workspaces.map(({ name }) => name),
    ),
    ...lines(
      "mail",
      mistral.mails().map(({ to, state }) => [to, state]),
    ),
  ];
}

/** Everything that anybody can see afterwards, on every side. */
export function stateOf(store: Store, { chat, teams }: Around, mistral: EmbeddedMistral): State {
  const all = [
    ...store.read(stored),
    ...standing("slack", chat.messages),
    ...standing("teams", teams.messages),
    ...[...chat.homes].map(([who, view]) => `home of ${who}: ${words(view)}`),
    ...atMistral(mistral),
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
