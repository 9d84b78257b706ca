import type { Job, JobRow } from "../../domain/job.ts";
import type { Context, Unit } from "../context.ts";
import { findInvitee, refreshAccount } from "./accounts.ts";
import { inviteThrough, takeBackThrough } from "./invite.ts";
import { postMessage, updateMessage } from "./messages.ts";
import { createWorkspace, probeKey, setLimit, setRole, syncMembers } from "./mistral.ts";
import { lapseRequest, nudgeInvitee, pruneOld, remindApprover, warmUpOver } from "./timers.ts";

/** What a job changes once its network part is over, in the transaction that finishes the job. */
export type Commit = (unit: Unit) => void;

/** The network part of a job. It may open transactions of its own before; it throws AppError when it failed. */
export type JobHandler<K extends Job["kind"]> = (
  context: Context,
  job: Extract<Job, { kind: K }>,
  row: JobRow,
) => Promise<Commit> | Commit;

const handlers: { readonly [K in Job["kind"]]: JobHandler<K> } = {
  post: postMessage,
  update: updateMessage,
  "refresh-account": refreshAccount,
  "find-invitee": findInvitee,
  invite: inviteThrough,
  "take-back": takeBackThrough,
  "set-role": setRole,
  "create-workspace": createWorkspace,
  "set-limit": setLimit,
  sync: syncMembers,
  prune: pruneOld,
  probe: probeKey,
  warm: warmUpOver,
  remind: remindApprover,
  lapse: lapseRequest,
  nudge: nudgeInvitee,
};

export async function runJob(context: Context, row: JobRow): Promise<Commit> {
  const handler = handlers[row.job.kind] as JobHandler<Job["kind"]>;
  return await handler(context, row.job, row);
}
