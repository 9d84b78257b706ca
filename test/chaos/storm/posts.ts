import { type Context, recipientOf } from "../../../src/app/core/context.ts";

import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { Target } from "../../../src/domain/job.ts";
import type { StoredMessage } from "../../../src/sandbox/chat.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { createChat } from "../../support/world/chat.ts";
import type { Outcome } from "../scenario.ts";
import { cameAfterwards, cardKey, TOLD_APART_IN_TEAMS, wasHeard } from "./observer.ts";
import { rowsOf, type World } from "./world.ts";

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
  return reading(database, (store) => {
    const context = contextFor(store, null, on);
    return store.read((tx) => {
      const goesTo = ({ job, to }: Due) =>
        wentToSlack.has(job) ? "slack" : recipientOf({ tx, context }, to)?.messenger.platform;
      return all.filter((one) => goesTo(one) === platform);
    });
  });
}

/** Reads beside the bot, or once it has ended. */
export function reading<T>(database: string, read: (store: Store) => T): T {
  const store = openStore({ path: database, kind: "real", lock: false });
  try {
    return read(store);
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
    ...{ probe: null, owners: [], syncMs: 0, warmupMs: 0, graceMs: 0, lookedAt: new Map() },
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

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

type Keyed = { readonly job: number; readonly key: string };

/** The key of each post that is about a Request: what a card in Teams can be told by. */
function keysInTeams(world: World): Keyed[] {
  const addresses = new Map(
    rowsOf<{ request: number; address: string }>(
      world.database,
      "SELECT request, address FROM invitations",
    ).map(({ request, address }) => [request, address.split("@")[0]]),
  );
  return postsDueOn("teams", world).flatMap(({ job, subject }) => {
    const [kind = "", id] = subject.split(":");
    const name = addresses.get(Number(id));
    return TOLD_APART_IN_TEAMS.includes(kind) && name ? [{ job, key: `${kind} ${name}@` }] : [];
  });
}

type Rules = {
  /** How often each job was running when the bot was killed. */
  readonly cutOff: ReadonlyMap<number, number>;
  readonly graceMs: number;
  readonly again: Again;
};

/** Every post that was due against every message that is there. */
export function judgePosts(world: World, on: "slack" | "teams", rules: Rules): Outcome {
  const { sandbox, observer } = world;
  const { cutOff, graceMs, again } = rules;
  const isSlack = on === "slack";
  const due = isSlack
    ? postsDueOn("slack", world).map(({ subject, job }) => ({ job, key: `${subject}#${job}` }))
    : keysInTeams(world);
  const keys = isSlack
    ? posted(sandbox.slack).map(({ key }) => key)
    : sandbox.teams.state().messages.flatMap(({ cards: [card] }) => cardKey(card) ?? []);
  const there = groupBy(keys, (key) => key);
  const jobs = new Map(due.map(({ key, job }) => [key, job]));
  const violations: string[] = [];
  const sum = { tried: 0, unheard: 0, afterwards: 0, late: 0, twice: 0, allowed: 0, lost: 0 };
  // What is said of a Request in Teams may have gone to Slack since.
  for (const key of new Set([...jobs.keys(), ...(isSlack ? there.keys() : [])])) {
    const tries = observer.triesOf(key);
    const heard = tries.filter(wasHeard).length;
    const late = tries.filter((one) => cameAfterwards(one, graceMs)).length;
    // A try that was heard can still be forgotten, when the bot dies before it is written down.
    const forgotten = Math.min(heard, cutOff.get(jobs.get(key) ?? 0) ?? 0);
    const unheard = tries.filter((one) => one.done !== null && !wasHeard(one)).length + forgotten;
    const allowed = { never: 0, "later than the grace": late, unheard }[again];
    const times = there.get(key)?.length ?? 0;
    sum.tried += tries.length;
    sum.unheard += unheard;
    sum.afterwards += tries.filter((one) => cameAfterwards(one)).length;
    sum.late += late;
    sum.allowed += allowed;
    sum.twice += Math.max(0, times - 1);
    if (times === 0) sum.lost += 1;
    if (times === 0) violations.push(`${key} was due and is not there`);
    if (times > 1 + allowed)
      violations.push(`${key} is there ${times} times, and may be ${1 + allowed} times`);
    if (!jobs.has(key)) violations.push(`${key} is there and was never due`);
  }
  return {
    violations,
    figures: {
      "posts due": jobs.size,
      "posts lost": sum.lost,
      "posts that came twice": sum.twice,
      "posts that may have, by the rule": sum.allowed,
      "tries to post": sum.tried,
      "posts whose outcome stayed unknown": sum.unheard,
      "posts carried out after the bot was gone": sum.afterwards,
      "posts carried out later than the grace": sum.late,
    },
  };
}
