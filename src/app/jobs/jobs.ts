import type { Job, JobRow } from "../../domain/job.ts";
import { AppError } from "../../errors.ts";
import type { Context } from "../context.ts";
import { findInvitee, refreshAccount } from "./accounts.ts";
import { lookAtDomain } from "./domains.ts";
import { inviteThrough, takeBackThrough } from "./invite.ts";
import type { Commit, JobHandler } from "./job-handler.ts";
import { removeInvited, removeMember, setMemberRole, setRole } from "./members.ts";
import { postMessage, updateHomes, updateMessage } from "./messages.ts";
import { probeKey, setLimit, syncMembers } from "./mistral.ts";
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

const handlers: { readonly [K in Job["kind"]]: JobHandler<K> } = {
  post: postMessage,
  update: updateMessage,
  homes: updateHomes,
  "refresh-account": refreshAccount,
  "find-invitee": findInvitee,
  invite: inviteThrough,
  "take-back": takeBackThrough,
  "set-role": setRole,
  "set-member-role": setMemberRole,
  remove: removeInvited,
  "remove-member": removeMember,
  "create-workspace": createWorkspace,
  "set-limit": setLimit,
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
  unreadable: giveUp,
};

export async function runJob(context: Context, row: JobRow): Promise<Commit> {
  const handler = handlers[row.job.kind] as JobHandler<Job["kind"]>;
  return await handler(context, row.job, row);
}
