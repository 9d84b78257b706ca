import { setTimeout as sleep } from "node:timers/promises";
import type { Tx } from "../../../src/store/tx.ts";
import type { TestPerson } from "../servers/person.ts";
import { startWhole, type Whole, type WholeOptions } from "../servers/whole.ts";

export type Platform = "slack" | "teams";

/** Where somebody reads or presses: what they were last answered, or a conversation. */
export type Place = "answer" | "chat" | "approvals" | "news";

type Values = Record<string, string | string[]>;

/** All that a person does, on whatever platform. */
export type Player = {
  says(command: string): Promise<void>;
  presses(label: string, place?: Place): Promise<void>;
  /** Finds it now and presses it when called: by then somebody may have decided. */
  holds(label: string, place?: Place): () => Promise<void>;
  /** Reads what is asked before the press counts. */
  isAsked(label: string, words: RegExp, place?: Place): void;
  /** Waits for the form with this title and sends it with these values, by its labels. */
  sends(title: string, values: Values): Promise<void>;
  /** From a form on top of another one to that one. */
  goesBack(): Promise<void>;
  /** Waits until the newest answer, or a message there, says this. */
  reads(words: RegExp, place?: Place): Promise<string>;
  /** What can be pressed there. */
  sees(place: Place): string[];
};

/** One platform with people on it who all have the app. */
export type Stage = {
  readonly platform: Platform;
  readonly mode: WholeOptions["mode"];
  readonly world: Whole;
  as(handle: string): Player;
  /** What is stored, and the Record, with the names of people and places in them. */
  stored(): unknown;
};

/** What the client itself says of a press, a submission or a command. */
type Said = { ok: boolean; notice?: string; errors?: Record<string, string> };

const CHANNELS = { chat: "dm", approvals: "#mistral-approvals", news: "#mistral" } as const;
const MOMENT = 5_000;
const DEEPEST = 3;
const PATIENCE_MS = 20_000;

export async function startStage(
  platform: Platform,
  mode: WholeOptions["mode"],
  { env = () => ({}), ...more }: Pick<WholeOptions, "botUrl" | "env"> = {},
): Promise<Stage> {
  const owners = { SETUP_OWNERS: "ana@lumen.example" };
  const all = (url: string) => ({ ...owners, ...env(url) });
  const world = await startWhole({ mode, platforms: [platform], env: all, skips: true, ...more });
  if (platform === "teams") for (const handle of ["kenji", "greta"]) await world.inTeams(handle).install();
  return {
    platform,
    mode,
    world,
    as: (handle) => player(platform === "slack" ? world.as(handle) : world.inTeams(handle), world),
    stored: () => world.bot.store.read((tx) => stored(world, tx)),
  };
}

function player(person: TestPerson, world: Whole): Player {
  let before: string[] = [];
  let atOnce: string[] = [];
  const numbered = (text: string, index: number) => `${index} ${text}`;
  const chat = () => person.dm().map(numbered);
  /** What was said at once, the dialog, and what came into the chat or changed there since this person did something. */
  const answers = () => {
    const dialog = person.modal();
    const fresh = person.dm().filter((text, index) => numbered(text, index) !== before[index]);
    return [...fresh, ...(dialog === null ? [] : [dialog]), ...atOnce].reverse();
  };
  const textsIn = (place: Place): string[] =>
    place === "answer" ? answers() : person.messages(CHANNELS[place]).reverse();
  const where = (place: Place) =>
    place === "answer" ? (person.modal() === null ? "dm" : "modal") : CHANNELS[place];

  /** People are slower than tests: nothing has to wait because of how much may be sent in a second. */
  async function acts(act: () => Promise<Said>): Promise<void> {
    await world.later(MOMENT);
    before = chat();
    const { ok, notice = null, errors = {} } = await act();
    atOnce = [...(notice === null ? [] : [notice]), ...Object.values(errors)];
    if (!ok && atOnce.length === 0) throw new Error("the client itself failed");
    await world.settle();
  }

  /** A dialog may lie on another one. */
  async function closes(): Promise<void> {
    for (let depth = 0; depth < DEEPEST; depth += 1) await person.close();
  }

  function hold(label: string, place: Place): () => Promise<void> {
    const press = person.hold(label, { in: where(place) });
    return async () => {
      if (place !== "answer") await closes();
      await acts(press);
    };
  }

  /** A text is a title. */
  async function waits(place: Place, words: RegExp | string): Promise<string> {
    const fits = (text: string) =>
      typeof words === "string" ? text.split("\n", 1)[0] === words : words.test(text);
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(10)) {
      const found = textsIn(place).find(fits);
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`no ${words} in:\n${textsIn(place).join("\n\n")}`);
    }
  }

  return {
    says: async (command) => {
      await closes();
      await acts(() => person.command(command));
    },
    presses: (label, place = "answer") => hold(label, place)(),
    holds: (label, place = "answer") => hold(label, place),
    isAsked: (label, words, place = "answer") => {
      const question = person.question(label, { in: where(place) }) ?? "";
      if (!words.test(question)) throw new Error(`no ${words} in: ${question}`);
    },
    sends: async (title, values) => {
      await waits("answer", title);
      person.fill(values);
      await acts(() => person.submit());
    },
    goesBack: async () => {
      await acts(() => person.back());
    },
    reads: (words, place = "answer") => waits(place, words),
    sees: (place) => person.buttons(where(place)),
  };
}

type Pair = readonly [from: string, to: string];

/** Names and ids on this platform, and what the same is called here on every platform. */
function namesOf(world: Whole): Pair[] {
  const { people, places } = world.slack.state();
  const teams = world.teams.state();
  return [
    ...people.flatMap(({ name, id, handle }): Pair[] => [name, id].map((said) => [said, handle])),
    ...teams.people.map(({ aadObjectId, id }): Pair => [aadObjectId, id]),
    ...[...places, ...teams.places].map(({ id, name }): Pair => [id, name]),
  ];
}

function rows<T>(get: (id: number) => T | null): T[] {
  const all: T[] = [];
  for (let row = get(1); row !== null; row = get(all.length + 1)) all.push(row);
  return all;
}

/** Everything stored, and the Record, without its hashes and what is on its way. */
export const rowsIn = (tx: Tx) => ({
  setup: tx.setup.load(),
  requests: rows(tx.requests.get),
  invitations: rows(tx.invitations.get),
  tasks: rows(tx.tasks.get),
  workspaces: tx.workspaces.all(),
  members: tx.members.all(),
  dead: tx.jobs.dead(),
  record: [...tx.record.all()].map(({ actor, event, subject, data }) => ({ actor, event, subject, data })),
});

/** The same without what is about one platform, with names for ids, and neither times nor Mistral's ids. */
function stored(world: Whole, tx: Tx): unknown {
  const named = (id: string) => tx.people.get(id)?.address ?? id;
  const { setup, ...rows } = rowsIn(tx);
  // What it looks up by itself it may know on one of them a moment earlier.
  const all = JSON.stringify({ ...rows, setup: { ...setup, observed: null } });
  const text = namesOf(world)
    .reduce((said, [from, to]) => said.replaceAll(from, to), all)
    .replaceAll(/"head":"[\da-f]{64}"/g, '"head":"of such ids"')
    .replaceAll(/\bp_\w+/g, named)
    .replaceAll(/\b1\d{12}\b/g, "0")
    .replaceAll(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, "id at Mistral")
    .replaceAll(/"(?:slack|teams)"/g, '"here"')
    // Which of its lists says something first is Mistral's affair.
    .replaceAll(/"source":"(?:members|audit)"/g, '"source":"Mistral"');
  return JSON.parse(text) as unknown;
}
