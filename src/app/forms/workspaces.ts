import { requireMayWorkOn } from "../../domain/setup.ts";
import { workspacesForm, workspacesSchema } from "../../view/forms/workspaces.ts";
import { modeOf, readerFor } from "../context.ts";
import { saidTo, wentOn } from "../overview.ts";
import { requireStarted } from "../rights.ts";
import { orderWorkspace } from "../workspaces.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

export const workspaces: FormHandler<"workspaces"> = {
  open: (unit) => {
    requireMayWorkOn(requireStarted(unit), unit.actor, "workspaces");
    const mode = modeOf(unit.context);
    return workspacesForm(readerFor(unit.tx, unit.actor.person), {
      workspaces: unit.tx.workspaces.all(),
      mode,
    });
  },
  submit: (unit, _ref, values) => {
    requireMayWorkOn(requireStarted(unit), unit.actor, "workspaces");
    const reader = readerFor(unit.tx, unit.actor.person);
    const { names } = parseForm(workspacesSchema(reader), values);
    const taken = new Set(
      unit.tx.workspaces
        .all()
        .filter(({ state }) => state !== "failed")
        .map(({ name }) => name.toLowerCase()),
    );
    const twice = names.find((name) => taken.has(name.toLowerCase()));
    if (twice !== undefined) throw new FieldErrors({ names: reader.strings.answers.workspaceExists(twice) });
    for (const name of names) orderWorkspace(unit, name, unit.actor.person.id);
    return wentOn(unit, saidTo(unit).workspacesOrdered(names.length), "workspaces");
  },
};
