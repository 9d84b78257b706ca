import { refuse } from "../../domain/refusal.ts";
import { handStep } from "../../domain/setup.ts";
import { handForm, handSchema } from "../../view/forms/hand.ts";
import { handedWords } from "../../view/reach.ts";
import { record, tell } from "../outgoing.ts";
import { wentOn } from "../overview.ts";
import { saveSetup } from "../progress.ts";
import { planReminders } from "../reminders.ts";
import { requireOwner } from "../rights.ts";
import { handTasks } from "../sending.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";
import { membersOf } from "./start.ts";

/** The owner hands a step to somebody, who may then confirm that step and only that one. */
export const hand: FormHandler<"hand"> = {
  people: "person",
  picked: ["person"],
  open: (unit, { step }) => {
    requireOwner(unit);
    return handForm(unit.reader, { step });
  },
  submit: (unit, { step }, values, caller) => {
    const setup = requireOwner(unit);
    const reader = unit.reader;
    const { person } = parseForm(handSchema(reader), values);
    const [helper] = membersOf(unit, caller, [person], "person");
    if (helper === undefined) throw refuse("gone");
    if (helper === unit.actor.person.id)
      throw new FieldErrors({ person: reader.strings.answers.handToOther });
    saveSetup(unit, setup, handStep(setup, step, helper));
    record(unit, unit.actor.person.id, "step.handed", `step:${step}`, { to: helper });
    tell(unit, helper, { kind: "helper", step, at: unit.now });
    planReminders(unit, { step, since: unit.now }, [helper]);
    handTasks(unit, step, helper);
    return wentOn(unit, handedWords(reader, helper));
  },
};
