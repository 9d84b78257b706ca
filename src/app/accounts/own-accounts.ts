import {
  type Account,
  type AccountRef,
  accountIn,
  hearAsOne,
  type Person,
  type PersonId,
  PLATFORMS,
  shareAddress,
} from "../../domain/accounts/person.ts";
import type { Message } from "../../domain/message.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { isApprover, isOwner, mayWorkOn, type Setup, STEP_NAMES } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { type AccountFacts, confirmFirst } from "../../view/accounts/account-card.ts";
import type { View } from "../../view/core/view.ts";
import type { Caller } from "../core/app.ts";
import { type Context, reachable, readerFor, type Unit, type Where } from "../core/context.ts";
import { tell } from "../core/outgoing.ts";

export const aboutAccount = ({ platform, id }: AccountRef): Message<"account"> => ({
  kind: "account",
  of: platform,
  account: id,
});

type Has = (tx: Tx, person: Person) => boolean;

const inSetup =
  (has: (setup: Setup, person: PersonId) => boolean): Has =>
  (tx, { id }) => {
    const setup = tx.setup.load();
    return setup !== null && has(setup, id);
  };

const approves = inSetup(isApprover);
const worksOnStep = inSetup((setup, id) => STEP_NAMES.some((name) => mayWorkOn(setup, id, name)));
const hasTask: Has = (tx, { id }) => tx.tasks.open().some(({ assignee }) => assignee === id);
const hasAsked: Has = (tx, { id }) => tx.requests.open().some(({ requester }) => requester === id);

/** Whether the Setup, a step or a Task was given to a person, or the decision about Requests. */
const wasGiven: Has = (tx, person) => worksOnStep(tx, person) || hasTask(tx, person);

/** Whether a person has anything that another would get by being one with them. */
export const holdsAnything: Has = (tx, person) => wasGiven(tx, person) || hasAsked(tx, person);

type Holder = { readonly other: Person; readonly account: Account };
/** Who is the same human and has something, on an account that can be written to, and has not said that this is not them. */
function whoHas(where: Where, person: Person, has: Has): Holder | null {
  const { tx } = where;
  const other = tx.people.others(person).find((one) => hearAsOne(one, person) && has(tx, one));
  const account = other === undefined ? null : reachable(where, other);
  return other === undefined || account === null ? null : { other, account };
}

/** Who the same human is where something was given to them. */
export const givenElsewhere = (where: Where, person: Person): Holder | null =>
  whoHas(where, person, wasGiven);

/** Asks an account whether another is theirs: once. */
export function askWhether(unit: Unit, { other }: Holder, asking: Person, account: AccountRef): void {
  if (asking.asked === other.id) return;
  unit.tx.people.set(asking.id, { asked: other.id });
  tell(unit, other.id, aboutAccount(account));
}

/** Whether a person has what somebody was refused for the lack of. */
const HOLDS: Partial<Record<Refusal, Has>> = {
  not_owner: inSetup(isOwner),
  not_approver: approves,
  not_your_step: worksOnStep,
  not_your_task: (tx, person) => hasTask(tx, person) || approves(tx, person),
  not_your_request: hasAsked,
};

/**
 * Somebody was refused what the same human may do through another account: that account is asked whether this one is
 * theirs, and the refusal says so. null: there is nobody to ask.
 */
export function askOtherAccount(
  context: Context,
  { platform, account: id }: Caller,
  reason: Refusal,
): View | null {
  const holds = HOLDS[reason];
  if (holds === undefined) return null;
  const found = context.store.read((tx) => {
    const person = tx.people.byAccount(platform, id);
    const holder = person && whoHas({ tx, context }, person, holds);
    const reader = readerFor({ tx, context }, person, platform);
    return holder && { person, holder, view: confirmFirst(reader, platform, holder.account.platform) };
  });
  if (found === null) return null;
  const { person, holder, view } = found;
  if (person.asked === holder.other.id) return view;
  context.store.transact((tx) =>
    askWhether({ tx, context, now: context.now() }, holder, person, { platform, id }),
  );
  context.wake();
  return view;
}

/** Whether somebody may say so: they were asked, or the other has said it of them, and both still have the address. */
export const mayBeOne = (me: Person, person: Person): boolean =>
  hearAsOne(me, person) && shareAddress(me, person) && (person.asked === me.id || person.agreed === me.id);

/** What an account's card says to a person. */
export function accountFacts(
  tx: Tx,
  me: Person,
  { of, account }: Message<"account">,
): AccountFacts | "erased" | null {
  // Only whose it was is left.
  if (account === undefined) return "erased";
  const platform = PLATFORMS.find((name) => name === of);
  if (platform === undefined) return null;
  const person = tx.people.byAccount(platform, account);
  const found = person === null ? undefined : accountIn(person, { platform, id: account });
  if (person === null || found === undefined) return null;
  const saidNo = tx.people.others(person).find((one) => person.parted || one.parted)?.id ?? null;
  return { account: found, state: stateFor(me, person), saidNo };
}

function stateFor(me: Person, person: Person): AccountFacts["state"] {
  if (me.id === person.id) return "yours";
  if (me.parted || person.parted) return "parted";
  if (!mayBeOne(me, person)) return "old";
  return me.agreed === person.id ? "waits" : "ask";
}
