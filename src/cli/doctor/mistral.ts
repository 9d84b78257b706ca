import type { MistralConfig } from "../../config/config.ts";
import { ofKind } from "../../domain/alert.ts";
import { isKeyGood, isKeyRefused, type KeyOutcome } from "../../domain/key/key-reading.ts";
import { isWarmingUp } from "../../domain/setup/setup.ts";
import { isSameName } from "../../domain/setup/workspace.ts";
import type { AppError } from "../../lib/errors.ts";
import { createMistralAdmin } from "../../mistral/admin/admin.ts";
import { createKeyProbe, type KeyProbe } from "../../mistral/probe.ts";
import type { Known, Told } from "./database.ts";
import { checked, type Finding, type Found, fail, ok, refused, skipped, warn } from "./finding.ts";

const CALL_MS = 4_000;

export async function mistralFindings(config: MistralConfig, told: Told): Promise<Found> {
  const { apiUrl, adminKey, key, adminAuth: scheme } = config;
  const options = { timeoutMs: CALL_MS, seen: told.seen };
  const admin = async () => {
    if (adminKey === null)
      return skipped(ADMIN, "MISTRAL_ADMIN_API_KEY is not set: people do at Mistral what is to be done.");
    const api = createMistralAdmin({ ...options, baseUrl: `${apiUrl}/v1/admin`, key: adminKey, scheme });
    await Promise.all([api.workspaces(), api.people()]);
    if (ofKind(told.known?.alerts ?? [], "other-organization").length === 0)
      return ok(ADMIN, "Mistral lets MISTRAL_ADMIN_API_KEY in.");
    const what =
      "For the server MISTRAL_ADMIN_API_KEY is of another Organization, so nothing is done with it.";
    return fail(ADMIN, what, `${SET}, or let the owner press It is our Organization on their card.`);
  };
  const own = async () => {
    if (key === null) return skipped(KEY, "MISTRAL_API_KEY is not set: people say whether their key works.");
    return keyFinding(createKeyProbe({ ...options, baseUrl: apiUrl, key }), told);
  };
  return (await Promise.all([checked(ADMIN, admin, adminRefused), checked(KEY, own)])).flat();
}

const ADMIN = "mistral-admin-key";
const SET = "Set a key of this Organization and restart";

function adminRefused(error: AppError): Finding {
  const rights = "Ask Mistral to give it the rights that .github/docs/modes.md names.";
  if (error.detail === "no_rights")
    return fail(ADMIN, "Mistral lets MISTRAL_ADMIN_API_KEY in and refuses it everything.", rights);
  if (error.code === "forbidden")
    return warn(ADMIN, `Mistral refuses MISTRAL_ADMIN_API_KEY something: ${error.message}.`, rights);
  const swapped = "If MISTRAL_API_KEY is refused as well, look whether you swapped them.";
  const mend = `Ask Mistral for an Admin API key of this Organization, set it, and restart. ${swapped}`;
  return refused(ADMIN, ["Mistral", "MISTRAL_ADMIN_API_KEY"], error, mend);
}

const KEY = "mistral-key";
const MEND: Partial<Record<KeyOutcome, string>> = {
  inactive: "Add a payment method, or switch on pay-as-you-go, at admin.mistral.ai.",
  unpaid: "Add a payment method, or pay the open invoice, at admin.mistral.ai.",
  spent: "Raise the limit at admin.mistral.ai, or wait for the next month.",
  refused:
    "See at admin.mistral.ai whether the key is there and billing is in force; else make a new key, set it, and restart.",
};

async function keyFinding(probe: KeyProbe, { known, now }: Told): Promise<Finding> {
  // The list of models costs nothing, and no token is spent.
  const { outcome } = await probe.probe(false);
  if (isKeyGood(outcome)) return ownerFinding(probe, known);
  const billing = known?.setup?.billing ?? null;
  if (isKeyRefused(outcome) && outcome !== "refused" && (billing === null || isWarmingUp(billing, now))) {
    const what = `Mistral does not take MISTRAL_API_KEY yet (${outcome}).`;
    return warn(
      KEY,
      what,
      "Go on with the Setup: billing is one of its steps, and takes some minutes to work.",
    );
  }
  if (isKeyRefused(outcome))
    return fail(KEY, `Mistral does not take MISTRAL_API_KEY (${outcome}).`, MEND[outcome] ?? `${SET}.`);
  const mend = "See that this machine reaches Mistral, and look again in a minute.";
  return warn(KEY, `Mistral did not say whether MISTRAL_API_KEY works (${outcome}).`, mend);
}

/** Of a key that works: whose it is, as far as anybody can tell. */
async function ownerFinding(probe: KeyProbe, known: Known | null): Promise<Finding> {
  if (ofKind(known?.alerts ?? [], "foreign-key").length > 0)
    return fail(KEY, "As the server last saw it, MISTRAL_API_KEY is of another organization.", `${SET}.`);
  const name = (await probe.identity())?.organization?.name ?? null;
  const what = `Mistral takes MISTRAL_API_KEY${name === null ? "" : `, a key of the organization ${name}`}.`;
  const called = known?.setup?.organization ?? null;
  if (name === null || called === null || isSameName(name, called)) return ok(KEY, what);
  return warn(
    KEY,
    `${what} The Setup's is called ${called}.`,
    `See whether that is the same; if not: ${SET}.`,
  );
}
