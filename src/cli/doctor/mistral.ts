import type { Config } from "../../config/config.ts";
import { ofKind } from "../../domain/alert.ts";
import { isKeyGood, isKeyRefused } from "../../domain/key/key-reading.ts";
import { isWarmingUp } from "../../domain/setup/setup.ts";
import type { AppError } from "../../lib/errors.ts";
import { createMistralAdmin } from "../../mistral/admin/admin.ts";
import { createKeyProbe, type KeyProbe } from "../../mistral/probe.ts";
import { checked, type Finding, type Found, fail, ok, refusedBy, skipped, warn } from "./finding.ts";
import type { Told } from "./machine.ts";

const CALL_MS = 4_000;

const ADMIN = "mistral-admin-key";
const KEY = "mistral-key";

export async function mistralFindings(config: Config["mistral"], told: Told): Promise<Found> {
  const { apiUrl, adminKey, key, adminAuth: scheme } = config;
  const options = { timeoutMs: CALL_MS, seen: told.seen };
  const isOpen = (kind: "other-organization" | "foreign-key") =>
    ofKind(told.known?.alerts ?? [], kind).length > 0;
  const admin = async () => {
    if (adminKey === null)
      return skipped(ADMIN, "MISTRAL_ADMIN_API_KEY isn't set: people do the work at Mistral.");
    const api = createMistralAdmin({ ...options, baseUrl: `${apiUrl}/v1/admin`, key: adminKey, scheme });
    await Promise.all([api.workspaces(), api.people()]);
    return isOpen("other-organization")
      ? foreign(ADMIN)
      : ok(ADMIN, "Mistral accepts MISTRAL_ADMIN_API_KEY.");
  };
  const own = async () => {
    if (key === null) return skipped(KEY, "MISTRAL_API_KEY isn't set: people say whether their key works.");
    return keyFinding(createKeyProbe({ ...options, baseUrl: apiUrl, key }), told, isOpen("foreign-key"));
  };
  return (await Promise.all([checked(ADMIN, admin, adminRefused), checked(KEY, own)])).flat();
}

const foreign = (check: typeof ADMIN | typeof KEY): Finding =>
  fail(
    check,
    `As the server last saw it, ${check === ADMIN ? "MISTRAL_ADMIN_API_KEY" : "MISTRAL_API_KEY"} is another organization's.`,
    "Set this organization's key and restart, or have the owner press It's our organization on their card.",
  );

function adminRefused(error: AppError): Finding {
  const rights = "Ask Mistral for the rights that .github/docs/modes.md names.";
  if (error.detail === "no_rights") return fail(ADMIN, `${error.message}.`, rights);
  if (error.code === "forbidden") return warn(ADMIN, `${error.message}.`, rights);
  const swapped = "If MISTRAL_API_KEY is refused, too, did you swap them?";
  const mend = `Ask Mistral for this organization's Admin API key, set it, and restart. ${swapped}`;
  return refusedBy(ADMIN, ["Mistral", "MISTRAL_ADMIN_API_KEY"], mend)(error);
}

async function keyFinding(probe: KeyProbe, { known, now }: Told, isForeign: boolean): Promise<Finding> {
  // The list of models costs nothing, and no token is spent.
  const { outcome } = await probe.probe(false);
  const not = (words: string) => `Mistral ${words} (${outcome}).`;
  if (isKeyGood(outcome)) {
    if (isForeign) return foreign(KEY);
    const name = (await probe.identity())?.organization?.name ?? null;
    const whose = name === null ? "" : `, a key of the organization ${name}`;
    return ok(KEY, `Mistral accepts MISTRAL_API_KEY${whose}.`);
  }
  const billing = known?.setup?.billing ?? null;
  const again = "Check that this machine reaches Mistral, and look again in a minute.";
  if (!isKeyRefused(outcome)) return warn(KEY, not("didn't say whether MISTRAL_API_KEY works"), again);
  const goOn = "Go on with the setup: its billing step takes some minutes to work.";
  if (outcome !== "refused" && (billing === null || isWarmingUp(billing, now)))
    return warn(KEY, not("doesn't accept MISTRAL_API_KEY yet"), goOn);
  return fail(
    KEY,
    not("doesn't accept MISTRAL_API_KEY"),
    "Check billing, limits and the key at admin.mistral.ai; if all is well there, set a new key and restart.",
  );
}
