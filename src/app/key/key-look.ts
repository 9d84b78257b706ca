import { isDeepStrictEqual } from "node:util";
import { type Evidence, verified } from "../../domain/evidence.ts";
import { belongsTo, isSameKey, type KeyOwner } from "../../domain/key/key-owner.ts";
import { isKeyGood, isKeyRefused, type KeyOutcome, noteLook } from "../../domain/key/key-reading.ts";
import { isWarmingUp, type Setup } from "../../domain/setup/setup.ts";
import { AppError, orElse } from "../../lib/errors.ts";
import { DAY_MS } from "../../lib/timing.ts";
import type { KeyProbe, ProbeResult } from "../../mistral/probe.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import type { Context, Unit } from "../core/context.ts";
import { announce, enqueue, record, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { advance, observe, saveSetup, undo } from "../setup/progress.ts";
import { type Commit, idlePause, type JobHandler } from "../worker/job-handler.ts";
import { HELD } from "../worker/retry.ts";
import { organizationOf } from "./admin-key.ts";

type Seen = {
  /** null: the key is another organization's, so whether it works says nothing. */
  readonly outcome: KeyOutcome | null;
  readonly owner: KeyOwner | null;
};
type KeyLook = Seen & Pick<ProbeResult, "retryAfterMs"> & { readonly commit: Commit | null };

/** The bot tries its own key: with one token until that has come back once, later with the list of models alone. */
async function lookAtKey(context: Context): Promise<KeyLook | null> {
  const { probe, store, now } = context;
  const setup = store.read((tx) => tx.setup.load());
  if (probe === null || setup === null) return null;
  const owner = await whoseKey(context, probe, setup.observed.keyOwner);
  const foreign = owner?.belongs === "elsewhere";
  const tried = foreign ? null : await probe.probe(!isProven(setup));
  const seen = { outcome: tried?.outcome ?? null, owner };
  const then = store.read((tx) => requireStarted({ tx }));
  const news = !isDeepStrictEqual(afterLook(then, seen, now()), then);
  const commit = news ? (unit: Unit) => noteKey(unit, seen) : null;
  return { ...seen, retryAfterMs: tried?.retryAfterMs, commit };
}

/** Looked up again until it is known to be this Organization's: the Admin key may have been the wrong one. */
async function whoseKey(context: Context, probe: KeyProbe, known: KeyOwner | null): Promise<KeyOwner | null> {
  const { mistral, log } = context;
  const identity = await probe.identity();
  if (identity === null) return null;
  const { organization, workspace } = identity;
  if (mistral === null) return { organization, workspace, belongs: null };
  const before = known !== null && isSameKey(known, identity) ? known : null;
  if (before?.belongs === "here") return before;
  const unknown = before ?? { organization, workspace, belongs: null };
  try {
    const shown = { workspaces: await mistral.workspaces(), organization: null };
    const belongs =
      belongsTo(identity, shown) ??
      belongsTo(identity, { ...shown, organization: await organizationOf(mistral) });
    return { ...unknown, belongs: belongs ?? unknown.belongs };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.asked) log.warn({ error }, "whether the key is this Organization's could not be looked up");
    return unknown;
  }
}

/** While a look is to come, not before the time that Mistral asked for. */
export async function pollKey(context: Context): Promise<Commit | null> {
  const look = await lookAtKey(context);
  if (look?.outcome === "busy") {
    context.store.transact((tx) => look.commit?.({ tx, now: context.now(), context }));
    throw new AppError("rate_limited", "Mistral has too many requests", { retryAfterMs: look.retryAfterMs });
  }
  return look?.commit ?? null;
}

export function keyPause({ tx, now, context }: Unit): number {
  const setup = tx.setup.load();
  if (setup === null || isWarmingUp(setup.billing, now)) return context.syncMs;
  const good = setup.observed.probe !== null && isKeyGood(setup.observed.probe.outcome);
  return isProven(setup) && good ? Math.max(DAY_MS, idlePause(context)) : idlePause(context);
}

const isProven = ({ keyWorks }: Setup): boolean => keyWorks?.kind === "verified";

/** The Setup with what the look says. A key that is another organization's proves nothing, and has proven nothing. */
function afterLook(setup: Setup, { outcome, owner }: Seen, now: number): Setup {
  const { billing, observed } = setup;
  const proven = isProven(setup);
  const keyOwner = owner ?? observed.keyOwner;
  if (outcome === null)
    return {
      ...{ ...setup, keyWorks: proven ? null : setup.keyWorks },
      observed: { ...observed, keyOwner, probe: null },
    };
  const probe = noteLook(observed.probe, { outcome, now, warmingUp: isWarmingUp(billing, now), proven });
  const keyWorks = outcome === "works" && !proven ? verified("probe", now) : setup.keyWorks;
  return { ...setup, keyWorks, observed: { ...observed, probe, keyOwner } };
}

function noteKey(unit: Unit, seen: Seen): void {
  const setup = requireStarted(unit);
  const after = afterLook(setup, seen, unit.now);
  if (isDeepStrictEqual(after, setup)) return;
  saveSetup(unit, setup, after);
  noteOwner(unit, after.observed.keyOwner);
  if (after.keyWorks === setup.keyWorks) return;
  if (after.keyWorks !== null) {
    record(unit, "mistral", "key.works", "setup", { evidence: "verified" });
    advance(unit);
  } else if (saysNothingOfKeys(unit, after.steps.verify.evidence)) undo(unit, "verify", "mistral");
}

/** What a person confirmed of keys stands; that somebody is Active, which may be a person's word too, is the other half. */
const saysNothingOfKeys = ({ tx }: Unit, evidence: Evidence | null): boolean =>
  evidence?.kind === "verified" ||
  tx.invitations.inStatus("active").some((one) => isDeepStrictEqual(one.evidence, evidence));

/** The owner hears of each other organization that a key turns out to be of. */
function noteOwner(unit: Unit, owner: KeyOwner | null): void {
  const { workspace = null, organization = null } = owner ?? {};
  const of = owner?.belongs === "elsewhere" ? ((workspace ?? organization)?.id ?? "") : null;
  endAlerts(unit, "foreign-key", (alert) => alert.of !== of);
  if (of !== null && openAlerts(unit.tx, "foreign-key").length === 0)
    tellAlert(unit, raise(unit, { kind: "foreign-key", of }));
}

export function forgetKey(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null || unit.context.probe !== null) return;
  endAlerts(unit, "foreign-key");
  const { probe, keyOwner } = setup.observed;
  if (probe !== null || keyOwner !== null) observe(unit, { probe: null, keyOwner: null });
}

/** Not where somebody's key has worked since `from`: then it is the bot's own that is not right. */
function saysRefused(setup: Setup, look: KeyLook | null, from: number): boolean {
  const { keyWorks } = setup;
  if (keyWorks?.kind === "confirmed" && keyWorks.at >= from) return false;
  return look !== null && look.outcome !== null && isKeyRefused(look.outcome);
}

const ASK_AGAIN_MS = 60_000;
const ASK_OFTEN_FOR_MS = 10 * 60_000;

/** The warm-up is over: now keys should work, and now it is said. With a key of its own the bot tries first. */
export const warmUpOver: JobHandler<"warm"> = async (context, job, { createdAt }) => {
  const { confirmedAt } = job;
  const look = await lookAtKey(context).catch(orElse(null, HELD));
  return (unit) => {
    look?.commit?.(unit);
    const setup = requireStarted(unit);
    if (setup.billing?.confirmedAt !== confirmedAt) return;
    // Taken back meanwhile, or longer on its way than was thought: that has a job of its own.
    if (setup.steps.billing.state === "open" || isWarmingUp(setup.billing, unit.now)) return;
    const refused = saysRefused(setup, look, confirmedAt);
    if (refused) {
      const late = unit.now - setup.billing.warmUntil >= ASK_OFTEN_FOR_MS;
      const dueAt = unit.now + (late ? idlePause(context) : ASK_AGAIN_MS);
      enqueue(unit, job, `warm:${confirmedAt}:${dueAt}`, { dueAt, group: `warm:${confirmedAt}` });
      tell(unit, setup.owner, { kind: "refused", confirmedAt });
    } else announce(unit, { kind: "billing", confirmedAt });
    // Later refusals tell nothing new.
    if (!refused || createdAt < setup.billing.warmUntil) unit.tx.changed("progress", "billing", "warm");
  };
};
