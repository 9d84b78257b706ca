import type { Job, JobRow } from "../../domain/job.ts";
import { AppError } from "../../lib/errors.ts";
import { findInvitee, refreshAccount } from "../accounts/accounts.ts";
import { settleDeadLetter } from "../alerts/dead-letters.ts";
import type { Context } from "../core/context.ts";
import { inviteThrough, takeBackThrough } from "../invitations/invite-job.ts";
import { probeKey, setLimit, syncMembers } from "../invitations/sync.ts";
import { removeThrough, setRoleThrough } from "../members/member-actions.ts";
import { postMessage, updateHomes, updateMessage } from "../messages/message-jobs.ts";
import { putFile, sendRecord, sendTemplate } from "../record/files.ts";
import { lookAtDomain } from "../security/security.ts";
import { createWorkspace } from "../workspaces/workspaces.ts";
import { byHand } from "./begin-work.ts";
import type { Commit, JobHandler, MistralHandler, WithMistral } from "./job-handler.ts";
import { type AtMistral, isDoneAtMistral } from "./retry.ts";
import {
  askWhetherRanOut,
  checkDaily,
  lapseRequest,
  nudgeInvitee,
  pruneOld,
  remindPerson,
  warmUpOver,
} from "./timers.ts";

const giveUp: JobHandler<"unreadable"> = () => {
  throw new AppError("invalid", "the row of this job cannot be read", { detail: "unreadable" });
};

const atMistral: { readonly [K in AtMistral]: MistralHandler<K> } = {
  invite: inviteThrough,
  "take-back": takeBackThrough,
  "set-role": setRoleThrough,
  remove: removeThrough,
  "create-workspace": createWorkspace,
  "set-limit": setLimit,
};

type Other = Exclude<Job["kind"], AtMistral>;
const handlers: { readonly [K in Other]: JobHandler<K> } = {
  post: postMessage,
  update: updateMessage,
  homes: updateHomes,
  "refresh-account": refreshAccount,
  "find-invitee": findInvitee,
  sync: syncMembers,
  prune: pruneOld,
  drift: checkDaily,
  probe: probeKey,
  warm: warmUpOver,
  remind: remindPerson,
  "look-domain": lookAtDomain,
  lapse: lapseRequest,
  nudge: nudgeInvitee,
  "ran-out": askWhetherRanOut,
  "dead-letter": settleDeadLetter,
  "send-record": sendRecord,
  "send-template": sendTemplate,
  "put-file": putFile,
  unreadable: giveUp,
};

export async function runJob(context: Context, row: JobRow): Promise<Commit> {
  const { job } = row;
  if (!isDoneAtMistral(job.kind)) {
    const handler = handlers[job.kind] as JobHandler<Other>;
    return await handler(context, job as Extract<Job, { kind: Other }>, row);
  }
  const order = job as Extract<Job, { kind: AtMistral }>;
  if (!hasMistral(context)) return byHand(order);
  const handler = atMistral[job.kind] as MistralHandler<AtMistral>;
  return await handler(context, order, row);
}

const hasMistral = (context: Context): context is WithMistral => context.mistral !== null;
