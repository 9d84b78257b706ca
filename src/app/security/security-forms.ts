import { confirmed } from "../../domain/evidence.ts";
import { refuse } from "../../domain/refusal.ts";
import { recordName } from "../../domain/security/dns-name.ts";
import { MEASURES, type Measure, measureEvidence, withWord } from "../../domain/setup/measures.ts";
import { actsAsOwner, mayLeaveOut } from "../../domain/setup/setup.ts";
import { domainForm, domainSchema } from "../../view/security/domain-form.ts";
import { securityForm, securitySchema } from "../../view/security/security-form.ts";
import { modeOf } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { requireStep } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { marksOf, onTopOf } from "../forms/meanwhile.ts";
import { saidTo, told, wentOn } from "../setup/overview.ts";
import { close, saveSetup } from "../setup/progress.ts";
import { beginWatch } from "./domains.ts";

export const security: FormHandler<"security"> = form({
  texts: ["domains"],
  may: (unit) => requireStep(unit, "security"),
  draw: ({ tx, reader, context, now }, setup) =>
    securityForm(reader, {
      setup,
      counts: tx.invitations.count(),
      mode: modeOf(context),
      now,
      seen: marksOf({ domains: setup.settings.domains }),
    }),
  schema: (reader, setup, { actor }) => securitySchema(reader, actsAsOwner(setup, actor)),
  save: (unit, setup, { domains: typed, done, later }, { openedAt = unit.now, seen }) => {
    const { actor, now } = unit;
    const me = actor.person.id;
    if (later && !mayLeaveOut("security", actsAsOwner(setup, actor))) throw refuse("not_owner");
    const { domains } = onTopOf(unit, { domains: setup.settings.domains }, { domains: typed }, seen);
    const word = confirmed(me, now);
    const unseen = (measure: Measure) => (measureEvidence(setup.observed, measure)?.at ?? 0) > openedAt;
    const observed = MEASURES.reduce(
      (known, measure) => withWord(known, measure, done.includes(measure) || unseen(measure), word),
      setup.observed,
    );
    saveSetup(unit, setup, { ...setup, settings: { ...setup.settings, domains }, observed });
    record(unit, me, "settings.changed", "settings", { domains: domains.length });
    const facts = Object.fromEntries(MEASURES.map((measure) => [measure, done.includes(measure)]));
    record(unit, me, "security.confirmed", "step:security", facts);
    close(unit, "security", later ? "skipped" : "done", word);
    return wentOn(unit, later ? saidTo(unit).later : saidTo(unit).securityDone);
  },
});

/** The record that Mistral's panel shows is pasted in; from then on it is looked for in DNS. */
export const domain: FormHandler<"domain"> = form({
  texts: ["domain", "record"],
  may: (unit) => requireStep(unit, "security"),
  draw: ({ reader }, setup) => domainForm(reader, { setup }),
  schema: domainSchema,
  save: (unit, setup, { domain: name, record: { name: written, value } }) => {
    const { errors, noted } = unit.reader.strings.domains;
    const at = recordName(written, name);
    if (at === null) throw new FieldErrors({ record: errors.otherDomain(written ?? "", name) });
    const order = { domain: name, record: { name: at, value }, by: unit.actor.person.id };
    if (beginWatch(unit, setup, order) === null) throw new FieldErrors({ domain: errors.tooMany });
    return told(unit, noted(at, value));
  },
});
