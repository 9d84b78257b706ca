import { modeOf, type Unit } from "./context.ts";
import { releaseWaiting } from "./moves.ts";
import { dropFromTasks, giveTask, orderSending, refreshTask } from "./sending.ts";
import { makeWorkspace } from "./workspaces.ts";

/**
 * An Admin API key came or went: what is under way changes hands. What people were asked to do by hand is done by the API
 * from now on, and what waited for the API becomes a Task.
 */
export function adoptMode(unit: Unit): void {
  const sending = unit.tx.invitations.inStatus("sending");
  const automatic = modeOf(unit.context) === "automatic";
  const byHand = (id: number) =>
    unit.tx.tasks.ofInvitation(id).some(({ kind, state }) => kind === "invite" && state === "open");
  const changing = sending.filter(({ id }) => byHand(id) === automatic);
  for (const { id } of changing) dropFromTasks(unit, id);
  orderSending(unit, changing, "bot");
  // While Mistral did not answer, what was approved was not even being sent.
  if (!automatic) releaseWaiting(unit, "bot");
  adoptWorkspaces(unit, automatic);
}

function adoptWorkspaces(unit: Unit, automatic: boolean): void {
  const setup = unit.tx.setup.load();
  const tasks = unit.tx.tasks.open().filter(({ kind }) => kind === "workspace");
  for (const workspace of unit.tx.workspaces.all().filter(({ state }) => state === "waiting")) {
    const task = tasks.find((open) => open.workspace === workspace.id);
    if (automatic) makeWorkspace(unit, workspace);
    if (automatic && task !== undefined) {
      unit.tx.tasks.save({ ...task, state: "done", closedAt: unit.now });
      refreshTask(unit, task.id);
    }
    if (!automatic && task === undefined && setup !== null) {
      giveTask(unit, { kind: "workspace", assignee: setup.owner, workspace: workspace.id });
    }
  }
}
