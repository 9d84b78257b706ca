import type { PersonId } from "../../domain/accounts/person.ts";
import { approversOfWorkspace, withApprovers } from "../../domain/approvals/workspace-approvers.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { workspaceApproversForm } from "../../view/approvals/workspace-approvers.ts";
import type { ActorUnit } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireFound, requireOwner } from "../core/rights.ts";
import { askAnew, welcomeApprovers } from "../requests/reminders.ts";
import { saveSettings } from "../setup/progress.ts";
import { peopleAfter } from "../setup/settings-form.ts";
import { membersOf } from "../setup/step-forms.ts";
import { endVoidAbsences } from "./absences.ts";

export const workspaceApprovers: FormHandler<"workspace-approvers"> = (unit) => {
  const setup = requireOwner(unit);
  const { tx, reader } = unit;
  const made = tx.workspaces.all().filter(({ state }) => state === "created");
  return asking(workspaceApproversForm(reader, made), ({ workspace: id, approvers }) => {
    const workspace = made.find((one) => `${one.id}` === id);
    const { choose, missing } = reader.strings.forms.errors;
    if (workspace === undefined) throw new FieldErrors({ workspace: choose });
    const chosen = membersOf(unit, approvers, "approvers");
    if (chosen.length === 0) throw new FieldErrors({ approvers: missing });
    const before = approversOfWorkspace(setup.settings.workspaceApprovers, workspace.id);
    const known = before.flatMap((person) => tx.people.get(person) ?? []);
    name(unit, setup, workspace, peopleAfter(known, chosen, unit.actor.account.platform));
    return told(unit, saidTo(unit).saved);
  });
};

export function endWorkspaceApprovers(unit: ActorUnit, id: number): void {
  const setup = requireOwner(unit);
  name(unit, setup, requireFound(unit.tx.workspaces.get(id)), []);
}

/** What is open is decided by these from now on. */
function name(unit: ActorUnit, setup: Setup, { id }: Workspace, people: readonly PersonId[]): void {
  const { workspaceApprovers: all } = setup.settings;
  const before = approversOfWorkspace(all, id);
  const added = people.filter((person) => !before.includes(person));
  const removed = before.filter((person) => !people.includes(person));
  if (added.length + removed.length === 0) return;
  saveSettings(unit, setup, { workspaceApprovers: withApprovers(all, id, people) });
  const data = { added: added.join(" "), removed: removed.join(" ") };
  record(unit, unit.me, "workspace.approvers", `workspace:${id}`, data);
  endVoidAbsences(unit);
  welcomeApprovers(unit, added, id);
  if (removed.length > 0) askAnew(unit);
}
