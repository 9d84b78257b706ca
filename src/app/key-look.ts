import { isDeepStrictEqual } from "node:util";
import { isWarmingUp } from "../domain/billing.ts";
import { verified } from "../domain/evidence.ts";
import { belongsTo, isSameKey, type KeyOwner } from "../domain/key-owner.ts";
import { isKeyGood, isKeyRefused, type KeyOutcome, noteLook } from "../domain/key-reading.ts";
import type { Setup } from "../domain/setup.ts";
import type { Subject } from "../domain/subject.ts";
import { AppError } from "../errors.ts";
import type { KeyProbe } from "../mistral/probe.ts";
import type { Context, Unit } from "./context.ts";
import type { Commit } from "./jobs/job-handler.ts";
import { record, refresh, tell } from "./outgoing.ts";
import { advance, saveSetup } from "./progress.ts";
import { idlePause } from "./schedule.ts";

const DAY_MS = 24 * 3_600_000;

type Seen = {
  /** null: the key is another organization's, so whether it works says nothing. */
  readonly outcome: KeyOutcome | null;
  /** null: nobody says whose it is. */
  readonly owner: KeyOwner | null;
};

type KeyLook = Seen & {
  readonly retryAfterMs?: number | undefined;
  /** null: nothing is new. */
  readonly commit: Commit | null;
};

/** The bot tries its own key: with one token until that has come back once, later with the list of models alone. */
export async function lookAtKey(context: Context): Promise<KeyLook | null> {
  const { probe, store, now } = context;
  const setup = store.read((tx) => tx.setup.load());
  if (probe === null || setup === null) return null;
  const owner = await whoseKey(context, probe, setup.observed.keyOwner);
  const foreign = owner?.belongs === "elsewhere";
  const tried = foreign ? { outcome: null } : await probe.probe(!isProven(setup));
  const seen = { outcome: tried.outcome, owner };
  if (tried.outcome !== null && (isKeyGood(tried.outcome) || isKeyRefused(tried.outcome)))
    context.lookedAt.set("key", now());
  const then = store.read((tx) => tx.setup.load());
  const news = then !== null && afterLook(then, seen, now()) !== then;
  const retryAfterMs = "retryAfterMs" in tried ? tried.retryAfterMs : undefined;
  return { ...seen, retryAfterMs, commit: news ? (unit) => noteKey(unit, seen) : null };
}

/** Whose key it is, compared with what the Admin API shows where there is one. */
async function whoseKey(
  { mistral, store, log }: Context,
  probe: KeyProbe,
  known: KeyOwner | null,
): Promise<KeyOwner | null> {
  const identity = await probe.identity();
  if (identity === null) return null;
  const { organization, workspace } = identity;
  if (mistral === null) return { organization, workspace, belongs: null };
  if (known !== null && known.belongs !== null && isSameKey(known, identity)) return known;
  try {
    const workspaces = (await mistral.workspaces()).map(({ id }) => id);
    const members = store.read((tx) => tx.members.all()).map(({ mistralId }) => mistralId);
    return { organization, workspace, belongs: belongsTo(identity, { workspaces, members }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ error }, "whether the key is this Organization's could not be looked up");
    return { organization, workspace, belongs: null };
  }
}

/** While a look is to come, not before the time that Mistral asked for. */
export async function pollKey(context: Context): Promise<Commit | null> {
  const look = await lookAtKey(context);
  if (look?.outcome === "busy") {
    throw new AppError("rate_limited", "Mistral has too many requests", { retryAfterMs: look.retryAfterMs });
  }
  return look?.commit ?? null;
}

/** Once a day as long as the key works. */
export function keyPause({ tx, now, context }: Unit): number {
  const setup = tx.setup.load();
  if (setup === null || isWarmingUp(setup.billing, now)) return context.syncMs;
  const good = setup.observed.probe !== null && isKeyGood(setup.observed.probe.outcome);
  return isProven(setup) && good ? Math.max(DAY_MS, idlePause(context)) : idlePause(context);
}

const isProven = ({ keyWorks }: Setup): boolean => keyWorks?.kind === "verified";

/** The Setup with what the look says; the same object when nothing is new. */
function afterLook(setup: Setup, { outcome, owner }: Seen, now: number): Setup {
  const { observed } = setup;
  const keyOwner = isDeepStrictEqual(owner, observed.keyOwner)
    ? observed.keyOwner
    : (owner ?? observed.keyOwner);
  if (outcome === null) {
    // What is known of it was another Organization's, unless another key was tried before.
    const keyWorks = isProven(setup) && observed.keyOwner?.belongs !== "here" ? null : setup.keyWorks;
    const same = keyOwner === observed.keyOwner && observed.probe === null && keyWorks === setup.keyWorks;
    return same ? setup : { ...setup, keyWorks, observed: { ...observed, keyOwner, probe: null } };
  }
  const proven = isProven(setup);
  const warmingUp = isWarmingUp(setup.billing, now);
  const probe = noteLook(observed.probe, { outcome, now, warmingUp, proven });
  const fresh = outcome === "works" && !proven;
  if (probe === observed.probe && keyOwner === observed.keyOwner && !fresh) return setup;
  const keyWorks = fresh ? verified("probe", now) : setup.keyWorks;
  return { ...setup, keyWorks, observed: { ...observed, probe, keyOwner } };
}

function noteKey(unit: Unit, seen: Seen): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const after = afterLook(setup, seen, unit.now);
  if (after === setup) return;
  saveSetup(unit, setup, after);
  refresh(unit, "billing:1", "refused:1");
  const { keyOwner } = after.observed;
  if (keyOwner !== setup.observed.keyOwner) {
    if (setup.observed.keyOwner !== null) refresh(unit, foreignKey(setup.observed.keyOwner));
    if (keyOwner?.belongs === "elsewhere") tell(unit, setup.owner, foreignKey(keyOwner));
  }
  if (after.keyWorks === setup.keyWorks || after.keyWorks === null) return;
  record(unit, "mistral", "key.works", "setup", { evidence: "verified" });
  advance(unit);
}

/** One message for each organization that a key turned out to be of. */
const foreignKey = ({ workspace, organization }: KeyOwner): Subject =>
  `foreign-key:${(workspace ?? organization)?.id.replace(/[^\w-]/g, "").slice(0, 64) ?? ""}`;

/** What is said of the bot's own key was said of one that is configured no more. */
export function forgetKey(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null || unit.context.probe !== null) return;
  const { probe, keyOwner } = setup.observed;
  if (probe === null && keyOwner === null) return;
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, probe: null, keyOwner: null } });
}

/**
 * Whether it would be untrue to say that keys should work. Not where somebody's key has worked since `from`: then it is
 * the bot's own that is not right, as it certainly is where it cannot be a key.
 */
export function saysRefused(setup: Setup, look: KeyLook | null, from: number): boolean {
  const { keyWorks } = setup;
  if (keyWorks?.kind === "confirmed" && keyWorks.at >= from) return false;
  return look !== null && look.outcome !== null && look.outcome !== "malformed" && isKeyRefused(look.outcome);
}
