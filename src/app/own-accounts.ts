import { holds } from "../domain/held.ts";
import { type Account, hearAsOne, type Person, PLATFORMS, type Platform } from "../domain/person.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Subject } from "../domain/subject.ts";
import type { Tx } from "../store/tx.ts";
import { type AccountFacts, confirmFirst } from "../view/account-card.ts";
import type { View } from "../view/view.ts";
import type { Caller } from "./app.ts";
import { type Context, reachable, readerFor } from "./context.ts";
import { tell } from "./outgoing.ts";

export const accountSubject = ({ platform, id }: Pick<Account, "platform" | "id">): Subject =>
  `account:${platform}.${id}`;

/** Where rights are written down, as they stand now. */
export function given(tx: Tx) {
  const setup = tx.setup.load();
  return setup === null ? null : { setup, tasks: tx.tasks.open(), requests: tx.requests.open() };
}

/** The same human has it through another account that can be written to, and nobody has said yet that it is not theirs. */
function whoHasIt(context: Context, tx: Tx, person: Person, reason: Refusal): Account | null {
  const there = given(tx);
  if (there === null || person.parted) return null;
  const other = tx.people.others(person).find((one) => !one.parted && holds(reason, there, one));
  return other === undefined ? null : reachable({ tx, context }, other);
}

/**
 * Somebody was refused what the same human may do through another account: that account is asked, once, whether this one
 * is theirs, and the refusal says so. null: there is nobody to ask.
 */
export function askOtherAccount(context: Context, caller: Caller, reason: Refusal): View | null {
  const { platform, account: id } = caller;
  const asked = context.store.read((tx) => {
    const person = tx.people.byAccount(platform, id);
    const other = person && whoHasIt(context, tx, person, reason);
    return (
      other && {
        other,
        view: confirmFirst(readerFor({ tx, context }, person, platform), platform, other.platform),
      }
    );
  });
  if (asked === null) return null;
  context.store.transact((tx) => {
    const person = tx.people.byAccount(asked.other.platform, asked.other.id);
    if (person !== null)
      tell({ tx, context, now: context.now() }, person.id, accountSubject({ platform, id }));
  });
  context.wake();
  return asked.view;
}

/** Nobody is asked about an account that is gone, or that has another address by now. */
export const mayBeOne = (me: Person, person: Person, { standing }: Account): boolean =>
  standing === "member" && hearAsOne(me, person);

/** What an account's card says to a person; `id` is its platform and its id there. */
export function accountFacts(tx: Tx, me: Person, id: string): AccountFacts | null {
  const dot = id.indexOf(".");
  const platform = PLATFORMS.find((name): name is Platform => name === id.slice(0, dot));
  const person = platform === undefined ? null : tx.people.byAccount(platform, id.slice(dot + 1));
  const account = person?.accounts.find((one) => one.platform === platform && one.id === id.slice(dot + 1));
  if (person === null || account === undefined) return null;
  const saidNo = tx.people.others(person).find((one) => person.parted || one.parted)?.id ?? null;
  return { account, state: stateFor(me, person, account), saidNo };
}

function stateFor(me: Person, person: Person, account: Account): AccountFacts["state"] {
  if (me.id === person.id) return "yours";
  if (me.parted || person.parted) return "parted";
  if (!mayBeOne(me, person, account)) return "old";
  return me.agreed === person.id ? "waits" : "ask";
}
