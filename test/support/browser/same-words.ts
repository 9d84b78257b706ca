import type { Tx } from "../../../src/store/tx.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import type { Whole } from "../servers/whole.ts";

type Pair = readonly [from: string, to: string];
type Saying = (...words: readonly string[][]) => unknown;

const replaced = (text: string, pairs: readonly Pair[]): string =>
  pairs.reduce((said, [from, to]) => said.replaceAll(from, to), text);

/** Stands for a name or a number in a sentence. */
const GAP = "…gap…";

const isSaying = (value: unknown): value is Saying => typeof value === "function";

/** A list of one reads like a word, and some sentences take a list. */
const filledIn = (say: Saying): unknown => say(...Array.from({ length: say.length }, () => [GAP]));

/** Every piece of a sentence that is said differently; what is too short to be one is left alone. */
function pieces(one: string, other: string): Pair[] {
  const others = other.split(GAP);
  const pairs = one.split(GAP).map((piece, index): Pair => [piece, others[index] ?? ""]);
  return pairs.filter(([from, to]) => from.length > 3 && from !== to);
}

function differences(one: unknown, other: unknown): Pair[] {
  if (typeof one === "string" && typeof other === "string") return pieces(one, other);
  if (isSaying(one) && isSaying(other)) {
    return one === other ? [] : differences(filledIn(one), filledIn(other));
  }
  if (typeof one !== "object" || one === null) return [];
  const others = other as Record<string, unknown>;
  return Object.entries(one).flatMap(([key, value]) => differences(value, others[key]));
}

/** What the strings themselves say differently in Teams, as Slack has it. */
const PLATFORM_WORDS = differences(stringsFor("en", "teams"), stringsFor("en", "slack"));

/** Names and ids on this platform, and what the same is called here on every platform. */
function namesOf(world: Whole): Pair[] {
  const { people, channels } = world.slack.state();
  const teams = world.teams.state();
  return [
    ...people.flatMap(({ name, id, handle }): Pair[] => [name, id].map((said) => [said, handle])),
    ...teams.people.map(({ aadObjectId, id }): Pair => [aadObjectId, id]),
    ...[...channels, ...teams.conversations].map(({ id, name }): Pair => [id, name]),
  ];
}

/** Around every dialog of Slack, and around none in Teams. */
const FRAME = ["Mistral Setup", "Close"];

const TIME = /(?:(?:[A-Z][a-z]{2} \d{1,2}|\d{1,2} [A-Z][a-z]{2}), )?\d\d:\d\d( [A-Z]{2,4})?/g;

/** Sentences and labels in any order: where a platform puts buttons and hints is its own affair. */
export function sentences(world: Whole, text: string): string[] {
  return (
    replaced(replaced(text, PLATFORM_WORDS), namesOf(world))
      .replaceAll(/\/mistral-setup(?=:)/g, "setup")
      .replaceAll(/\/mistral-setup ?/g, "")
      .replaceAll(/[^\S\n]+/g, " ")
      // A head begins with the number of its entry and can look like a time.
      .replaceAll(/\b(?:[\da-f]{64}|[\da-f]{32})\b/g, "hash")
      .replaceAll(TIME, "at that time")
      .replaceAll(/\[([^\]\n]*)\]/g, "\n$1\n")
      .replaceAll(/^(.*: .*)\((.*)\)$/gm, "$1\n$2")
      .split(/\n| \| /)
      .map((line) => line.replace(/: None$/, ":").trim())
      .filter((line) => line !== "" && !FRAME.includes(line))
      .sort()
  );
}

function rows<T>(get: (id: number) => T | null): T[] {
  const all: T[] = [];
  for (let row = get(1); row !== null; row = get(all.length + 1)) all.push(row);
  return all;
}

/** Everything stored that is not about one platform, and the Record, with names for ids, and neither times nor Mistral's ids. */
export function stored(world: Whole, tx: Tx): unknown {
  const record = [...tx.record.all()];
  const all = {
    setup: tx.setup.load(),
    requests: rows(tx.requests.get),
    invitations: rows(tx.invitations.get),
    tasks: rows(tx.tasks.get),
    workspaces: tx.workspaces.all(),
    members: tx.members.all(),
    dead: tx.jobs.dead(),
    record: record.map(({ actor, event, subject, data }) => ({ actor, event, subject, data })),
  };
  const named = (id: string) => tx.people.get(id)?.address ?? id;
  const text = replaced(JSON.stringify(all), namesOf(world))
    .replaceAll(/\bp_\w+/g, named)
    .replaceAll(/\b1\d{12}\b/g, "0")
    .replaceAll(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, "id at Mistral")
    .replaceAll(/"(?:slack|teams)"/g, '"here"')
    // Which of its lists says something first is Mistral's affair.
    .replaceAll(/"source":"(?:members|audit)"/g, '"source":"Mistral"');
  return JSON.parse(text) as unknown;
}
