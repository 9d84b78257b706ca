import { confirmed } from "../../domain/evidence.ts";
import { MEASURES, type Measure, measureEvidence, withWord } from "../../domain/measures.ts";
import { refuse } from "../../domain/refusal.ts";
import { actsAsOwner, mayLeaveOut, requireMayWorkOn } from "../../domain/setup.ts";
import { securityForm, securitySchema } from "../../view/forms/security.ts";
import { verifyForm, verifySchema } from "../../view/forms/verify.ts";
import { modeOf } from "../context.ts";
import { record } from "../outgoing.ts";
import { answersTo, saidTo, wentOn } from "../overview.ts";
import { close, saveSetup } from "../progress.ts";
import { requireStarted } from "../rights.ts";
import { probeSoon, syncSoon } from "../schedule.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";
import { marksOf, onTopOf } from "./meanwhile.ts";

export const security: FormHandler<"security"> = {
  texts: ["domains"],
  open: (unit) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "security");
    return securityForm(unit.reader, {
      setup,
      counts: unit.tx.invitations.count(),
      mode: modeOf(unit.context),
      now: unit.now,
      seen: marksOf({ domains: setup.settings.domains }),
    });
  },
  submit: (unit, { openedAt = unit.now, seen }, values) => {
    const { actor, now } = unit;
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, actor, "security");
    const owner = actsAsOwner(setup, actor);
    const { domains: typed, done, later } = parseForm(securitySchema(unit.reader, owner), values);
    if (later && !mayLeaveOut("security", owner)) throw refuse("not_owner");
    const { domains } = onTopOf(unit, { domains: setup.settings.domains }, { domains: typed }, seen);
    const word = confirmed(actor.person.id, now);
    const unseen = (measure: Measure) => (measureEvidence(setup.observed, measure)?.at ?? 0) > openedAt;
    const observed = MEASURES.reduce(
      (known, measure) => withWord(known, measure, done.includes(measure) || unseen(measure), word),
      setup.observed,
    );
    saveSetup(unit, setup, { ...setup, settings: { ...setup.settings, domains }, observed });
    record(unit, actor.person.id, "settings.changed", "settings", { domains: domains.length });
    const facts = Object.fromEntries(MEASURES.map((measure) => [measure, done.includes(measure)]));
    record(unit, actor.person.id, "security.confirmed", "step:security", facts);
    close(unit, "security", later ? "skipped" : "done", word);
    return wentOn(unit, later ? saidTo(unit).later : saidTo(unit).securityDone);
  },
};

export const verify: FormHandler<"verify"> = {
  open: (unit) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "verify");
    const mode = modeOf(unit.context);
    const counts = unit.tx.invitations.count();
    return verifyForm(unit.reader, { setup, counts, mode, now: unit.now });
  },
  opened: (unit) => {
    syncSoon(unit);
    probeSoon(unit);
  },
  submit: (unit, _ref, values) => {
    const { tx, actor, now } = unit;
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, actor, "verify");
    const { keyWorks } = parseForm(verifySchema(unit.reader), values);
    if (!keyWorks) return wentOn(unit, saidTo(unit).verifyNotYet, "verify");
    if (tx.invitations.count().active === 0)
      throw new FieldErrors({ keyWorks: answersTo(unit).nobodyActive });
    const word = setup.keyWorks ?? confirmed(actor.person.id, now);
    saveSetup(unit, setup, { ...setup, keyWorks: word });
    close(unit, "verify", "done", confirmed(actor.person.id, now));
    return wentOn(unit, saidTo(unit).verifyDone);
  },
};
