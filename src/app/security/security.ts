import { isDeepStrictEqual } from "node:util";
import type { UserAction } from "../../domain/action.ts";
import {
  type DomainWatch,
  isWatched,
  nextLook,
  seen,
  stopWatch,
  watchDomain,
} from "../../domain/security/domain-watch.ts";
import { recordName } from "../../domain/security/txt-record.ts";
import { MEASURES, type Measure, measureEvidence, withWord } from "../../domain/setup/observed.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { domainForm, samlView, securityForm } from "../../view/security/measures.ts";
import type { Reply } from "../core/app.ts";
import type { ActorUnit, Unit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler, marksOf, onTopOf } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireFound, requireStarted, requireStep } from "../core/rights.ts";
import { isMember } from "../requests/deciders.ts";
import { wentOn } from "../setup/overview.ts";
import { close, observe, proveSecurity, saveSetup } from "../setup/progress.ts";
import { holderFor } from "../tasks/tasks.ts";
import { type JobHandler, NOTHING } from "../worker/job-handler.ts";

const factsFor = ({ tx, now }: ActorUnit, setup: Setup) => ({ setup, counts: tx.invitations.count(), now });

export const security: FormHandler<"security"> = (unit, { seen }) => {
  const setup = requireStep(unit, "security");
  const { me, ownEvidence } = unit;
  const shown = {
    domains: [...setup.settings.domains],
    done: MEASURES.filter((measure) => measureEvidence(setup.observed, measure) !== null),
  };
  const form = securityForm(unit.reader, { ...factsFor(unit, setup), seen: marksOf(shown) });
  return asking(form, (typed) => {
    const { domains, done } = onTopOf(unit, shown, typed, seen);
    const observed = MEASURES.reduce(
      (known, measure) => withWord(known, measure, done.includes(measure), ownEvidence),
      setup.observed,
    );
    const after = { ...setup, settings: { ...setup.settings, domains }, observed };
    if (!isDeepStrictEqual(after, setup)) {
      saveSetup(unit, setup, after);
      record(unit, me, "settings.changed", "settings", { domains: domains.length });
      const facts = Object.fromEntries(MEASURES.map((measure) => [measure, done.includes(measure)]));
      record(unit, me, "security.confirmed", "step:security", facts);
    }
    if (domains.length + done.length > 0) close(unit, "security", "done", ownEvidence);
    const isOpen = requireStarted(unit).steps.security.state === "open";
    const { securityOpen, saved } = saidTo(unit);
    return isOpen ? wentOn(unit, securityOpen, "security") : wentOn(unit, saved);
  });
};

export const domain: FormHandler<"domain"> = (unit) => {
  const setup = requireStep(unit, "security");
  return asking(domainForm(unit.reader, { setup }), ({ domain: name, record: { name: written, value } }) => {
    const { errors, noted } = unit.reader.strings.domains;
    const at = recordName(written, name);
    if (at === null) throw new FieldErrors({ record: errors.otherDomain(written ?? "", name) });
    const order = { domain: name, record: { name: at, value }, by: unit.me };
    const begun = watchDomain(setup.observed.domains, order, unit.now);
    if (begun === null) throw new FieldErrors({ domain: errors.tooMany });
    observe(unit, { domains: begun.all });
    const { watch } = begun;
    record(unit, unit.me, "domain.watched", `domain:${watch.id}`);
    // The card says what DNS has.
    tell(unit, unit.me, { kind: "domain", domain: watch.id });
    planLook(unit, watch, unit.now);
    return told(unit, noted(at, value));
  });
};

export function saml(unit: ActorUnit): Reply {
  const setup = requireStep(unit, "security");
  return { kind: "show", view: samlView(unit.reader, factsFor(unit, setup)) };
}

export function confirmMeasure(unit: ActorUnit, measure: Measure): Reply {
  const setup = requireStep(unit, "security");
  const { me, ownEvidence } = unit;
  const observed = withWord(setup.observed, measure, true, ownEvidence);
  if (observed !== setup.observed) {
    saveSetup(unit, setup, { ...setup, observed });
    record(unit, me, "security.confirmed", "step:security", { [measure]: true });
    close(unit, "security", "done", ownEvidence);
  }
  return measure === "saml" ? saml(unit) : { kind: "nothing" };
}

export const watchOf = (tx: Tx, id: number): DomainWatch | null =>
  requireStarted({ tx }).observed.domains.find((watch) => watch.id === id) ?? null;

const saveWatch = (unit: Unit, watch: DomainWatch): void =>
  observe(unit, {
    domains: requireStarted(unit).observed.domains.map((one) => (one.id === watch.id ? watch : one)),
  });

type Unwatch = Extract<UserAction, { do: "unwatch-domain" }>;

/** `began` tells it from one of the same number in another life of the database. */
export function unwatchDomain(unit: ActorUnit, { watch: id, began }: Unwatch): Reply {
  requireStep(unit, "security");
  const watch = watchOf(unit.tx, id);
  const pressed = requireFound(began === undefined || watch?.startedAt === began ? watch : null);
  saveWatch(unit, stopWatch(pressed, unit.now));
  record(unit, unit.me, "domain.unwatched", `domain:${id}`);
  return { kind: "nothing" };
}

function planLook(unit: Unit, { id }: DomainWatch, dueAt: number): void {
  const job = { kind: "look-domain", watch: id } as const;
  enqueue(unit, job, `look-domain:${id}`, { dueAt, collapse: true });
}

export function planLooks(unit: Unit): void {
  const watched = unit.tx.setup.load()?.observed.domains.filter(isWatched) ?? [];
  for (const watch of watched) planLook(unit, watch, nextLook(watch, watch.lookedAt ?? watch.startedAt));
}

/** One look into DNS. That DNS could not be asked is an outcome too: the next look comes all the same. */
export const lookAtDomain: JobHandler<"look-domain"> = async ({ store, lookInDns }, { watch: id }) => {
  const looked = store.read((tx) => watchOf(tx, id));
  if (looked === null || !isWatched(looked)) return NOTHING;
  const sight = await lookInDns(looked);
  return (unit) => {
    const watch = watchOf(unit.tx, id);
    // It was stopped, or begun anew with another record, while we looked for the old one.
    if (watch === null || !isWatched(watch) || watch.startedAt !== looked.startedAt) return;
    const after = seen(watch, sight, unit.now);
    planLook(unit, after, nextLook(after, unit.now));
    saveWatch(unit, after);
    if (after.state === watch.state) return;
    tellNews(unit, after);
    proveSecurity(unit);
  };
};

function tellNews(unit: Unit, { id, by, state, since }: DomainWatch): void {
  if (state === "there") record(unit, "bot", "domain.seen", `domain:${id}`);
  if (state === "gone") record(unit, "bot", "domain.gone", `domain:${id}`);
  const first = isMember(unit, by) ? by : holderFor(unit, "bot", "security");
  // Logins break without it: that is the owner's business too.
  const people = new Set([first, ...(state === "gone" ? [requireStarted(unit).owner] : [])]);
  for (const person of people) tell(unit, person, { kind: "domain", domain: id, at: since });
}
