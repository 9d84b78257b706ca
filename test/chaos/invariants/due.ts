import type { Context } from "../../../src/app/core/context.ts";
import { recipientOf } from "../../../src/app/messages/message-jobs.ts";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { Target } from "../../../src/domain/job.ts";
import type { StoredMessage } from "../../../src/sandbox/slack/state.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { createChat } from "../../support/world/chat.ts";
import { rowsOf } from "../storm/process.ts";
import type { World } from "../storm/world.ts";

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
export function postsDueOn(platform: Platform, { on, sandbox, database }: World): Due[] {
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
        wentToSlack.has(job) ? "slack" : recipientOf(context, tx, to)?.messenger.platform;
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
