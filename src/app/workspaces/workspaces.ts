import type { PersonId } from "../../domain/accounts/person.ts";
import type { Evidence } from "../../domain/evidence.ts";
import type { Member } from "../../domain/members/member.ts";
import {
  isSameName,
  type NamedWorkspace,
  needsCare,
  type Workspace,
  waitsForAdmin,
} from "../../domain/setup/workspace.ts";
import type { MistralMember } from "../../mistral/admin/admin.ts";
import type { Tx } from "../../store/tx.ts";
import { troubleOver } from "../alerts/trouble.ts";
import { modeOf, type Unit } from "../core/context.ts";
import { enqueue, record } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { actorOf, close } from "../setup/progress.ts";
import { giveTask } from "../tasks/tasks.ts";

/**
 * Orders what was typed. Names that were refused stand in the form: those that come back are tried again, those that do
 * not are given up.
 */
export function orderWorkspaces(unit: Unit, wanted: readonly NamedWorkspace[], by: PersonId): void {
  const failed = unit.tx.workspaces.all().filter(needsCare);
  const taken = new Set<number>();
  for (const { name, icon } of wanted) {
    const again = failed.find((one) => !taken.has(one.id) && isSameName(one.name, name));
    if (again !== undefined) taken.add(again.id);
    orderOne(unit, { name, icon }, again ?? null, by);
  }
  for (const { id } of failed) if (!taken.has(id)) giveUpWorkspace(unit, id);
}

/** Nobody wants it any more. */
export function giveUpWorkspace(unit: Unit, id: number): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || !needsCare(workspace)) return;
  unit.tx.workspaces.save({ ...workspace, trouble: null });
  settleTrouble(unit, id);
  closeWhenMade(unit);
}

/** The step is done once everything that was ordered is there, or given up. */
function closeWhenMade(unit: Unit): void {
  const all = unit.tx.workspaces.all();
  if (all.some((one) => one.state === "waiting" || needsCare(one))) return;
  const made = all.flatMap(({ state, evidence }) =>
    state === "created" && evidence !== null ? [evidence] : [],
  );
  const last = made.reduce<Evidence | null>(
    (one, other) => (one === null || other.at > one.at ? other : one),
    null,
  );
  if (last !== null) close(unit, "workspaces", "done", last);
}

function orderOne(unit: Unit, named: NamedWorkspace, again: Workspace | null, by: PersonId): void {
  const fresh = { ...named, state: "waiting", mistralId: null, evidence: null, trouble: null } as const;
  const workspace = again === null ? unit.tx.workspaces.insert(fresh) : { ...fresh, id: again.id };
  if (again !== null) unit.tx.workspaces.save(workspace);
  record(unit, by, "workspace.ordered", `workspace:${workspace.id}`);
  makeWorkspace(unit, workspace, by);
}

/** Through the Admin API, or by a person with a Task. */
export function makeWorkspace(unit: Unit, { id }: Workspace, by: PersonId | null = null): void {
  if (modeOf(unit.context) === "automatic") {
    // One that Mistral will not make holds up no other.
    const one = `workspace:${id}`;
    enqueue(unit, { kind: "create-workspace", workspace: id, by }, one, { group: one, collapse: true });
    return;
  }
  const isAskedFor = unit.tx.tasks.open().some(({ workspace }) => workspace === id);
  if (!isAskedFor) giveTask(unit, by ?? "bot", { kind: "workspace", workspace: id });
}

/** Whoever is to administer new Workspaces: the Member who was chosen, or the owner under one of their addresses. */
type Administrator = { readonly chosen: string | null; readonly addresses: readonly string[] };

export function administrator(tx: Tx): Administrator {
  const { owner, settings } = requireStarted({ tx });
  const accounts = tx.people.get(owner)?.accounts ?? [];
  return {
    chosen: settings.workspaceAdmin,
    addresses: accounts.flatMap(({ address }) => address ?? []),
  };
}

/** Their id at Mistral, by the list as it was read last; null: not a Member (yet). */
export function knownAdmin(tx: Tx): string | null {
  const { chosen, addresses } = administrator(tx);
  if (chosen !== null && tx.members.byId(chosen) !== null) return chosen;
  const owner = addresses.map(tx.members.byAddress).find((member) => member !== null);
  return owner?.mistralId ?? null;
}

export function adminAmong(
  members: readonly MistralMember[],
  { chosen, addresses }: Administrator,
): string | null {
  const isOwner = ({ address }: MistralMember) => address !== null && addresses.includes(address);
  return (members.find(({ id }) => id === chosen) ?? members.find(isOwner))?.id ?? null;
}

/** Slack offers at most 100 to choose from. */
const OFFERED = 100;

/** The Admins whom Mistral lists, and whoever administers Workspaces now. */
export function adminsToChoose(tx: Tx): readonly Member[] {
  const admins = tx.members.admins();
  const known = tx.members.byId(knownAdmin(tx) ?? "");
  const others = admins.filter(({ mistralId }) => mistralId !== known?.mistralId);
  return [...(known === null ? [] : [known]), ...others].slice(0, OFFERED);
}

/** What waited for its administrator to be a Member goes on. */
export function releaseWorkspaces(unit: Unit): void {
  const waiting = unit.tx.workspaces.all().filter(waitsForAdmin);
  if (waiting.length === 0 || knownAdmin(unit.tx) === null) return;
  for (const workspace of waiting) {
    unit.tx.workspaces.save({ ...workspace, trouble: null });
    makeWorkspace(unit, workspace);
  }
}

export function workspaceWaits(unit: Unit, id: number): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || workspace.state === "created") return;
  unit.tx.workspaces.save({ ...workspace, state: "waiting", trouble: "owner_not_member" });
}

export function workspaceDone(
  unit: Unit,
  id: number,
  { evidence, mistralId }: { evidence: Evidence; mistralId: string | null },
): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || workspace.state === "created") return;
  unit.tx.workspaces.save({ ...workspace, state: "created", mistralId, evidence, trouble: null });
  record(unit, actorOf(evidence), "workspace.created", `workspace:${id}`, { evidence: evidence.kind });
  closeWhenMade(unit);
  settleTrouble(unit, id);
}

/** It is there after all, or nobody wants it: what was said about it needs nobody any more. */
function settleTrouble(unit: Unit, id: number): void {
  for (const row of unit.tx.jobs.dead()) {
    if (row.job.kind !== "create-workspace" || row.job.workspace !== id) continue;
    unit.tx.jobs.finish(row.id, unit.now);
    troubleOver(unit, row);
  }
}

export function workspaceFailed(unit: Unit, id: number, trouble: string): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || workspace.state === "created") return;
  unit.tx.workspaces.save({ ...workspace, state: "failed", trouble });
  record(unit, "bot", "workspace.failed", `workspace:${id}`, { trouble });
}
