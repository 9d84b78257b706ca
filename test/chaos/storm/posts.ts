import type { Context } from "../../../src/app/core/context.ts";
import { recipientOf } from "../../../src/app/core/effects.ts";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { Target } from "../../../src/domain/job.ts";
import type { StoredMessage } from "../../../src/sandbox/chat.ts";
import type { OnCall as SlackCall } from "../../../src/sandbox/slack/embedded-slack.ts";
import type { OnCall as TeamsCall } from "../../../src/sandbox/teams/embedded-teams.ts";
import { openStore } from "../../../src/store/store.ts";
import type { NotPromise, Store, Tx } from "../../../src/store/tx.ts";
import { type Passage, passageOf } from "../../support/servers/faults.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { createChat } from "../../support/world/chat.ts";
import type { Play } from "../scenario.ts";
import { rowsOf, type World } from "./world.ts";

/** By their titles: nothing else tells one message in Teams from another. */
const TITLES: readonly (readonly [string, RegExp])[] = [
  ["outcome", /"(?:Your request was (?:approved|denied)|Nobody answered your request)"/],
  ["asked", /You asked to invite /],
  ["request", / wants to invite /],
];

/** Which post of which Request a card in Teams is; null: of none. Each Request there asks for one address. */
function cardKey(card: unknown): string | null {
  const text = JSON.stringify(card) ?? "";
  const kind = TITLES.find(([, title]) => title.test(text))?.[0];
  const [address] = /person\d+@/.exec(text) ?? [];
  return kind === undefined || address === undefined ? null : `${kind} ${address}`;
}

type Observer = ReturnType<typeof createObserver>;

/** What came of every post, known from the platforms: whether it was carried out, and who could still hear it. */
export function createObserver() {
  const tries = new Map<string, Passage[]>();
  const posts = (key: string, passage: Passage) => void tries.set(key, [...(tries.get(key) ?? []), passage]);

  const slack: SlackCall = ({ method, args }, res) => {
    const metadata = args["metadata"] as { event_payload: { key: string } } | undefined;
    if (method === "chat.postMessage") posts(metadata?.event_payload.key ?? "", passageOf(res));
  };

  const teams: TeamsCall = ({ method, body }, res) => {
    const key = method === "POST" ? cardKey(body) : null;
    if (key !== null) posts(key, passageOf(res));
  };

  /** Of the post with this key: in Slack its subject and job, in Teams what it says. */
  const triesOf = (key: string): readonly Passage[] => tries.get(key) ?? [];
  return { slack, teams, triesOf };
}

/** Carried out, and the bot was told so in full. */
const wasHeard = ({ done, left, fault }: Passage): boolean =>
  done !== null && left === null && (fault === null || fault.kind === "slow");

/** Carried out so much later (ms) than the bot had gone. */
const cameAfterwards = ({ done, left }: Passage, laterMs = 0): boolean =>
  done !== null && left !== null && done.at - left > laterMs;

type Posted = StoredMessage & { readonly subject: string; readonly job: number; readonly key: string };

/** What the bot posted to Slack for a job: its subject and the job travel with it. */
export function posted(slack: TestSandbox["slack"]): Posted[] {
  return slack.state().messages.flatMap((message) => {
    const payload = message.metadata?.["event_payload"] as { key?: string } | undefined;
    const [subject = "", job] = payload?.key?.split("#") ?? [];
    return job === undefined ? [] : [{ ...message, subject, job: Number(job), key: `${subject}#${job}` }];
  });
}

/** A post that was due at some time, whatever became of its job. */
type Due = { readonly job: number; readonly subject: string; readonly to: Target };

/** Those that go, or went, to that platform. */
function postsDueOn(platform: Platform, { on, sandbox, database }: World): Due[] {
  const source =
    "SELECT id AS job, payload FROM jobs WHERE json_extract(payload, '$.kind') = 'post' ORDER BY id";
  const all = rowsOf<{ job: number; payload: string }>(database, source).map(({ job, payload }) => ({
    job,
    ...(JSON.parse(payload) as Omit<Due, "job">),
  }));
  if (on.length === 1) return all;
  // Somebody with two accounts can be written to on the other one by now.
  const wentToSlack = new Set(posted(sandbox.slack).map(({ job }) => job));
  return reading(database, (tx, store) => {
    const context = contextFor(store, null, on);
    const goesTo = ({ job, to }: Due) =>
      wentToSlack.has(job) ? "slack" : recipientOf({ tx, context }, to)?.platform;
    return all.filter((one) => goesTo(one) === platform);
  });
}

/** Reads beside the bot, or once it has ended. */
export function reading<T>(database: string, read: (tx: Tx, store: Store) => NotPromise<T>): T {
  const store = openStore({ path: database, kind: "real", access: "write" });
  try {
    return store.read((tx) => read(tx, store));
  } finally {
    store.close();
  }
}

/** What a bot on these platforms would draw with, which does nothing. */
export function contextFor(
  store: Context["store"],
  mistral: Context["mistral"],
  platforms: readonly Platform[],
): Context {
  const silent = () => {};
  return {
    ...{ probe: null, owners: [], syncMs: 0, warmupMs: 0, graceMs: 0, lookedAt: new Map(), asked: new Map() },
    ...{ store, mistral, now: Date.now, random: Math.random, wake: silent },
    log: { info: silent, warn: silent, error: silent },
    lookInDns: async () => ({ kind: "nothing" }),
    // Who is on no connected platform counts as gone, and what is drawn says so.
    messengers: platforms.map((platform) => createChat(platform).messenger),
  };
}

/**
 * How often a message may come, besides once.
 * `never`: the bot may look for it, and nothing comes later than the grace.
 * `later than the grace`: the bot may look; each try that was carried out later than that may add one.
 * `unheard`: it cannot look; each try that was carried out and whose outcome it did not learn may add one.
 */
export type Again = "never" | "later than the grace" | "unheard";

/** The key of each post that is about a Request: what a card in Teams can be told by. */
function keysInTeams(world: World): { job: number; key: string }[] {
  const due = postsDueOn("teams", world);
  return reading(world.database, (tx) =>
    due.flatMap(({ job, subject }) => {
      const [kind = "", id] = subject.split(":");
      const name = tx.invitations.ofRequest(Number(id))[0]?.address.split("@")[0];
      return TITLES.some(([told]) => told === kind) && name ? [{ job, key: `${kind} ${name}@` }] : [];
    }),
  );
}

type Rules = {
  readonly observer: Observer;
  /** How often each job was running when the bot was killed. */
  readonly cutOff: ReadonlyMap<number, number>;
  readonly graceMs: number;
  readonly again: Again | undefined;
};

/** Every post that was due against every message that is there. */
export function judgePosts(play: Play, world: World, on: Platform, rules: Rules): void {
  const { observer, cutOff, graceMs, again = "never" } = rules;
  const { sandbox } = world;
  const isSlack = on === "slack";
  const due = isSlack
    ? postsDueOn("slack", world).map(({ subject, job }) => ({ job, key: `${subject}#${job}` }))
    : keysInTeams(world);
  const there = isSlack
    ? posted(sandbox.slack).map(({ key }) => key)
    : sandbox.teams.state().messages.flatMap(({ cards: [card] }) => cardKey(card) ?? []);
  const jobs = new Map(due.map(({ key, job }) => [key, job]));
  play.count("posts due", jobs.size);
  // What is said of a Request in Teams may have gone to Slack since.
  for (const key of new Set([...jobs.keys(), ...(isSlack ? there : [])])) {
    const tries = observer.triesOf(key);
    const late = tries.filter((one) => cameAfterwards(one, graceMs)).length;
    // A try that was heard can still be forgotten, when the bot dies before it is written down.
    const forgotten = Math.min(tries.filter(wasHeard).length, cutOff.get(jobs.get(key) ?? 0) ?? 0);
    const unheard = tries.filter((one) => one.done !== null && !wasHeard(one)).length + forgotten;
    const allowed = { never: 0, "later than the grace": late, unheard }[again];
    const times = there.filter((one) => one === key).length;
    play.count("posts lost", times === 0 ? 1 : 0);
    play.count("posts that came twice", Math.max(0, times - 1));
    play.count("posts that may have, by the rule", allowed);
    play.count("tries to post", tries.length);
    play.count("posts whose outcome stayed unknown", unheard);
    play.count("posts carried out after the bot was gone", tries.filter((one) => cameAfterwards(one)).length);
    play.count("posts carried out later than the grace", late);
    play.must(times > 0, `${key} was due and is not there`);
    play.must(times <= 1 + allowed, `${key} is there ${times} times, and may be ${1 + allowed} times`);
    play.must(jobs.has(key), `${key} is there and was never due`);
  }
}
