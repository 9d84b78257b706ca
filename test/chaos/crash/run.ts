import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "../../../src/app/core/app.ts";
import type { Mode } from "../../../src/domain/invitations/invitation.ts";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import type { EmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { must } from "../../support/must.ts";
import { KEY, listenEmbeddedMistral } from "../../support/servers/mistral.ts";
import { type Around, type Bot, createAround, createBot } from "../../support/world/bot.ts";
import { type Posted, words } from "../../support/world/chat.ts";
import { rowsIn } from "../../support/world/stage.ts";
import { inFolder } from "../scenario.ts";
import { type Act, JOURNEY } from "./journey.ts";
import { createTripwire, type Harm, type Life, type Taken } from "./tripwire.ts";

const MINUTE = 60_000;
/** In these strides of the clock the bot comes to rest: the grace is over, what failed is tried again. */
const REST = [20_000, 80_000, 4 * MINUTE];
/** From one act to the next one. */
const APART = 10 * MINUTE;
const MOST_TRIES = 6;
const MOST_RESTARTS = 1000;
const HANGING_MS = 15;

const { trouble, storage, no_account: unread } = stringsFor("en", "slack").refusals;
const AGAIN: readonly string[] = [trouble, storage, unread];

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
const doubled = (messages: readonly Posted[]): number =>
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
    .replaceAll(/Read from Mistral (?:before the bot started|hh:mm)/g, "what was read");

/** Everything that anybody can see afterwards, on every side. */
function stateOf(store: Store, { chat, teams }: Around, mistral: EmbeddedMistral): State {
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

export type End = {
  readonly state: State;
  readonly steps: readonly Taken[];
  /** Whether the harm was done. */
  readonly struck: number;
  /** Messages that came twice: in Slack, where the bot may look, and in Teams, where nobody can. */
  readonly doubledInSlack: number;
  readonly doubledInTeams: number;
  /** Messages in Teams of which the bot has not heard that they are there: each may come once more. */
  readonly unheardInTeams: number;
  readonly doubleInvites: number;
};

type Options = {
  readonly mode: Mode;
  readonly harm: Harm;
  readonly at: readonly number[];
};

function isToBeTriedAgain(reply: Reply): boolean {
  if (reply.kind === "errors") return Object.values(reply.errors).some((said) => AGAIN.includes(said));
  return reply.kind === "show" && AGAIN.includes(words(reply.view).trim());
}

/** One journey with one or more harms on its way, to its end. */
export const travel = (options: Options): Promise<End> =>
  inFolder((folder) => travelIn(join(folder, "setup.db"), options));

async function travelIn(path: string, { mode, harm, at }: Options): Promise<End> {
  const around = createAround();
  const { clock } = around;
  const wire = createTripwire(harm, at);
  const { mistral, admin, url, section, close } = await listenEmbeddedMistral({ now: () => clock.now });
  let restarts = 0;
  let began = clock.now;
  const unheard = new Set<string>();
  let keys = 0;
  let life: Life = wire.createLife();
  let raw: Store = openStore({ path: ":memory:", kind: "real" });
  let bot: Bot | null = null;
  mistral.faults.take = () => life.request();

  function noteUnheard(): void {
    raw.read((tx) => {
      for (const { channel, id } of around.teams.messages)
        if (tx.posted.at({ platform: "teams", channel }, id) === null) unheard.add(id);
    });
  }

  const newKey = () => `k${++keys}`;

  function open(): void {
    raw.close();
    life = wire.createLife();
    raw = openStore({ path, kind: "real", clock: () => clock.now, idGap: () => 0 });
    noteUnheard();
    const store = life.store(raw);
    const mistralOf = { mistral: admin, probe: createKeyProbe({ baseUrl: url, key: KEY }) };
    const { messenger } = life;
    const options = { both: true, store, around, through: messenger };
    bot = createBot(mode === "automatic" ? { ...options, ...mistralOf } : options);
    bot.begin();
  }

  function leave(): void {
    life.kill();
    void bot?.worker.stop(0);
    bot = null;
  }

  /** A new life after this one; what harms it while it starts may end that one as well. */
  function restart(): void {
    leave();
    restarts += 1;
    if (restarts > MOST_RESTARTS) throw new Error("it cannot be started any more");
    try {
      open();
    } catch {
      restart();
    }
  }

  /** Lets everything that is due happen, whatever becomes of the bot meanwhile. */
  async function settle(): Promise<void> {
    for (;;) {
      // The end first: a bot that has ended has nothing to do, and is at rest at once.
      const how = await Promise.race([life.over, must(bot).settle()]);
      if (how === undefined) return;
      if (how === "hangs") return sleep(HANGING_MS);
      restart();
    }
  }

  async function act(next: Act): Promise<void> {
    const planned = raw.read((tx) => next({ tx, mistral }));
    if (planned === null) return settle();
    const { repeats, deed } = planned;
    let key = newKey();
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const asked = deed(must(bot).app, key).catch(() => null);
      const how = await Promise.race([asked, life.over]);
      if (how === null || how === "killed" || how === "hangs") {
        restart();
        if (!repeats) key = newKey();
        continue;
      }
      if (!isToBeTriedAgain(how)) break;
      wire.makeRoom();
      // After such a message the person starts again; a form that stays open is sent once more.
      if (how.kind === "show") key = newKey();
    }
    await settle();
  }

  /** Until nothing is under way any more; a bot that hangs is killed first. */
  async function rest(waits: number): Promise<void> {
    wire.makeRoom();
    noteUnheard();
    for (let next = 0; next < REST.length; next += 1) {
      clock.now += REST[next] ?? 0;
      await settle();
      if (!life.hangs()) continue;
      restart();
      await settle();
      // What the new one has to do takes as long as it did before.
      next = -1;
    }
    began += waits;
    clock.now = Math.max(clock.now, began);
    await settle();
  }

  try {
    restart();
    for (const each of JOURNEY) {
      if (typeof each === "number") await settle();
      else await act(each);
      await rest(typeof each === "number" ? each : APART);
    }
    await rest(APART);
    return {
      state: stateOf(raw, around, mistral),
      steps: wire.taken(),
      struck: wire.struck(),
      doubledInSlack: doubled(around.chat.messages),
      doubledInTeams: doubled(around.teams.messages),
      unheardInTeams: unheard.size,
      doubleInvites: section.get().doubleInvites,
    };
  } finally {
    leave();
    await close();
  }
}
