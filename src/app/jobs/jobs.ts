import type { Job, JobRow } from "../../domain/job.ts";
import { AppError } from "../../errors.ts";
import type { Context } from "../context.ts";
import { findInvitee, refreshAccount } from "./accounts.ts";
import { byHand } from "./by-hand.ts";
import { settleDeadLetter } from "./dead-letters.ts";
import { lookAtDomain } from "./domains.ts";
import { inviteThrough, takeBackThrough } from "./invite.ts";
import type { Commit, JobHandler, MistralHandler, WithMistral } from "./job-handler.ts";
import { removeInvited, removeMember, setMemberRole, setRole } from "./members.ts";
import { postMessage, updateHomes, updateMessage } from "./messages.ts";
import { probeKey, setLimit, syncMembers } from "./mistral.ts";
import { sendRecord, sendTemplate } from "./own-file.ts";
import { type AtMistral, isDoneAtMistral } from "./policy.ts";
import { putFile } from "./put-file.ts";
import {
  askWhetherRanOut,
  checkDaily,
  lapseRequest,
  nudgeInvitee,
  pruneOld,
  remindPerson,
  warmUpOver,
} from "./timers.ts";
import { createWorkspace } from "./workspaces.ts";

const giveUp: JobHandler<"unreadable"> = () => {
  throw new AppError("invalid", "the row of this job cannot be read", { detail: "unreadable" });
};

const atMistral: { readonly [K in AtMistral]: MistralHandler<K> } = {
  invite: inviteThrough,
  "take-back": takeBackThrough,
  "set-role": setRole,
  "set-member-role": setMemberRole,
  remove: removeInvited,
  "remove-member": removeMember,
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
