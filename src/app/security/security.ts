import { isDeepStrictEqual } from "node:util";
import { confirmed } from "../../domain/evidence.ts";
import { recordName } from "../../domain/security/dns-name.ts";
import { MEASURES, type Measure, measureEvidence, withWord } from "../../domain/setup/observed.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { samlView } from "../../view/security/measures.ts";
import {
  domainForm,
  domainSchema,
  securityForm,
  securitySchema,
} from "../../view/security/security-forms.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { requireStep } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { marksOf, onTopOf } from "../forms/meanwhile.ts";
import { saidTo, told, wentOn } from "../setup/overview.ts";
import { close, saveSetup } from "../setup/progress.ts";
import { beginWatch } from "./domains.ts";

const factsFor = ({ tx, context, now }: ActorUnit, setup: Setup) => ({
  setup,
  counts: tx.invitations.count(),
  mode: modeOf(context),
  now,
});

const shownIn = ({ settings, observed }: Setup) => ({
  domains: [...settings.domains],
  done: MEASURES.filter((measure) => measureEvidence(observed, measure) !== null),
});

export const security: FormHandler<"security"> = form({
  texts: ["domains"],
  may: (unit) => requireStep(unit, "security"),
  draw: (unit, setup) =>
    securityForm(unit.reader, { ...factsFor(unit, setup), seen: marksOf(shownIn(setup)) }),
  schema: securitySchema,
  save: (unit, setup, typed, { seen }) => {
    const me = unit.actor.person.id;
    const { domains, done } = onTopOf(unit, shownIn(setup), typed, seen);
    const word = confirmed(me, unit.now);
    const observed = MEASURES.reduce(
      (known, measure) => withWord(known, measure, done.includes(measure), word),
      setup.observed,
    );
    const after = { ...setup, settings: { ...setup.settings, domains }, observed };
    const isOpen = setup.steps.security.state === "open";
    // Nothing was entered or ticked, before and now: that says nothing.
    if (domains.length + done.length === 0 && isDeepStrictEqual(after, setup))
      return isOpen
        ? wentOn(unit, saidTo(unit).securityOpen, "security")
        : wentOn(unit, saidTo(unit).securityDone);
    saveSetup(unit, setup, after);
    record(unit, me, "settings.changed", "settings", { domains: domains.length });
    const facts = Object.fromEntries(MEASURES.map((measure) => [measure, done.includes(measure)]));
    record(unit, me, "security.confirmed", "step:security", facts);
    if (domains.length + done.length === 0) return wentOn(unit, saidTo(unit).securityOpen, "security");
    close(unit, "security", "done", word);
    return wentOn(unit, saidTo(unit).securityDone);
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
    if (!beginWatch(unit, setup, order)) throw new FieldErrors({ domain: errors.tooMany });
    return told(unit, noted(at, value));
  },
});

export function saml(unit: ActorUnit): Reply {
  const setup = requireStep(unit, "security");
  return { kind: "show", view: samlView(unit.reader, factsFor(unit, setup)) };
}

/** A person says that a measure is in place. The card that was pressed says so itself; of SSO the explanation does. */
export function confirmMeasure(unit: ActorUnit, measure: Measure): Reply {
  const setup = requireStep(unit, "security");
  const me = unit.actor.person.id;
  const word = confirmed(me, unit.now);
  const observed = withWord(setup.observed, measure, true, word);
  if (observed !== setup.observed) {
    saveSetup(unit, setup, { ...setup, observed });
    record(unit, me, "security.confirmed", "step:security", { [measure]: true });
    close(unit, "security", "done", word);
  }
  return measure === "saml" ? saml(unit) : { kind: "nothing" };
}
