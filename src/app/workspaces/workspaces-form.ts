import { isSameName } from "../../domain/setup/workspace.ts";
import { workspacesForm, workspacesSchema } from "../../view/setup/workspaces-form.ts";
import { modeOf } from "../core/context.ts";
import { requireStep } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { ordered, saidTo, wentOn } from "../setup/overview.ts";
import { orderWorkspaces, ownerAtMistral } from "./workspaces.ts";

export const workspaces: FormHandler<"workspaces"> = form({
  texts: ["names"],
  may: (unit) => requireStep(unit, "workspaces"),
  draw: ({ tx, reader, context }, { owner }) =>
    workspacesForm(reader, { workspaces: tx.workspaces.all(), mode: modeOf(context), owner }),
  schema: workspacesSchema,
  save: (unit, { owner }, { names }) => {
    const { tx, reader, actor } = unit;
    const there = tx.workspaces.all().filter(({ state }) => state !== "failed");
    const twice = there.find((one) => names.some((name) => isSameName(one.name, name)));
    if (twice !== undefined)
      throw new FieldErrors({ names: reader.strings.answers.workspaceExists(twice.name) });
    orderWorkspaces(unit, names, actor.person.id);
    const said = saidTo(unit);
    const sentence =
      modeOf(unit.context) === "automatic" && tx.members.count([]).all > 0 && ownerAtMistral(tx) === null
        ? said.workspacesWait(names.length, tx.people.get(owner)?.name ?? "")
        : ordered(unit, said.workspacesOrdered(names.length));
    return wentOn(unit, sentence, "workspaces");
  },
});
