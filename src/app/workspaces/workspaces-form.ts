import { actsAsApprover } from "../../domain/setup/setup.ts";
import { isSameName, type NamedWorkspace, needsCare } from "../../domain/setup/workspace.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { workspacesForm, workspacesSchema } from "../../view/setup/workspaces-form.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { requireStarted, requireStep } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { ordered, saidTo, wentOn } from "../setup/overview.ts";
import { saveSetup } from "../setup/progress.ts";
import { adminsToChoose, knownAdmin, orderWorkspaces, releaseWorkspaces } from "./workspaces.ts";

export const workspaces: FormHandler<"workspaces"> = form({
  texts: ["names"],
  may: (unit) => requireStep(unit, "workspaces"),
  draw: (unit, { owner }) =>
    workspacesForm(unit.reader, {
      workspaces: unit.tx.workspaces.all(),
      mode: modeOf(unit.context),
      owner,
      admins: offered(unit),
    }),
  schema: workspacesSchema,
  save: (unit, _setup, { names, admin }) => {
    const reader = unit.reader;
    const chosen = chooseAdmin(unit, admin);
    const refused = unit.tx.workspaces.all().some(needsCare);
    if (names.length === 0 && !chosen && !refused)
      throw new FieldErrors({ names: reader.strings.forms.errors.names });
    const there = unit.tx.workspaces.all().filter(({ state }) => state !== "failed");
    const twice = there.find((one) => names.some(({ name }) => isSameName(one.name, name)));
    if (twice !== undefined) {
      const { workspaceExists, workspaceOrdered } = reader.strings.answers;
      const say = twice.state === "created" ? workspaceExists : workspaceOrdered;
      throw new FieldErrors({ names: say(twice.name) });
    }
    orderWorkspaces(unit, names, unit.actor.person.id);
    return wentOn(
      unit,
      chosen || names.length > 0 ? sentence(unit, names) : saidTo(unit).dropped,
      "workspaces",
    );
  },
});

/** Nothing to choose where the owner is found by address. Other people's addresses are for the owner and approvers. */
function offered(unit: ActorUnit) {
  const setup = requireStarted(unit);
  const isKnown = setup.settings.workspaceAdmin === null && knownAdmin(unit.tx) !== null;
  if (modeOf(unit.context) === "guided" || isKnown || !actsAsApprover(setup, unit.actor)) return null;
  const members = adminsToChoose(unit.tx);
  return members.length === 0 ? null : { members, chosen: knownAdmin(unit.tx) };
}

/** Whether that changes who administers new Workspaces; what waited for it goes on. */
function chooseAdmin(unit: ActorUnit, chosen: string | null): boolean {
  const setup = requireStarted(unit);
  const workspaceAdmin = offered(unit)?.members.find(({ mistralId }) => mistralId === chosen)?.mistralId;
  if (workspaceAdmin === undefined || workspaceAdmin === knownAdmin(unit.tx)) return false;
  saveSetup(unit, setup, { ...setup, settings: { ...setup.settings, workspaceAdmin } });
  record(unit, unit.actor.person.id, "settings.changed", "settings");
  releaseWorkspaces(unit);
  return true;
}

function sentence(unit: ActorUnit, names: readonly NamedWorkspace[]): string {
  const said = saidTo(unit);
  const count = names.length;
  if (count === 0) return said.workspaceAdmin;
  const listed = unit.tx.members.count([]).all > 0;
  const waits = modeOf(unit.context) === "automatic" && listed && knownAdmin(unit.tx) === null;
  if (!waits) return ordered(unit, said.workspacesOrdered(count), asksToCreate(unit, names));
  const owner = unit.tx.people.get(requireStarted(unit).owner);
  return said.workspacesWait(count, owner?.name ?? "");
}

function asksToCreate({ tx }: ActorUnit, names: readonly NamedWorkspace[]): (task: Task) => boolean {
  const ordered = tx.workspaces.all().filter((one) => names.some(({ name }) => isSameName(one.name, name)));
  return ({ workspace }) => ordered.some(({ id }) => id === workspace);
}
