import { recipientOf } from "../../src/app/jobs/messages.ts";
import type { Target } from "../../src/domain/job.ts";
import { PLATFORMS, type Platform } from "../../src/domain/person.ts";
import { Database } from "../../src/store/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { contextFor } from "./context-for.ts";

/** A post that was due at some time, whatever became of its job. */
export type Due = { readonly job: number; readonly subject: string; readonly to: Target };

export function postsDue(database: string): Due[] {
  const db = new Database(database, { readonly: true });
  const rows = db
    .prepare<[], { job: number; payload: string }>(
      "SELECT id AS job, payload FROM jobs WHERE json_extract(payload, '$.kind') = 'post'",
    )
    .all();
  db.close();
  return rows.map(({ job, payload }) => ({ job, ...(JSON.parse(payload) as Omit<Due, "job">) }));
}

type Where = {
  /** The platforms that the bot is on. */
  readonly platforms?: readonly Platform[];
  /** Jobs of which Slack has a message: whoever has two accounts can be written to on the other one by now. */
  readonly inSlack: ReadonlySet<number>;
};

/** Those that go, or went, to that platform. */
export function postsDueOn(
  platform: Platform,
  database: string,
  { platforms = PLATFORMS, inSlack }: Where,
): Due[] {
  const store = openStore({ path: database, kind: "real", lock: false });
  try {
    const context = contextFor(store, null, platforms);
    return store.read((tx) => {
      const goesTo = ({ job, to }: Due) =>
        inSlack.has(job) ? "slack" : recipientOf(context, tx, to)?.messenger.platform;
      return postsDue(database).filter((one) => goesTo(one) === platform);
    });
  } finally {
    store.close();
  }
}
