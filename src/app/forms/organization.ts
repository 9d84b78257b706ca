import { confirmed } from "../../domain/evidence.ts";
import { requireMayWorkOn } from "../../domain/setup.ts";
import { organizationForm, organizationSchema } from "../../view/forms/organization.ts";
import { record } from "../outgoing.ts";
import { saidTo, wentOn } from "../overview.ts";
import { close, saveSetup } from "../progress.ts";
import { requireStarted } from "../rights.ts";
import { parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

export const organization: FormHandler<"organization"> = {
  texts: ["name"],
  open: (unit) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "organization");
    return organizationForm(unit.reader, { setup });
  },
  submit: (unit, _ref, values) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "organization");
    const { name } = parseForm(organizationSchema(unit.reader), values);
    saveSetup(unit, setup, { ...setup, organization: name });
    record(unit, unit.actor.person.id, "organization.named", "setup");
    close(unit, "organization", "done", confirmed(unit.actor.person.id, unit.now));
    return wentOn(unit, saidTo(unit).organizationDone);
  },
};
