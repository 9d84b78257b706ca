import type { Invitation } from "../../domain/invitations/invitation.ts";
import { type DriftFacts, findDrift, isNews, type Named } from "../../domain/members/drift.ts";
import { isErased } from "../../domain/record/erasure.ts";
import { domainOf } from "../../domain/requests/address.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { isYounger } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { type DriftView, driftReading, driftView } from "../../view/alerts/drift.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, type Context, modeOf, type Unit } from "../core/context.ts";
import { requireApprover } from "../core/rights.ts";
import { probeSoon, syncSoon } from "../worker/schedule.ts";
import { noteFound } from "./alerts.ts";
import { askSpending } from "./spending.ts";

/** An Invitation that is sent again and runs out again is another matter than the first time. */
const asSent = ({ id, address, sentAt }: Invitation): Named => ({ id: `${id}.${sentAt ?? 0}`, address });

function factsFor(context: Context, tx: Tx, setup: Setup): DriftFacts {
  const mode = modeOf(context);
  const read = mode === "automatic" && tx.members.count([]).all > 0;
  const { domains } = setup.settings;
  const members = (list: ReturnType<Tx["members"]["admins"]>): Named[] =>
    list.map(({ mistralId: id, address }) => ({ id, address }));
  const isOutside = ({ address }: Invitation) => !domains.includes(domainOf(address));
  const byWord = () => tx.invitations.inStatus("active").filter(isOutside);
  const outside = mode === "automatic" ? members(tx.members.outside(domains)) : byWord();
  const newest = ({ id, address }: Invitation) =>
    !isErased(address) && tx.invitations.ofAddress(address)[0]?.id === id;
  return {
    setup,
    mode,
    admins: read ? members(tx.members.admins()) : null,
    expired: tx.invitations.inStatus("expired").filter(newest).map(asSent),
    outside: domains.length === 0 ? [] : outside,
  };
}

/** What is found now, what could not be looked at, and when what was read. */
export function lookForDrift(context: Context, tx: Tx, setup: Setup): DriftView {
  const facts = factsFor(context, tx, setup);
  return {
    setup,
    findings: findDrift(facts),
    alerts: tx.alerts.open(),
    readAt: context.lookedAt.get("people") ?? null,
    mode: facts.mode,
    now: context.now(),
  };
}

/** The daily check: one message to the owner when something is new, none otherwise. */
export function tellDrift(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const { findings } = lookForDrift(unit.context, unit.tx, setup);
  const found = findings.flatMap(({ keys }) => keys);
  noteFound(unit, { kind: "drift", found }, (before) => isNews(findings, before));
}

/** Older than that, what was read is no answer to somebody who wants to know now. */
const FRESH_MS = 2 * 60_000;

/** Whether there is nothing newer to be had. */
function isFresh({ tx, context: { mistral, lookedAt, now } }: ActorUnit): boolean {
  const readAt = lookedAt.get("people");
  const waits = tx.alerts.open().some(({ kind }) => kind === "admin-key" || kind === "outage");
  return mistral === null || waits || (readAt !== undefined && isYounger(readAt, now(), FRESH_MS));
}

/** Somebody wants to know now: where what was read is old, Mistral is read anew first. */
export function checkNow(unit: ActorUnit): Reply {
  const setup = requireApprover(unit);
  const { tx, context } = unit;
  syncSoon(unit);
  probeSoon(unit);
  askSpending(unit);
  const { reader } = unit;
  const view = isFresh(unit) ? driftView(reader, lookForDrift(context, tx, setup)) : driftReading(reader);
  return { kind: "show", view };
}
