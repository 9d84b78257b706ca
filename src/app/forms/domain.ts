import { recordName } from "../../domain/dns-name.ts";
import { requireMayWorkOn } from "../../domain/setup.ts";
import { domainForm, domainSchema } from "../../view/forms/domain.ts";
import { beginWatch } from "../domains.ts";
import { told } from "../overview.ts";
import { requireStarted } from "../rights.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

/** The record that Mistral's panel shows is pasted in; from then on it is looked for in DNS. */
export const domain: FormHandler<"domain"> = {
  texts: ["domain", "record"],
  open: (unit) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "security");
    return domainForm(unit.reader, { setup });
  },
  submit: (unit, _ref, values) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "security");
    const reader = unit.reader;
    const { errors, noted } = reader.strings.domains;
    const { domain: name, record } = parseForm(domainSchema(reader), values);
    const at = recordName(record.name, name);
    if (at === null) throw new FieldErrors({ record: errors.otherDomain(record.name ?? "", name) });
    const order = { domain: name, record: { name: at, value: record.value }, by: unit.actor.person.id };
    const watch = beginWatch(unit, setup, order);
    if (watch === null) throw new FieldErrors({ domain: errors.tooMany });
    return told(unit, noted(at, record.value));
  },
};
