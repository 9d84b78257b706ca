import Database from "better-sqlite3";
import { recipientOf } from "../../src/app/jobs/messages.ts";
import type { Target } from "../../src/domain/job.ts";
import { PLATFORMS, type Platform } from "../../src/domain/person.ts";
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

/** Those that go there, of a bot that is on these platforms. */
export function postsDueOn(
  platform: Platform,
  database: string,
  platforms: readonly Platform[] = PLATFORMS,
): Due[] {
  const store = openStore({ path: database, kind: "real", lock: false });
  try {
    const context = contextFor(store, null, platforms);
    return store.read((tx) =>
      postsDue(database).filter(({ to }) => recipientOf(context, tx, to)?.messenger.platform === platform),
    );
  } finally {
    store.close();
  }
}
