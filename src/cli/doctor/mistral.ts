import type { MistralConfig } from "../../config/config.ts";
import { belongsTo } from "../../domain/key/key-owner.ts";
import { isKeyGood, isKeyRefused, type KeyOutcome } from "../../domain/key/key-reading.ts";
import { isSameOrganization } from "../../domain/key/same-organization.ts";
import { isWarmingUp } from "../../domain/setup/billing.ts";
import { isSameName } from "../../domain/setup/workspace.ts";
import type { AppError } from "../../lib/errors.ts";
import { createMistralAdmin, type MistralAdmin } from "../../mistral/admin/admin.ts";
import { createKeyProbe, type KeyProbe } from "../../mistral/probe.ts";
import type { Known, Told } from "./database.ts";
import { checked, type Finding, type Found, fail, ok, refused, skipped, warn } from "./finding.ts";

const CALL_MS = 4_000;

type Seen = Awaited<ReturnType<typeof show>>;

export async function mistralFindings(config: MistralConfig, told: Told): Promise<Found> {
  const { apiUrl, adminKey, key, adminAuth: scheme } = config;
  const options = { timeoutMs: CALL_MS, seen: told.seen };
  const shown =
    adminKey === null
      ? null
      : show(createMistralAdmin({ ...options, baseUrl: `${apiUrl}/v1/admin`, key: adminKey, scheme }));
  const probe = key === null ? null : createKeyProbe({ ...options, baseUrl: apiUrl, key });
  const found = await Promise.all([
    checked(ADMIN, () => adminFinding(shown, told.known), adminRefused),
    checked(KEY, () => keyFinding(probe, shown?.catch(() => null) ?? null, told)),
  ]);
  return found.flat();
}

/** The lists say whether the key is let in at all; where only the audit log is refused, the rest counts. */
async function show(admin: MistralAdmin) {
  const workspaces = await admin.workspaces();
  const [people, organization] = await Promise.all([
    admin.people(),
    admin.audit.organization().catch(() => null),
  ]);
  return { ...people, organization, workspaces };
}

const ADMIN = "mistral-admin-key";
const SET = "Set a key of this Organization and restart";

async function adminFinding(shown: Promise<Seen> | null, known: Known | null): Promise<Finding> {
  if (shown === null)
    return skipped(ADMIN, "MISTRAL_ADMIN_API_KEY is not set: people do at Mistral what is to be done.");
  const seen = await shown;
  const letIn = "Mistral lets MISTRAL_ADMIN_API_KEY in";
  if (known?.setup == null) return ok(ADMIN, `${letIn}.`);
  const { setup, members, pending } = known;
  const isSame = isSameOrganization(seen, {
    organization: setup.observed.organization,
    hasMembers: members.length > 0,
    isMemberId: (id) => members.some(({ mistralId }) => mistralId === id),
    isMember: (address) => members.some((member) => member.address === address),
    isPending: (address) => pending.includes(address),
  });
  if (isSame) return ok(ADMIN, `${letIn}, and it shows the Setup's Organization.`);
  const what = "MISTRAL_ADMIN_API_KEY is of another Organization, so nothing is done with it.";
  return fail(ADMIN, what, `${SET}, or let the owner press It is our Organization on their card.`);
}

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

async function keyFinding(
  probe: KeyProbe | null,
  shown: Promise<Seen | null> | null,
  { known, now }: Told,
): Promise<Finding> {
  if (probe === null) return skipped(KEY, "MISTRAL_API_KEY is not set: people say whether their key works.");
  // The list of models costs nothing, and no token is spent.
  const { outcome } = await probe.probe(false);
  if (isKeyGood(outcome)) return ownerFinding(probe, (await shown) ?? null, known);
  const billing = known?.setup?.billing ?? null;
  if (isKeyRefused(outcome) && outcome !== "refused" && (billing === null || isWarmingUp(billing, now)))
    return warn(
      KEY,
      `Mistral does not take MISTRAL_API_KEY yet (${outcome}).`,
      "Go on with the Setup: billing is one of its steps, and takes some minutes to work.",
    );
  if (isKeyRefused(outcome))
    return fail(KEY, `Mistral does not take MISTRAL_API_KEY (${outcome}).`, MEND[outcome] ?? SET);
  const mend = "See that this machine reaches Mistral, and look again in a minute.";
  return warn(KEY, `Mistral did not say whether MISTRAL_API_KEY works (${outcome}).`, mend);
}

/** Of a key that works: whose it is, as far as anybody can tell. */
async function ownerFinding(probe: KeyProbe, seen: Seen | null, known: Known | null): Promise<Finding> {
  const identity = await probe.identity();
  const name = identity?.organization?.name ?? null;
  const what = `Mistral takes MISTRAL_API_KEY${name === null ? "" : `, a key of the organization ${name}`}.`;
  const members = known?.members.map(({ mistralId }) => mistralId) ?? [];
  const belongs = identity === null || seen === null ? null : belongsTo(identity, { ...seen, members });
  if (belongs === "elsewhere")
    return fail(KEY, `MISTRAL_API_KEY is of another organization, ${name}.`, `${SET}.`);
  const called = known?.setup?.organization ?? null;
  if (belongs !== null || name === null || called === null || isSameName(name, called)) return ok(KEY, what);
  return warn(
    KEY,
    `${what} The Setup's is called ${called}.`,
    `See whether that is the same; if not: ${SET}.`,
  );
}
