import { isSameOrganization } from "../../domain/key/same-organization.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError, type ErrorCode } from "../../lib/errors.ts";
import type { MistralAdmin, People } from "../../mistral/admin/admin.ts";
import type { Tx } from "../../store/tx.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import { aroundMistral, once } from "../core/around.ts";
import type { Context, Unit } from "../core/context.ts";

/** `detail`: the Admin API key shows another Organization than the one that the bot knows. */
const OTHER_ORGANIZATION = "other_organization";
export const isOtherOrganization = (error: unknown): boolean =>
  error instanceof AppError && error.detail === OTHER_ORGANIZATION;

const REFUSALS: readonly ErrorCode[] = ["forbidden", "not_found", "invalid"];
const isRefusal = (error: unknown): boolean => error instanceof AppError && REFUSALS.includes(error.code);

const otherOne = (asked: boolean): AppError =>
  new AppError("unauthorized", "MISTRAL_ADMIN_API_KEY is of another Organization", {
    detail: OTHER_ORGANIZATION,
    asked,
  });

/**
 * The same context; nothing is done with the Admin API key before it has shown the Organization that the bot knows. A key
 * is replaced between two starts only, so one proof is enough for this process.
 */
export function inOwnOrganization(context: Context): Context {
  const { store, now } = context;
  let proven = false;
  let compared = false;

  async function compare(mistral: MistralAdmin): Promise<People> {
    const people = await mistral.people();
    const organization = await named(mistral);
    compared = true;
    const isOther = store.transact((tx) => {
      const unit = { tx, now: now(), context };
      const setup = tx.setup.load();
      if (setup === null) return false;
      proven = isOurs(tx, setup, people, organization);
      if (proven) noteOurs(unit, setup, organization);
      else noteOther(unit);
      return !proven;
    });
    if (isOther) throw otherOne(true);
    return people;
  }

  async function prove(mistral: MistralAdmin): Promise<void> {
    if (proven) return;
    if (compared && store.read(isNoted)) throw otherOne(false);
    await compare(mistral).catch((error: unknown) => {
      // Where the list alone is refused nothing can be compared, and all else goes on.
      if (!isRefusal(error)) throw error;
    });
  }

  const guarded = once(
    (mistral: MistralAdmin): MistralAdmin => ({
      ...aroundMistral(mistral, async (_says, call) => {
        await prove(mistral);
        return await call();
      }),
      // What is said to be another one is looked at again: the owner may say that it is ours.
      people: () => (proven ? mistral.people() : compare(mistral)),
    }),
  );

  return {
    ...context,
    get messengers() {
      return context.messengers;
    },
    get mistral() {
      return context.mistral && guarded(context.mistral);
    },
    get probe() {
      return context.probe;
    },
  };
}

const isNoted = (tx: Tx): boolean => openAlerts(tx, "other-organization").length > 0;

/** Only the audit log names the Organization; null: it does not, or cannot be read. */
const named = ({ audit }: MistralAdmin): Promise<string | null> =>
  audit.organization().catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });

function isOurs(tx: Tx, { observed }: Setup, people: People, organization: string | null): boolean {
  const known = {
    organization: observed.organization,
    hasMembers: tx.members.count([]).all > 0,
    isMemberId: (id: string) => tx.members.byIds([id]).length > 0,
    isMember: (address: string) => tx.members.byAddress(address) !== null,
    isPending: (address: string) => tx.invitations.ofAddress(address)[0]?.status === "pending",
  };
  return isSameOrganization({ ...people, organization }, known);
}

/** A log that was empty when the process began names it later; then the next process has its id to compare with. */
export async function learnName({ store, mistral }: Context): Promise<(unit: Unit) => void> {
  const isKnown = (setup: Setup | null) => setup === null || setup.observed.organization !== null;
  const id = mistral === null || isKnown(store.read((tx) => tx.setup.load())) ? null : await named(mistral);
  return (unit) => {
    const setup = unit.tx.setup.load();
    if (id !== null && setup !== null && !isKnown(setup)) noteOurs(unit, setup, id);
  };
}

function noteOther(unit: Unit): void {
  if (isNoted(unit.tx)) return;
  unit.context.log.error({}, "MISTRAL_ADMIN_API_KEY is of another Organization: nothing is done with it");
  tellAlert(unit, raise(unit, { kind: "other-organization" }));
}

function noteOurs(unit: Unit, setup: Setup, id: string | null): void {
  const organization = id ?? setup.observed.organization;
  if (organization !== setup.observed.organization)
    unit.tx.setup.save({ ...setup, observed: { ...setup.observed, organization } });
  endAlerts(unit, "other-organization");
}

/** The owner says that it is ours: what the bot knew of the one before is nothing to compare with. False: it was not asked. */
export function acceptOrganization(unit: Unit): boolean {
  const setup = unit.tx.setup.load();
  if (setup === null || !isNoted(unit.tx)) return false;
  for (const { address } of unit.tx.members.all()) unit.tx.members.remove(address);
  unit.tx.setup.save({ ...setup, observed: { ...setup.observed, organization: null } });
  endAlerts(unit, "other-organization");
  return true;
}
