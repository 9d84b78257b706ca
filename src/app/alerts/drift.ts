import { isDeepStrictEqual } from "node:util";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { findDrift, isNews, type Named } from "../../domain/members/drift.ts";
import { isErased } from "../../domain/record/erasure.ts";
import { domainOf } from "../../domain/requests/address.ts";
import { noteSaid, problemsOf } from "../../domain/setup/observed.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { orElse } from "../../lib/errors.ts";
import { DAY_MS, isYounger } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { type DriftView, driftReading, driftView } from "../../view/alerts/drift.ts";
import { lookAtHolders } from "../accounts/accounts.ts";
import { unreviewed } from "../approvals/review-rows.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, type Context, lookSoon, modeOf, type Unit } from "../core/context.ts";
import { enqueue } from "../core/effects.ts";
import { requireApprover, requireStarted } from "../core/rights.ts";
import { saveSetup } from "../setup/progress.ts";
import { type Commit, idlePause } from "../worker/job-handler.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "./alerts.ts";

export function lookForDrift(context: Context, tx: Tx, setup: Setup): DriftView {
  const mode = modeOf(context);
  const isAutomatic = mode === "automatic";
  const { domains } = setup.settings;
  const listed = (members: ReturnType<Tx["members"]["admins"]>): Named[] =>
    members.map(({ mistralId: id, address }) => ({ id, address }));
  const active = () => tx.invitations.inStatus("active");
  const byWord = () => active().filter(({ address }) => !domains.includes(domainOf(address)));
  const outside = () => (isAutomatic ? listed(tx.members.outside(domains)) : byWord());
  // One that is sent again and runs out again is another matter than the first time.
  const asSent = ({ id, address, sentAt }: Invitation): Named => ({ id: `${id}.${sentAt ?? 0}`, address });
  const isNewest = ({ id, address }: Invitation) =>
    !isErased(address) && tx.invitations.ofAddress(address)[0]?.id === id;
  const findings = findDrift({
    setup,
    mode,
    admins: isAutomatic && tx.members.count([]).all > 0 ? listed(tx.members.admins()) : null,
    expired: tx.invitations.inStatus("expired").filter(isNewest).map(asSent),
    outside: domains.length === 0 ? [] : outside(),
    review: setup.settings.review === "off" ? [] : unreviewed({ tx, context }),
  });
  const readAt = context.lookedAt.get("people") ?? null;
  return { setup, findings, alerts: tx.alerts.open(), readAt, mode, now: context.now() };
}

/** One message to the owner about all that is found, when something is new; then it takes the place of the Alert before. */
function tellDrift(unit: Unit): void {
  const { tx, context } = unit;
  const setup = tx.setup.load();
  if (setup === null) return;
  const { findings } = lookForDrift(context, tx, setup);
  const found = findings.flatMap(({ keys }) => keys);
  const [open] = openAlerts(tx, "drift");
  const news = isNews(findings, open?.found ?? []);
  const isOver = found.length === 0;
  if (news || isOver) endAlerts(unit, "drift");
  // What went away is news again when it comes back.
  else if (open !== undefined && !isDeepStrictEqual(open.found, found)) tx.alerts.save({ ...open, found });
  // Messages of Alerts whose place was taken say that it is over as well.
  if (isOver && open !== undefined) tx.changed("alert:drift");
  if (news) tellAlert(unit, raise(unit, { kind: "drift", found }));
}

export function checkDaily(unit: Unit): void {
  tellDrift(unit);
  lookAtHolders(unit);
  planDrift(unit);
}

/** The check comes once a day; one that is planned already stays planned, however often the process starts. */
export function planDrift(unit: Unit): void {
  enqueue(unit, { kind: "drift" }, "drift", { dueAt: unit.now + DAY_MS, collapse: true });
}

/** Older than that, what was read is no answer to somebody who wants to know now. */
const FRESH_MS = 2 * 60_000;

export function checkNow(unit: ActorUnit): Reply {
  const setup = requireApprover(unit);
  const { tx, context, reader, now } = unit;
  lookSoon(unit, "people", "spending", "key");
  const facts = lookForDrift(context, tx, setup);
  const { readAt, mode, alerts } = facts;
  const waits = mode === "guided" || alerts.some(({ kind }) => kind === "admin-key" || kind === "outage");
  const isFresh = waits || (readAt !== null && isYounger(readAt, now, FRESH_MS));
  return { kind: "show", view: isFresh ? driftView(reader, facts) : driftReading(reader) };
}

export async function lookAtSpending({ mistral, store, now }: Context): Promise<Commit | null> {
  const setup = store.read((tx) => tx.setup.load());
  if (mistral === null || setup === null) return null;
  const at = now();
  const said = await mistral
    .spendLimit()
    .then((limit) => ({ ...limit, at }), orElse("refused" as const, "forbidden", "not_found"));
  if (noteSaid(setup.observed, said) === setup.observed) return null;
  return (unit) => {
    const before = requireStarted(unit);
    const observed = noteSaid(before.observed, said);
    saveSetup(unit, before, { ...before, observed });
    const [known, seen] = [before.observed, observed].map(({ spending }) => spending && problemsOf(spending));
    if (!isDeepStrictEqual(known ?? [], seen ?? [])) tellDrift(unit);
  };
}

/** Soon as long as nothing is known, and then seldom: a limit is no hurry. */
export function spendingPause({ tx, context }: Unit): number {
  const { spending = null, spendingRefused = false } = tx.setup.load()?.observed ?? {};
  return spending !== null || spendingRefused ? idlePause(context) : context.syncMs;
}
