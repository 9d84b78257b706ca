import type { MistralConfig } from "../../config/config.ts";
import { belongsTo, type KeyIdentity } from "../../domain/key/key-owner.ts";
import { isKeyGood, isKeyRefused, type KeyOutcome } from "../../domain/key/key-reading.ts";
import { isSameOrganization, type Shown } from "../../domain/key/same-organization.ts";
import { isWarmingUp } from "../../domain/setup/billing.ts";
import { isSameName } from "../../domain/setup/workspace.ts";
import { AppError } from "../../lib/errors.ts";
import { createMistralAdmin, type MistralAdmin, type MistralWorkspace } from "../../mistral/admin/admin.ts";
import { createKeyProbe, type KeyProbe } from "../../mistral/probe.ts";
import { checked } from "./checked.ts";
import type { Known, Told } from "./database.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

const CALL_MS = 4_000;

type Seen = Shown & { readonly workspaces: readonly MistralWorkspace[] };

export async function mistralFindings(config: MistralConfig, told: Told): Promise<Found> {
  const { apiUrl, adminKey, key, adminAuth: scheme } = config;
  const options = { timeoutMs: CALL_MS, seen: told.seen };
  const admin =
    adminKey === null
      ? null
      : createMistralAdmin({ ...options, baseUrl: `${apiUrl}/v1/admin`, key: adminKey, scheme });
  const probe = key === null ? null : createKeyProbe({ ...options, baseUrl: apiUrl, key });
  const shown = admin === null ? null : show(admin);
  // Whoever waits for it hears of its failure.
  shown?.catch(() => {});
  const found = await Promise.all([
    checked("mistral-admin-key", () => adminFindings(shown, told.known, key !== null)),
    checked("mistral-key", () => keyFindings(probe, shown, told)),
  ]);
  return found.flat();
}

/** The Workspaces say whether the key is let in at all. Where the list of people or the audit log is refused, the rest counts. */
async function show(admin: MistralAdmin): Promise<Seen> {
  const workspaces = await admin.workspaces();
  const [people, organization] = await Promise.all([
    admin.people().catch(nothingIfRefused({ members: [], invites: [], whole: false })),
    admin.audit.organization().catch(nothingIfRefused(null)),
  ]);
  return { ...people, organization, workspaces };
}

const nothingIfRefused =
  <T>(nothing: T) =>
  (error: unknown): T => {
    if (error instanceof AppError && ["forbidden", "not_found", "invalid"].includes(error.code))
      return nothing;
    throw error;
  };

async function adminFindings(
  shown: Promise<Seen> | null,
  known: Known | null,
  hasBothKeys: boolean,
): Promise<Found> {
  const check = "mistral-admin-key";
  if (shown === null)
    return skipped(check, "MISTRAL_ADMIN_API_KEY is not set: people do at Mistral what is to be done.");
  try {
    const seen = await shown;
    if (known?.setup == null) return ok(check, "Mistral lets MISTRAL_ADMIN_API_KEY in.");
    if (isSameOrganization(seen, organizationOf(known)))
      return ok(check, "Mistral lets MISTRAL_ADMIN_API_KEY in, and it shows the Setup's Organization.");
    const mend =
      "Set a key of this Organization and restart, or let the owner press It is our Organization on their card.";
    return fail(check, "MISTRAL_ADMIN_API_KEY is of another Organization, so nothing is done with it.", mend);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const letIn = "Mistral lets MISTRAL_ADMIN_API_KEY in";
    if (error.detail === "no_rights")
      return fail(check, `${letIn} and refuses it everything: it has no rights.`, NO_RIGHTS);
    if (error.code === "unauthorized")
      return fail(check, "Mistral refuses MISTRAL_ADMIN_API_KEY.", `${OTHER}${hasBothKeys ? SWAPPED : ""}`);
    if (error.code === "forbidden")
      return warn(check, `${letIn}, but not everywhere: ${error.message}.`, SOME_RIGHTS);
    return fail(check, `${error.message}.`, NETWORK);
  }
}

const NO_RIGHTS =
  "Look at the key in Mistral's Backoffice or Admin Panel, or ask Mistral to give it the rights that .github/docs/modes.md names.";
const SOME_RIGHTS =
  "Ask Mistral which rights the key has; what needs them is given up with a card that says so.";
const OTHER = "Ask Mistral for an Admin API key of this Organization, set it, and restart.";
const SWAPPED = " If MISTRAL_API_KEY is refused as well, look whether you swapped them.";
const NETWORK = "See that this machine reaches Mistral; what waits is done by itself afterwards.";

function organizationOf({ setup, members, pending }: Known) {
  return {
    organization: setup?.observed.organization ?? null,
    hasMembers: members.length > 0,
    isMemberId: (id: string) => members.some(({ mistralId }) => mistralId === id),
    isMember: (address: string) => members.some((member) => member.address === address),
    isPending: (address: string) => pending.includes(address),
  };
}

async function keyFindings(
  probe: KeyProbe | null,
  shown: Promise<Seen> | null,
  { known, now }: Told,
): Promise<Found> {
  const check = "mistral-key";
  if (probe === null)
    return skipped(check, "MISTRAL_API_KEY is not set: people say whether their key works.");
  // The list of models costs nothing, and no token is spent.
  const [{ outcome }, identity] = await Promise.all([probe.probe(false), probe.identity()]);
  if (isKeyGood(outcome)) return ownerFinding(identity, shown, known);
  const billing = known?.setup?.billing ?? null;
  const notYet = "Mistral does not take MISTRAL_API_KEY yet";
  if (isKeyRefused(outcome) && isWarmingUp(billing, now))
    return warn(check, `${notYet}: billing was just confirmed.`, "Wait some minutes.");
  if (billing === null && ["inactive", "unpaid"].includes(outcome))
    return warn(check, `${notYet} (${outcome}).`, "Go on with the Setup: billing is one of its steps.");
  if (isKeyRefused(outcome))
    return fail(check, `Mistral does not take MISTRAL_API_KEY (${outcome}).`, MEND[outcome] ?? LOOK);
  if (outcome === "busy")
    return warn(check, "Mistral has too many requests just now.", "Look again in a minute.");
  return fail(check, `Mistral does not answer properly (${outcome}).`, NETWORK);
}

const LOOK =
  "See at admin.mistral.ai whether the key is there and billing is in force; else make a new key, set it, and restart.";
const MEND: Partial<Record<KeyOutcome, string>> = {
  inactive: "Add a payment method, or switch on pay-as-you-go, at admin.mistral.ai.",
  unpaid: "Add a payment method, or pay the open invoice, at admin.mistral.ai.",
  spent: "Raise the limit at admin.mistral.ai, or wait for the next month.",
};

/** Of a key that works: whose it is, as far as anybody can tell. */
async function ownerFinding(
  identity: KeyIdentity | null,
  shown: Promise<Seen> | null,
  known: Known | null,
): Promise<Finding> {
  const check = "mistral-key";
  const name = identity?.organization?.name ?? null;
  const what = `Mistral takes MISTRAL_API_KEY${name === null ? "" : `, a key of the organization ${name}`}.`;
  const seen = await shown?.catch(() => null);
  const members = known?.members.map(({ mistralId }) => mistralId) ?? [];
  const belongs =
    identity === null || seen == null
      ? null
      : belongsTo(identity, { workspaces: seen.workspaces, members, organization: seen.organization });
  const mend = "Set a key of this Organization, and restart.";
  if (belongs === "elsewhere")
    return fail(check, `MISTRAL_API_KEY is of another organization, ${name}.`, mend);
  const called = known?.setup?.organization ?? null;
  if (belongs === null && name !== null && called !== null && !isSameName(name, called))
    return warn(
      check,
      `${what} The Setup's is called ${called}.`,
      `See whether that is the same; if not: ${mend}`,
    );
  return ok(check, what);
}
