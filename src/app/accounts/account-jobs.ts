import { type Account, accountIn, hasAddress, type Person } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { AppError } from "../../lib/errors.ts";
import { type Context, messengerOf, reachable, type Unit } from "../core/context.ts";
import { enqueue, tell } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import type { JobHandler } from "../worker/job-handler.ts";
import { DAY_MS } from "../worker/schedule.ts";
import { NUDGE_DAYS } from "../worker/timers.ts";
import { noteAccount } from "./account-changes.ts";

export const refreshAccount: JobHandler<"refresh-account"> = async (context, { platform, account: id }) => {
  const messenger = messengerOf(context, platform);
  if (messenger === null) return () => {};
  const told = await messenger.account(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  return (unit) => {
    const person = unit.tx.people.byAccount(platform, id);
    const known = person === null ? undefined : accountIn(person, { platform, id });
    if (known === undefined) return;
    noteAccount(unit, told ?? { ...known, standing: "gone" });
  };
};

/** Looks for a chat account with the invited address, so that the invitee hears from us too. */
export const findInvitee: JobHandler<"find-invitee"> = async (context, { invitation: id }) => {
  const address = context.store.read((tx) => tx.invitations.get(id)?.address ?? null);
  const account = address === null ? null : await findByAddress(context, address);
  return (unit) => {
    const invitation = unit.tx.invitations.get(id);
    if (invitation === null) return;
    // Not every platform can be asked for an address: whom it does not find may have come to us by themselves.
    const known =
      account === null
        ? unit.tx.people.byAddress(invitation.address)
        : unit.tx.people.upsert(account, unit.now);
    if (known === null) return;
    const person = whoeverHears(unit, known, invitation);
    const found = { ...invitation, invitee: person.id };
    unit.tx.invitations.save(found);
    tellInvitee(unit, found, person);
  };
};

/** On the first platform that knows them. One that cannot be asked keeps nobody from being found on the other. */
async function findByAddress(context: Context, address: string): Promise<Account | null> {
  const failures: unknown[] = [];
  for (const messenger of context.messengers) {
    const account = await messenger.findByAddress(address).catch((error: unknown) => {
      failures.push(error);
      return null;
    });
    if (account !== null && isTheirs(account)) return account;
  }
  if (failures.length > 0) throw failures[0];
  return null;
}

/** An address that nobody confirmed may be somebody else's. Guests were let in by theirs. */
const isTheirs = ({ standing, addressVerified }: Account): boolean =>
  standing === "guest" || (addressVerified && standing === "member");

/** Whoever asked for themselves, where they asked; on the other platform, if nobody can write to them on this one. */
function whoeverHears(unit: Unit, person: Person, { address, request }: Invitation): Person {
  const has = (one: Person) => hasAddress(one, address);
  const requester = unit.tx.people.get(unit.tx.requests.get(request)?.requester ?? "");
  if (requester !== null && has(requester) && reachable(unit, requester) !== null) return requester;
  if (reachable(unit, person) !== null) return person;
  return unit.tx.people.others(person).find((one) => has(one) && reachable(unit, one) !== null) ?? person;
}

function tellInvitee(unit: Unit, invitation: Invitation, person: Person): void {
  if (invitation.status === "active") tell(unit, person.id, { kind: "welcome", invitation: invitation.id });
  const { id, sentAt } = invitation;
  if (invitation.status !== "pending" || sentAt === null) return;
  tell(unit, person.id, { kind: "invitee", invitation: id, sentAt });
  if (!requireStarted(unit).settings.reminders) return;
  for (const day of NUDGE_DAYS) {
    const job = { kind: "nudge", invitation: id, sentAt, day } as const;
    enqueue(unit, job, `nudge:${id}:${sentAt}:${day}`, { dueAt: sentAt + day * DAY_MS });
  }
}
