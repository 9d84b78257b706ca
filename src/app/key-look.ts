import { isWarmingUp } from "../domain/billing.ts";
import { verified } from "../domain/evidence.ts";
import { isKeyGood, isKeyRefused, type KeyOutcome, noteLook } from "../domain/key-reading.ts";
import type { Setup } from "../domain/setup.ts";
import { AppError } from "../errors.ts";
import type { Context, Unit } from "./context.ts";
import type { Commit } from "./jobs/job-handler.ts";
import { record, refresh } from "./outgoing.ts";
import { advance, saveSetup } from "./progress.ts";
import { idlePause } from "./schedule.ts";

const DAY_MS = 24 * 3_600_000;

type KeyLook = {
  readonly outcome: KeyOutcome;
  readonly retryAfterMs: number | undefined;
  /** null: nothing is new. */
  readonly commit: Commit | null;
};

/** The bot tries its own key: with one token until that has come back once, later with the list of models alone. */
export async function lookAtKey({ probe, store, now }: Context): Promise<KeyLook | null> {
  const setup = store.read((tx) => tx.setup.load());
  if (probe === null || setup === null) return null;
  const { outcome, retryAfterMs } = await probe.probe(!isProven(setup));
  const seen = store.read((tx) => tx.setup.load());
  const news = seen !== null && afterLook(seen, outcome, now()) !== seen;
  return { outcome, retryAfterMs, commit: news ? (unit) => noteKey(unit, outcome) : null };
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
function afterLook(setup: Setup, outcome: KeyOutcome, now: number): Setup {
  const proven = isProven(setup);
  const warmingUp = isWarmingUp(setup.billing, now);
  const probe = noteLook(setup.observed.probe, { outcome, now, warmingUp, proven });
  const fresh = outcome === "works" && !proven;
  if (probe === setup.observed.probe && !fresh) return setup;
  const observed = { ...setup.observed, probe };
  return { ...setup, observed, keyWorks: fresh ? verified("probe", now) : setup.keyWorks };
}

function noteKey(unit: Unit, outcome: KeyOutcome): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const after = afterLook(setup, outcome, unit.now);
  if (after === setup) return;
  saveSetup(unit, setup, after);
  const confirmedAt = setup.billing?.confirmedAt;
  if (confirmedAt !== undefined) refresh(unit, "billing:1", `refused:${confirmedAt}`);
  if (after.keyWorks === setup.keyWorks) return;
  record(unit, "mistral", "key.works", "setup", { evidence: "verified" });
  advance(unit);
}

/** Whether it would be untrue to say that keys should work. */
export const saysRefused = (look: KeyLook | null): boolean => look !== null && isKeyRefused(look.outcome);
