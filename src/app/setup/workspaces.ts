import type { PersonId } from "../../domain/accounts/person.ts";
import { type Evidence, verified } from "../../domain/evidence.ts";
import { isSameName, needsCare, type Workspace, waitsForAdmin } from "../../domain/setup/workspace.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin, WorkspaceOrder } from "../../mistral/admin/admin.ts";
import type { Tx } from "../../store/tx.ts";
import { workspacesForm } from "../../view/setup/step-forms.ts";
import { endTroubles } from "../alerts/alerts.ts";
import { lookSoon, modeOf, type Unit } from "../core/context.ts";
import { enqueue, record } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler } from "../core/form-handler.ts";
import { answersTo, ordered, saidTo } from "../core/replies.ts";
import { requireStarted, requireStep } from "../core/rights.ts";
import { wasRefused } from "../members/member-actions.ts";
import { giveTask } from "../tasks/tasks.ts";
import { type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { wentOn } from "./overview.ts";
import { actorOf, close } from "./progress.ts";

export const NOT_POSSIBLE = "not_possible";

export function giveUpWorkspace(unit: Unit, id: number): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || !needsCare(workspace)) return;
  settle(unit, workspace);
  closeWhenMade(unit);
}

/** It is there after all, or nobody wants it: what was said about it needs nobody any more. */
function settle(unit: Unit, workspace: Workspace): void {
  const { tx, now } = unit;
  tx.workspaces.save({ ...workspace, trouble: null });
  for (const { id, job } of tx.jobs.dead())
    if (job.kind === "create-workspace" && job.workspace === workspace.id) tx.jobs.finish(id, now);
  endTroubles(unit);
}

function closeWhenMade(unit: Unit): void {
  const all = unit.tx.workspaces.all();
  if (all.some((one) => one.state === "waiting" || needsCare(one))) return;
  const made = all.flatMap(({ state, evidence }) => (state === "created" ? (evidence ?? []) : []));
  const [last] = made.toSorted((one, other) => other.at - one.at);
  if (last !== undefined) close(unit, "workspaces", "done", last);
}

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

/** Mistral's id of the owner, by the members list as it was read last; null: not a Member (yet). */
function ownerAtMistral(tx: Tx): string | null {
  const accounts = tx.people.get(requireStarted({ tx }).owner)?.accounts ?? [];
  const [member] = accounts.flatMap(({ address }) => tx.members.byAddress(address ?? "") ?? []);
  return member?.mistralId ?? null;
}

export function releaseWorkspaces(unit: Unit): void {
  const waiting = unit.tx.workspaces.all().filter(waitsForAdmin);
  if (waiting.length === 0 || ownerAtMistral(unit.tx) === null) return;
  for (const workspace of waiting) {
    unit.tx.workspaces.save({ ...workspace, trouble: null });
    makeWorkspace(unit, workspace);
  }
}

/** null: it is there, or was erased. */
function unmade({ tx }: Pick<Unit, "tx">, id: number): Workspace | null {
  const workspace = tx.workspaces.get(id);
  return workspace?.state === "created" ? null : workspace;
}

export function workspaceDone(unit: Unit, id: number, evidence: Evidence, mistralId: string | null = null) {
  const workspace = unmade(unit, id);
  if (workspace === null) return;
  settle(unit, { ...workspace, state: "created", mistralId, evidence });
  record(unit, actorOf(evidence), "workspace.created", `workspace:${id}`, { evidence: evidence.kind });
  closeWhenMade(unit);
}

/** Somebody says that all are there: made in Mistral's panel, or given up where a person could not make it there. */
export function madeByHand(unit: Unit, evidence: Evidence): void {
  const left = unit.tx.workspaces.all().filter((one) => waitsForAdmin(one) || needsCare(one));
  const isImpossible = ({ trouble }: Workspace) => trouble === NOT_POSSIBLE;
  for (const workspace of left.filter(isImpossible)) settle(unit, workspace);
  for (const one of left) if (!isImpossible(one)) workspaceDone(unit, one.id, evidence);
}

export function workspaceFailed(unit: Unit, id: number, trouble: string): void {
  const workspace = unmade(unit, id);
  if (workspace === null) return;
  unit.tx.workspaces.save({ ...workspace, state: "failed", trouble });
  record(unit, "bot", "workspace.failed", `workspace:${id}`, { trouble });
}

/** Until the owner is a Member it waits: a Workspace needs one to administer it. */
export const createWorkspace: MistralHandler<"create-workspace"> = async (context, { workspace: id }) => {
  const { store, mistral } = context;
  const [workspace, adminMemberId] = store.read((tx) => [unmade({ tx }, id), ownerAtMistral(tx)]);
  if (workspace === null) return NOTHING;
  if (adminMemberId === null)
    return (unit) => {
      const one = unmade(unit, id);
      if (one !== null) unit.tx.workspaces.save({ ...one, state: "waiting", trouble: "owner_not_member" });
      // They may have joined since the list was read.
      lookSoon(unit, "people");
    };
  const mistralId = await makeOnce(mistral, { name: workspace.name, adminMemberId });
  return (unit) => workspaceDone(unit, id, verified("workspaces", unit.now), mistralId);
};

/** Looks first, and again when it is refused: names are unique, and an earlier order may have come through late. */
async function makeOnce(mistral: MistralAdmin, order: WorkspaceOrder): Promise<string> {
  const find = async () => (await mistral.workspaces()).find(({ name }) => name === order.name)?.id;
  const there = await find();
  if (there !== undefined) return there;
  try {
    return (await mistral.createWorkspace(order)).id;
  } catch (error) {
    if (!wasRefused(error)) throw error;
    const late = await find();
    if (late !== undefined) return late;
    throw new AppError("conflict", error.message, { detail: "workspace_refused", cause: error });
  }
}

export const workspaces: FormHandler<"workspaces"> = (unit) => {
  const { owner } = requireStep(unit, "workspaces");
  const { tx, me, reader } = unit;
  const all = tx.workspaces.all();
  const mode = modeOf(unit.context);
  return asking(workspacesForm(reader, { workspaces: all, mode, owner }), ({ names }) => {
    const fresh = { state: "waiting", mistralId: null, evidence: null, trouble: null } as const;
    for (const name of names) {
      // One that was refused is tried again.
      const known = all.find((one) => isSameName(one.name, name));
      if (known !== undefined && known.state !== "failed")
        throw new FieldErrors({ names: answersTo(unit).workspaceExists(known.name) });
      const workspace = { ...(known ?? tx.workspaces.insert({ name, ...fresh })), name, ...fresh };
      tx.workspaces.save(workspace);
      record(unit, me, "workspace.ordered", `workspace:${workspace.id}`);
      makeWorkspace(unit, workspace, me);
    }
    const said = saidTo(unit);
    const sentence =
      mode === "automatic" && tx.members.count([]).all > 0 && ownerAtMistral(tx) === null
        ? said.workspacesWait(names.length, tx.people.get(owner)?.name ?? "")
        : ordered(unit, said.workspacesOrdered(names.length));
    return wentOn(unit, sentence, "workspaces");
  });
};
