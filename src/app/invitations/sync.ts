import { verified } from "../../domain/evidence.ts";
import type { SyncOutcome } from "../core/app.ts";
import { type Context, lookSoon, type Unit } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { isKeyRefused, isOtherOrganization, noteKeyLetIn, noteKeyRefused } from "../key/admin-key.ts";
import { close } from "../setup/progress.ts";
import { releaseWorkspaces } from "../setup/workspaces.ts";
import { type Commit, type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { reconcileAll } from "./reconcile.ts";

export async function lookAtPeople(context: Context): Promise<Commit | null> {
  const { mistral, store, meter, log } = context;
  if (mistral === null || store.read((tx) => tx.setup.load()) === null) return null;
  const began = performance.now();
  let outcome: SyncOutcome = "failed";
  try {
    const people = await mistral.people();
    context.lookedAt.set("people", people.readAt);
    if (!people.whole) log.warn({}, "Mistral's lists have gaps: whoever is missing does not count as gone");
    await reconcileAll(context, people);
    outcome = "done";
    return (unit) => {
      noteKeyLetIn(unit);
      releaseWorkspaces(unit);
      verifyOrganization(unit);
    };
  } catch (error) {
    if (isKeyRefused(error)) {
      outcome = "key refused";
      return (unit) => noteKeyRefused(unit, error);
    }
    if (!isOtherOrganization(error)) throw error;
    outcome = "other organization";
    return null;
  } finally {
    meter?.synced(outcome, performance.now() - began);
  }
}

/** The Admin API answers, so the Organization that a person named is there. */
function verifyOrganization(unit: Unit): void {
  if (requireStarted(unit).steps.organization.state === "done")
    close(unit, "organization", "done", verified("members", unit.now));
}

/** Sets it, and reads what Mistral makes of it: that is what is shown. */
export const setLimit: MistralHandler<"set-limit"> = async (context) => {
  const { billing } = context.store.read((tx) => requireStarted({ tx }));
  if (billing === null) return NOTHING;
  await context.mistral.setSpendLimit(billing.monthlyLimit);
  return (unit) => lookSoon(unit, "spending");
};
