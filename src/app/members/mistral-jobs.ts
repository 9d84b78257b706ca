import { verified } from "../../domain/evidence.ts";
import { lookAtSpending } from "../alerts/spending.ts";
import type { Context, Unit } from "../core/context.ts";
import type { SyncOutcome } from "../core/meter.ts";
import { requireStarted } from "../core/rights.ts";
import { readPeople } from "../invitations/reconcile.ts";
import { reconcileAll } from "../invitations/sync.ts";
import { isKeyRefused, isOtherOrganization, noteKeyLetIn, noteKeyRefused } from "../key/admin-key.ts";
import { lookAtKey } from "../key/key-look.ts";
import { close } from "../setup/progress.ts";
import { type Commit, type JobHandler, type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { releaseWorkspaces } from "../workspaces/workspaces.ts";

/** Reads Mistral's lists and compares them with what we hold. */
export async function lookAtPeople(context: Context): Promise<Commit | null> {
  const { mistral, store, meter } = context;
  if (mistral === null || store.read((tx) => tx.setup.load()) === null) return null;
  const began = performance.now();
  let outcome: SyncOutcome = "failed";
  try {
    const people = await readPeople(mistral);
    context.lookedAt.set("people", people.readAt);
    if (!people.whole)
      context.log.warn({}, "Mistral's lists have gaps: whoever is missing does not count as gone");
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

/** Somebody wants to know now. When that does not work the next usual look has to do. */
export const syncMembers: JobHandler<"sync"> = async (context) => {
  try {
    return (await lookAtPeople(context)) ?? NOTHING;
  } catch (error) {
    context.log.warn({ error }, "Mistral's members list could not be read");
    return NOTHING;
  }
};

/** The Admin API answers, so the Organization that a person named is there. */
function verifyOrganization(unit: Unit): void {
  if (requireStarted(unit).steps.organization.state === "done")
    close(unit, "organization", "done", verified("members", unit.now));
}

/** Sets it, and reads what Mistral makes of it: that is what is shown. */
export const setLimit: MistralHandler<"set-limit"> = async (context) => {
  const { store, mistral } = context;
  const { billing } = store.read((tx) => requireStarted({ tx }));
  if (billing === null) return NOTHING;
  await mistral.setSpendLimit(billing.monthlyLimit);
  try {
    return (await lookAtSpending(context)) ?? NOTHING;
  } catch (error) {
    context.log.warn({ error }, "the spending limit was set and could not be read");
    return NOTHING;
  }
};

/** Somebody wants to know now whether the bot's own key works. */
export const probeKey: JobHandler<"probe"> = async (context) => (await lookAtKey(context))?.commit ?? NOTHING;
