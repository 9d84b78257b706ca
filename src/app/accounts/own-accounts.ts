import {
  type Account,
  type AccountRef,
  accountIn,
  hearAsOne,
  type Person,
  PLATFORMS,
  shareAddress,
} from "../../domain/accounts/person.ts";
import type { Message } from "../../domain/message.ts";
import { holds, wasGiven } from "../../domain/record/held.ts";
import type { Refusal } from "../../domain/refusal.ts";
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

/** Where rights are written down, as they stand now. */
export function given(tx: Tx) {
  const setup = tx.setup.load();
  return setup === null ? null : { setup, tasks: tx.tasks.open(), requests: tx.requests.open() };
}

type Holder = { readonly other: Person; readonly account: Account };
type Has = (there: NonNullable<ReturnType<typeof given>>, person: Person) => boolean;

/** Who is the same human and has it, on an account that can be written to, and has not said that this is not them. */
function whoHasIt(where: Where, person: Person, has: Has): Holder | null {
  const others = where.tx.people.others(person).filter((one) => hearAsOne(one, person));
  const there = others.length === 0 ? null : given(where.tx);
  const other = there === null ? undefined : others.find((one) => has(there, one));
  const account = other === undefined ? null : reachable(where, other);
  return other === undefined || account === null ? null : { other, account };
}

/** Who the same human is where something was given to them. */
export const givenElsewhere = (where: Where, person: Person): Holder | null =>
  whoHasIt(where, person, wasGiven);

/** Asks an account whether another is theirs: once. */
export function askWhether(unit: Unit, { other }: Holder, asking: Person, account: AccountRef): void {
  if (asking.asked === other.id) return;
  unit.tx.people.set(asking.id, { asked: other.id });
  tell(unit, other.id, aboutAccount(account));
}

/**
 * Somebody was refused what the same human may do through another account: that account is asked whether this one is
 * theirs, and the refusal says so. null: there is nobody to ask.
 */
export function askOtherAccount(
  context: Context,
  { platform, account: id }: Caller,
  reason: Refusal,
): View | null {
  const found = context.store.read((tx) => {
    const person = tx.people.byAccount(platform, id);
    const holder = person && whoHasIt({ tx, context }, person, (there, one) => holds(reason, there, one));
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
