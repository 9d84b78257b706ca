import { refuse } from "../../domain/refusal.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError, orElse } from "../../lib/errors.ts";
import { isYounger } from "../../lib/timing.ts";
import type { MistralAdmin, People } from "../../mistral/admin/admin.ts";
import type { Store, Tx } from "../../store/tx.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, type Context, lookSoon, type Unit } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { saidTo, say } from "../core/replies.ts";
import { requireOwner } from "../core/rights.ts";
import { observe } from "../setup/progress.ts";
import { aroundMistral } from "../worker/circuit-breaker.ts";

const NO_RIGHTS = "no_rights";

/** Mistral does not let the Admin API key in, or do anything: nothing was done, and nothing will be until that is mended. */
export const isKeyRefused = (error: unknown): error is AppError =>
  error instanceof AppError &&
  error.code === "unauthorized" &&
  (error.detail === "key_refused" || error.detail === NO_RIGHTS);

/** A refusal so soon after the last one (ms) may be over at once: the owner hears of it when it lasts. */
const SOON_MS = 3_600_000;
const LASTING_MS = 5 * 60_000;

const REFUSED = "Mistral refuses MISTRAL_ADMIN_API_KEY: set one of this Organization, and restart";
const WITHOUT_RIGHTS =
  "Mistral lets MISTRAL_ADMIN_API_KEY in, and allows it nothing: give it the rights of an administrator, or set another, and restart";

/** In the log at every start: before there is a Setup nothing else asks, and afterwards the owner was told long ago. */
export async function sayWhetherAdminKeyIsLetIn({ mistral, log }: Context): Promise<void> {
  try {
    await mistral?.workspaces();
  } catch (error) {
    if (isKeyRefused(error)) log.error({}, error.detail === NO_RIGHTS ? WITHOUT_RIGHTS : REFUSED);
    else log.warn({ error }, "whether Mistral lets MISTRAL_ADMIN_API_KEY in could not be seen");
  }
}

/** A job that was refused is tried again within so long (ms): until then the list alone cannot say that all is well. */
const TRIED_WITHIN_MS = 6 * 60_000;

export function noteCallRefused(unit: Unit, error: AppError): void {
  unit.context.lookedAt.set("refused call", unit.now);
  noteKeyRefused(unit, error);
}

/** The owner hears of it once, and again within an hour only of one that lasts. */
export function noteKeyRefused(unit: Unit, { detail }: AppError): void {
  const { tx, now, context } = unit;
  const noRights = detail === NO_RIGHTS;
  const [open] = openAlerts(tx, "admin-key");
  const last = tx.alerts.latest("admin-key")?.until ?? null;
  if (open === undefined) context.log.warn({ noRights }, "Mistral refuses MISTRAL_ADMIN_API_KEY");
  else if (noRights !== open.noRights) tx.alerts.save({ ...open, noRights });
  const alert = open ?? raise(unit, { kind: "admin-key", noRights });
  const matters = open ? now - open.since >= LASTING_MS : last === null || now - last >= SOON_MS;
  if (alert.toldAt === null && matters) tellAlert(unit, alert);
}

/** The members list can be read, so the key is let in, unless a call was refused just now. */
export function noteKeyLetIn(unit: Unit): void {
  const refusedAt = unit.context.lookedAt.get("refused call");
  if (refusedAt !== undefined && isYounger(refusedAt, unit.now, TRIED_WITHIN_MS)) return;
  if (openAlerts(unit.tx, "admin-key").length === 0) return;
  unit.context.log.info({}, "Mistral lets MISTRAL_ADMIN_API_KEY in again");
  endAlerts(unit, "admin-key");
}

/** `detail`: the Admin API key shows another Organization than the one that the bot knows. */
const OTHER_ORGANIZATION = "other_organization";
export const isOtherOrganization = (error: unknown): boolean =>
  error instanceof AppError && error.detail === OTHER_ORGANIZATION;

const otherOne = (asked: boolean): AppError =>
  new AppError("unauthorized", "MISTRAL_ADMIN_API_KEY is of another Organization", {
    ...{ detail: OTHER_ORGANIZATION, asked },
  });

const isNoted = (tx: Tx): boolean => openAlerts(tx, "other-organization").length > 0;

/** Nothing is done with a key before it has shown the Organization that the bot knows; one proof will do. */
export function inOwnOrganization(context: Context): (mistral: MistralAdmin) => MistralAdmin {
  const { store, now } = context;
  // A key that takes the place of another has to show it, too.
  const [proven, compared] = [new WeakSet<MistralAdmin>(), new WeakSet<MistralAdmin>()];

  async function compare(mistral: MistralAdmin): Promise<People> {
    const people = await mistral.people();
    const organization = await organizationOf(mistral);
    compared.add(mistral);
    const isOther = store.transact((tx) => {
      const unit = { tx, now: now(), context };
      const setup = tx.setup.load();
      if (setup === null) return false;
      const ours = isOurs(tx, setup, people, organization);
      if (ours) proven.add(mistral);
      if (ours) noteOurs(unit, setup, organization);
      else noteOther(unit, organization);
      return !ours;
    });
    if (isOther) throw otherOne(true);
    return people;
  }

  return (mistral) => ({
    ...aroundMistral(mistral, async (_says, call) => {
      const isProven = proven.has(mistral);
      if (!isProven && compared.has(mistral) && store.read(isNoted)) throw otherOne(false);
      // Where the list alone is refused nothing can be compared, and all else goes on.
      if (!isProven) await compare(mistral).catch(orElse(null, "forbidden", "not_found", "invalid"));
      return await call();
    }),
    // What is said to be another one is looked at again: the owner may say that it is ours.
    people: () => (proven.has(mistral) ? mistral.people() : compare(mistral)),
  });
}

/** Throws AppError when the key that is to replace ours is not let in, or shows another Organization. */
export async function requireOurs(store: Store, next: MistralAdmin): Promise<void> {
  const people = await next.people().catch(orElse(null, "forbidden", "not_found", "invalid"));
  if (people === null) return;
  const organization = await organizationOf(next);
  const isOther = store.read((tx) => {
    const setup = tx.setup.load();
    return setup !== null && !isOurs(tx, setup, people, organization);
  });
  if (isOther) throw otherOne(true);
}

/** Its id, which only the audit log names; null: it does not, or cannot be read. */
export const organizationOf = ({ audit }: MistralAdmin): Promise<string | null> =>
  audit.organization().catch(orElse(null));

/**
 * By its id, where that is known of both. Otherwise another one is assumed only where a whole list has nobody in common
 * with the one before: an Organization always has an Admin, and is not replaced as a whole.
 */
function isOurs(tx: Tx, { observed }: Setup, people: People, organization: string | null): boolean {
  if (organization !== null && observed.organization !== null) return organization === observed.organization;
  const { members, invites, whole } = people;
  if (!whole || members.length === 0 || tx.members.count([]).all === 0) return true;
  const isPending = (address: string) => tx.invitations.ofAddress(address)[0]?.status === "pending";
  return (
    [...members, ...invites].some(({ id }) => tx.members.byId(id) !== null) ||
    members.some(({ address }) => address !== null && tx.members.byAddress(address) !== null) ||
    invites.some(({ address }) => address !== null && isPending(address))
  );
}

/** A log that was empty when the process began names it later; then the next process has its id to compare with. */
export async function learnName({ store, mistral }: Context): Promise<(unit: Unit) => void> {
  const isKnown = (setup: Setup | null) => setup === null || setup.observed.organization !== null;
  if (mistral === null || isKnown(store.read((tx) => tx.setup.load()))) return () => {};
  const id = await organizationOf(mistral);
  return (unit) => {
    const setup = unit.tx.setup.load();
    if (id !== null && setup !== null && !isKnown(setup)) noteOurs(unit, setup, id);
  };
}

/** The card asks about the one that was seen last. */
function noteOther(unit: Unit, id: string | null): void {
  const [asked] = openAlerts(unit.tx, "other-organization");
  if (asked !== undefined) {
    if (asked.of !== id) unit.tx.alerts.save({ ...asked, of: id });
    return;
  }
  unit.context.log.error({}, "MISTRAL_ADMIN_API_KEY is of another Organization: nothing is done with it");
  tellAlert(unit, raise(unit, { kind: "other-organization", of: id }));
}

function noteOurs(unit: Unit, setup: Setup, id: string | null): void {
  if (id !== null && id !== setup.observed.organization) observe(unit, { organization: id });
  endAlerts(unit, "other-organization");
}

/** The owner says that it is ours: what the bot knew of the one before is nothing to compare with. */
export function confirmOrganization(unit: ActorUnit, { of }: { readonly of: string | null }): Reply {
  requireOwner(unit);
  const { tx } = unit;
  if (!openAlerts(tx, "other-organization").some((asked) => asked.of === of)) throw refuse("not_now");
  for (const { address } of tx.members.all()) tx.members.remove(address);
  observe(unit, { organization: of });
  endAlerts(unit, "other-organization");
  record(unit, unit.me, "organization.accepted", "setup");
  lookSoon(unit, "people");
  return say(saidTo(unit).organizationAccepted);
}
