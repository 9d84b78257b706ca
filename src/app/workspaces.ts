import type { Evidence } from "../domain/evidence.ts";
import type { PersonId } from "../domain/person.ts";
import type { Workspace } from "../domain/workspace.ts";
import { modeOf, type Unit } from "./context.ts";
import { enqueue, record, refreshHomes } from "./outgoing.ts";
import { actorOf, close } from "./progress.ts";
import { giveTask } from "./sending.ts";

/** A new Workspace is made through the Admin API, or by a person with a Task. */
export function orderWorkspace(unit: Unit, name: string, by: PersonId): void {
  const workspace = unit.tx.workspaces.insert({
    name,
    state: "waiting",
    mistralId: null,
    evidence: null,
    trouble: null,
    icon: null,
  });
  record(unit, by, "workspace.ordered", `workspace:${workspace.id}`);
  if (modeOf(unit.context) === "automatic") {
    makeWorkspace(unit, workspace);
  } else giveTask(unit, { kind: "workspace", assignee: by, workspace: workspace.id });
}

export function makeWorkspace(unit: Unit, { id }: Workspace): void {
  const options = { group: "workspaces", collapse: true };
  enqueue(unit, { kind: "create-workspace", workspace: id }, `workspace:${id}`, options);
}

/** The step is done once everything that was ordered is there. */
export function workspaceDone(
  unit: Unit,
  id: number,
  { evidence, mistralId }: { evidence: Evidence; mistralId: string | null },
): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || workspace.state === "created") return;
  unit.tx.workspaces.save({ ...workspace, state: "created", mistralId, evidence, trouble: null });
  record(unit, actorOf(evidence), "workspace.created", `workspace:${id}`, { evidence: evidence.kind });
  const waiting = unit.tx.workspaces.all().some(({ state }) => state === "waiting");
  if (!waiting) close(unit, "workspaces", "done", evidence);
  refreshHomes(unit);
}

export function workspaceFailed(unit: Unit, id: number, trouble: string): void {
  const workspace = unit.tx.workspaces.get(id);
  if (workspace === null || workspace.state === "created") return;
  unit.tx.workspaces.save({ ...workspace, state: "failed", trouble });
  record(unit, "bot", "workspace.failed", `workspace:${id}`, { trouble });
  refreshHomes(unit);
}
