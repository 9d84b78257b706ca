import type { Evidence } from "../../domain/evidence.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { inDns } from "../../domain/security/domain-watch.ts";
import type { Observed } from "../../domain/setup/observed.ts";
import type { Settings } from "../../domain/setup/settings.ts";
import {
  closedSteps,
  closeStep,
  isNews,
  namedInSettings,
  openSteps,
  type Setup,
  type StepName,
  undoStep,
} from "../../domain/setup/setup.ts";
import { lookAtAccounts } from "../accounts/look-at-accounts.ts";
import type { Unit } from "../core/context.ts";
import { announce, record } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { askHelper } from "../requests/reminders.ts";

export function actorOf(evidence: Evidence): RecordEntry["actor"] {
  if (evidence.kind === "confirmed") return evidence.by;
  return evidence.source === "dns" ? "bot" : "mistral";
}

/** The first time that all steps are closed, the summary goes out. The helper of a step that is open again is asked again. */
export function saveSetup(unit: Unit, before: Setup, after: Setup): void {
  if (after === before) return;
  unit.tx.setup.save(after);
  // What approvers say of themselves is known of nobody before.
  const named = namedInSettings(before);
  lookAtAccounts(
    unit,
    namedInSettings(after).filter((person) => !named.includes(person)),
  );
  for (const step of openSteps(after)) {
    const { handedTo } = after.steps[step];
    if (before.steps[step].state !== "open" && handedTo !== null) askHelper(unit, step, handedTo);
  }
  if (before.completedAt === null && after.completedAt !== null) {
    record(unit, "bot", "setup.completed", "setup", { head: unit.tx.record.end().hash });
    announce(unit, { kind: "complete" });
  }
}

/** Of the settings these alone. */
export const saveSettings = (unit: Unit, setup: Setup, changed: Partial<Settings>): void =>
  saveSetup(unit, setup, { ...setup, settings: { ...setup.settings, ...changed } });

export function close(unit: Unit, name: StepName, state: "done" | "skipped", evidence: Evidence): void {
  const before = requireStarted(unit);
  const after = closeStep(before, name, state, evidence, unit.now);
  if (after === before) return;
  const event = state === "done" ? "step.closed" : "step.skipped";
  record(unit, actorOf(evidence), event, `step:${name}`, { evidence: evidence.kind });
  saveSetup(unit, before, after);
  if (closedSteps(after) !== closedSteps(before)) advance(unit);
}

export function observe(unit: Unit, news: Partial<Observed>): void {
  const setup = requireStarted(unit);
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, ...news } });
}

/** Closes the steps that follow from what is known: somebody invited, somebody Active with a key that works. */
export function advance(unit: Unit): void {
  const setup = requireStarted(unit);
  const { members, verify } = setup.steps;
  const proof = setup.keyWorks;
  const proven = verify.state === "open" && proof?.kind === "verified" && isNews(verify, proof);
  if (members.state !== "open" && !proven) return;
  const { invitations } = unit.tx;
  if (members.state === "open") {
    const since = members.reopenedAt ?? 0;
    const news = invitations.first("active", since) ?? invitations.first("pending", since);
    if (news !== null && news.evidence !== null) close(unit, "members", "done", news.evidence);
  }
  if (!proven) return;
  const first = invitations.first("active");
  if (first === null) return;
  close(unit, "verify", "done", first.evidence === null ? proof : together(proof, first.evidence));
}

/** A domain that Mistral or DNS shows, or SSO that is on, closes the step of security; a person's word stands. */
export function proveSecurity(unit: Unit): void {
  const setup = requireStarted(unit);
  if (setup.steps.security.state === "done") return;
  const { domainVerified, saml, domains } = setup.observed;
  const proof = [saml, domainVerified, ...domains.map(inDns)].find(
    (fact) => fact?.kind === "verified" && isNews(setup.steps.security, fact),
  );
  if (proof != null) close(unit, "security", "done", proof);
}

/** Verify says that somebody is Active: when the last one was a mistake it is open again. `completedAt` stays. */
export function undoVerify(unit: Unit, by: RecordEntry["actor"]): void {
  const { verify } = requireStarted(unit).steps;
  if (verify.state === "done" && unit.tx.invitations.count().active === 0) undo(unit, "verify", by);
}

export function undo(unit: Unit, name: StepName, by: RecordEntry["actor"]): void {
  const setup = requireStarted(unit);
  record(unit, by, "step.reopened", `step:${name}`);
  saveSetup(unit, setup, undoStep(setup, name));
}

/** Two facts are Mistral's word only if both are; then what was needed last is what completed it. */
const together = (proof: Evidence, active: Evidence): Evidence =>
  active.kind === "confirmed" || active.at > proof.at ? active : proof;
