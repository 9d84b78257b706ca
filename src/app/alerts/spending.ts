import type { SpendingLimit } from "../../domain/setup/observed.ts";
import { noteSaid, problemsOf } from "../../domain/setup/observed.ts";
import { AppError } from "../../lib/errors.ts";
import type { Context, Unit } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { saveSetup } from "../setup/progress.ts";
import type { Commit } from "../worker/job-handler.ts";
import { idlePause } from "../worker/schedule.ts";
import { noteFound, openAlerts } from "./alerts.ts";

/** Reads what Mistral says of spending; null when it is nothing new. */
export async function lookAtSpending({ mistral, store, now, lookedAt }: Context): Promise<Commit | null> {
  if (mistral === null || store.read((tx) => tx.setup.load()) === null) return null;
  const at = now();
  lookedAt.delete("asked");
  const limit = await mistral.spendLimit().catch(refusedHere);
  if (limit !== "refused") lookedAt.set("spending", at);
  const said = limit === "refused" ? limit : { ...limit, at };
  const { observed } = store.read((tx) => requireStarted({ tx }));
  const news = noteSaid(observed, said) !== observed;
  return news ? (unit) => noteSpending(unit, said) : null;
}

/** Somebody wants to know now. It is asked once, and not before Retry-After. */
export const askSpending = ({ context, now }: Unit): void => {
  if (context.mistral !== null) context.lookedAt.set("asked", now);
};

/** Soon as long as nothing is known, and then seldom: a limit is no hurry. */
export function spendingPause({ tx, context }: Unit): number {
  if (context.lookedAt.has("asked")) return 0;
  const observed = tx.setup.load()?.observed;
  if (observed === undefined) return context.syncMs;
  const { spending, spendingRefused } = observed;
  const known = spending !== null || spendingRefused || openAlerts(tx, "admin-key").length > 0;
  return known ? idlePause(context) : context.syncMs;
}

/** This key or plan may not read it: no reason to bother anybody. */
function refusedHere(error: unknown): "refused" {
  const denied = error instanceof AppError && (error.code === "forbidden" || error.code === "not_found");
  if (!denied) throw error;
  return "refused";
}

function noteSpending(unit: Unit, said: SpendingLimit | "refused"): void {
  const setup = requireStarted(unit);
  // The limit was set while we read, and what was read after that is known already.
  const known = setup.observed.spending?.at ?? 0;
  if (said !== "refused" && known > said.at && known <= unit.now) return;
  const observed = noteSaid(setup.observed, said);
  saveSetup(unit, setup, { ...setup, observed });
  const found = observed.spending === null ? [] : problemsOf(observed.spending);
  noteFound(unit, { kind: "spending", found }, (before) => found.some((one) => !before.includes(one)));
}
