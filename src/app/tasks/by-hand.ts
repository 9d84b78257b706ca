import { can } from "../../domain/invitations/invitation.ts";
import type { Job } from "../../domain/job.ts";
import { AppError } from "../../lib/errors.ts";
import type { Unit } from "../core/context.ts";
import { arrangeRemoval, changeRole } from "../members/member-orders.ts";
import { adoptMode } from "../worker/begin-work.ts";
import type { Commit } from "../worker/job-handler.ts";
import type { AtMistral } from "../worker/retry.ts";
import { makeWorkspace } from "../workspaces/workspaces.ts";
import { takeBack } from "./tasks.ts";

type Order = Extract<Job, { kind: AtMistral }>;

/**
 * What was ordered of the Admin API, and there is none any more: a person gets it as a Task. Where there is no such Task
 * it is given up, so that whoever ordered it hears of it.
 */
export function byHand(order: Order): Commit {
  if (order.kind === "set-member-role" || order.kind === "remove-member" || order.kind === "set-limit")
    throw new AppError("conflict", "there is no Admin API key any more", { detail: "no_admin_key" });
  return (unit) => handOver(unit, order);
}

function handOver(unit: Unit, order: Exclude<Order, { member: string } | { kind: "set-limit" }>): void {
  const { tx } = unit;
  const invitation = "invitation" in order ? tx.invitations.get(order.invitation) : null;
  switch (order.kind) {
    case "invite":
      adoptMode(unit);
      break;
    case "create-workspace":
      makeByHand(unit, order);
      break;
    case "take-back":
      if (invitation !== null && can(invitation, "revoke")) takeBack(unit, invitation, order.by);
      break;
    case "remove":
      if (invitation !== null && can(invitation, "remove")) arrangeRemoval(unit, invitation, order.by);
      break;
    case "set-role":
      if (invitation?.status === "active") changeRole(unit, invitation, order.role, order.by);
      break;
  }
}

function makeByHand(unit: Unit, { workspace: id, by }: Extract<Order, { kind: "create-workspace" }>): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || workspace.state === "created") return;
  unit.tx.workspaces.save({ ...workspace, state: "waiting", trouble: null });
  makeWorkspace(unit, workspace, by);
}
