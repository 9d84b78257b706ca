import type { JobRow, Target } from "../domain/job.ts";
import { type Outage, type OutageOf, outageOf, SOCKET, withOutage } from "../domain/outage.ts";
import { hearAsOne, type PersonId } from "../domain/person.ts";
import type { Setup } from "../domain/setup.ts";
import { type Context, connected, messengerOf, type Unit } from "./context.ts";
import { decidersOf, eachHuman } from "./deciders.ts";
import { post } from "./outgoing.ts";
import { saveSetup } from "./progress.ts";

/** What is over sooner is no news to anybody; before the second, cards and pages alone say so. */
export const NOTICED_AFTER_MS = 10_000;
const TOLD_AFTER_MS = 10 * 60_000;
/** Credentials do not come back by themselves. */
const REFUSED_TOLD_AFTER_MS = 60_000;

const subjectOf = ({ of, since }: Outage): `outage:${string}` => `outage:${of}.${since}`;

/** From now on everything that waits because of it says so. False: there is no Setup to note it in. */
export function beginOutage(unit: Unit, of: OutageOf, began: number, refused: boolean): boolean {
  const setup = unit.tx.setup.load();
  const since = (setup && outageOf(setup.observed.outages, of)?.since) ?? began;
  unit.context.log.warn({ upstream: of, since, refused }, "it has not answered for a while");
  if (setup === null) return false;
  note(unit, setup, { of, since, until: null, refused });
  return true;
}

/** Nobody was told of it yet, and nobody has looked for a while: it counts from now on. */
export function beginAnew(unit: Unit, of: OutageOf, since: number): boolean {
  const setup = unit.tx.setup.load();
  const outage = setup && outageOf(setup.observed.outages, of);
  if (setup === null || outage === null) return false;
  note(unit, setup, { ...outage, since });
  return true;
}

/** It answers again: what said that it does not is drawn anew, and nobody is written to once more. */
export function endOutage(unit: Unit, of: OutageOf): void {
  const setup = unit.tx.setup.load();
  const outage = setup && outageOf(setup.observed.outages, of);
  unit.context.log.info({ upstream: of }, "it answers again");
  if (setup !== null && outage !== null) note(unit, setup, { ...outage, until: unit.now });
}

/** Nobody waits for an answer of what is configured no more. */
export function forgetOutages(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const { outages } = setup.observed;
  const gone = outages.filter(({ of, until }) => until === null && !isConfigured(unit.context, of));
  if (gone.length === 0) return;
  const left = outages.filter((outage) => !gone.includes(outage));
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, outages: left } });
}

const isConfigured = (context: Context, of: OutageOf): boolean =>
  of === "mistral" ? context.mistral !== null : messengerOf(context, of === SOCKET ? "slack" : of) !== null;

/** Slack's connection to us cannot be made since then; null: it is there, or none is needed. */
export function noteUnheard(unit: Unit, since: number | null): void {
  const outages = unit.tx.setup.load()?.observed.outages ?? [];
  const isNoted = outageOf(outages, SOCKET) !== null;
  if (since === null) {
    if (isNoted) endOutage(unit, SOCKET);
    return;
  }
  // Where Slack does not answer at all, that says it.
  if (isNoted || unit.now - since < TOLD_AFTER_MS || outageOf(outages, "slack") !== null) return;
  if (beginOutage(unit, SOCKET, since, false)) tellOutage(unit, SOCKET);
}

function note(unit: Unit, setup: Setup, outage: Outage): void {
  const outages = withOutage(setup.observed.outages, outage);
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, outages } });
}

/** A card that says "sending" must not say so for long after a try that failed. */
export function takesLonger(unit: Unit, { job, createdAt }: JobRow, dueAt: number): void {
  if (job.kind === "invite" && dueAt - createdAt >= NOTICED_AFTER_MS)
    unit.tx.changed(`request:${job.request}`);
}

const lasts = ({ now }: Unit, { since, refused }: Outage): boolean =>
  now - since >= (refused ? REFUSED_TOLD_AFTER_MS : TOLD_AFTER_MS);

/** Those that people were told of and that are not over. */
export const lastingOutages = (unit: Unit, { observed }: Setup) =>
  observed.outages.filter((outage) => outage.until === null && lasts(unit, outage)).map(subjectOf);

/** One message to the owner and each approver once it lasts, wherever they can read it meanwhile. Whether it was due. */
export function tellOutage(unit: Unit, of: OutageOf): boolean {
  const setup = unit.tx.setup.load();
  const outage = setup && outageOf(setup.observed.outages, of);
  if (setup === null || outage === null) return false;
  if (!lasts(unit, outage)) return false;
  const deciders = decidersOf(unit, setup).map(({ id }) => id);
  for (const { id } of eachHuman(unit, new Set([setup.owner, ...deciders]))) {
    // Where Slack is only not heard, it can be written to.
    const to = of === "mistral" || of === SOCKET ? { person: id } : elsewhere(unit, id, of);
    if (to !== null) post(unit, subjectOf(outage), to);
  }
  return true;
}

/** Where this person can be reached on a platform that is not down, as the same human if not as the same person. */
function elsewhere({ tx, context }: Unit, id: PersonId, down: OutageOf): Target | null {
  const person = tx.people.get(id);
  if (person === null) return null;
  for (const one of [person, ...tx.people.others(person).filter((other) => hearAsOne(other, person))]) {
    const open = connected(context, one.accounts).find(
      ({ platform, standing }) => platform !== down && standing === "member",
    );
    if (open !== undefined) return { person: one.id, on: open.platform };
  }
  return null;
}
