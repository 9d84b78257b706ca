import { PLATFORMS } from "../../domain/accounts/person.ts";
import type { Job, JobRow } from "../../domain/job.ts";
import type { Tx } from "../../store/tx.ts";
import type { Context, Where } from "../core/context.ts";
import { recipientOf } from "../messages/message-jobs.ts";

/** Whom a job waits for. Whoever has an address is looked for on every platform, one after the other. */
export type Lane = (typeof LANES)[number];
const LANES = [...PLATFORMS, "anybody with an address", "DNS", "Mistral"] as const;

/** How many jobs may wait for the same at once; each group still has one at a time. */
const ROOM = 8;

/** Jobs go side by side in lanes: a platform that does not answer holds up neither the other one nor Mistral. */
export function createLanes(context: Context) {
  const busy = new Map<Lane, number>();
  const change = (lane: Lane, by: number) => busy.set(lane, (busy.get(lane) ?? 0) + by);
  return {
    /** As many due jobs as have room. */
    claim(tx: Tx, now: number): { readonly row: JobRow; readonly lane: Lane }[] {
      const room = new Map(LANES.map((lane) => [lane, ROOM - (busy.get(lane) ?? 0)]));
      return tx.jobs.claimIn(now, room, (job) => laneOf({ tx, context }, job));
    },
    enter: (lane: Lane) => void change(lane, 1),
    leave: (lane: Lane) => void change(lane, -1),
  };
}

function laneOf({ tx, context }: Where, job: Job): Lane {
  switch (job.kind) {
    case "post":
      return recipientOf(context, tx, job.to)?.messenger.platform ?? "Mistral";
    case "send-record":
    case "send-template":
    case "put-file":
      return job.on;
    case "update":
      return tx.posted.get(job.copy)?.platform ?? "Mistral";
    case "refresh-account":
      return job.platform;
    case "find-invitee":
      return "anybody with an address";
    case "look-domain":
      return "DNS";
    default:
      return "Mistral";
  }
}
