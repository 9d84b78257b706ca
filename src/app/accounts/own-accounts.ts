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
import { type Message, subjectOf } from "../../domain/message.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { givenAnew, isApprover, mayWorkOn, type Setup, STEP_NAMES } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { type AccountFacts, confirmFirst } from "../../view/accounts/account-card.ts";
import type { View } from "../../view/core/view.ts";
import type { Caller, Reply } from "../core/app.ts";
import {
  type ActorUnit,
  type Context,
  reachable,
  readerFor,
  type Unit,
  type Where,
} from "../core/context.ts";
import { record, tell } from "../core/outgoing.ts";
import { found } from "../core/rights.ts";
import { saveSetup } from "../setup/progress.ts";

const aboutAccount = ({ platform, id }: AccountRef): Message<"account"> => ({
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

function askWhether(unit: Unit, { other }: Holder, asking: Person, account: AccountRef): void {
  if (asking.asked === other.id) return;
  unit.tx.people.set(asking.id, { asked: other.id });
  tell(unit, other.id, aboutAccount(account));
}

/** What a person must have whom a refusal concerns, so that another account of the same human may be allowed it. */
const HOLDS: Partial<Record<Refusal, Has>> = {
  not_owner: (tx, { id }) => tx.setup.load()?.owner === id,
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
  try {
    context.store.transact((tx) =>
      askWhether({ tx, context, now: context.now() }, holder, person, { platform, id }),
    );
    context.wake();
    return view;
  } catch (error) {
    context.log.error({ error }, "another account could not be asked");
    return null;
  }
}

/** Whether somebody may say so: they were asked, or the other has said it of them, and both still have the address. */
const mayBeOne = (me: Person, person: Person): boolean =>
  hearAsOne(me, person) && shareAddress(me, person) && (person.asked === me.id || person.agreed === me.id);

export function accountFacts(
  tx: Tx,
  me: Person,
  { of, account }: Message<"account">,
): AccountFacts | "erased" | null {
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

const NOTHING: Reply = { kind: "nothing" };

/** "Yes, that is me", or no. The card that was pressed says what came of it. */
export function answerAccount(unit: ActorUnit, about: AccountRef, mine: boolean): Reply {
  const me = unit.actor.person;
  const other = found(unit.tx.people.byAccount(about.platform, about.id));
  if (other.id === me.id) return NOTHING;
  // The addresses may differ by now, and the buttons come back from a client.
  if (!mayBeOne(me, other)) throw refuse("not_now");
  if (mine) agree(unit, me, other);
  else part(unit, me, other, about);
  unit.tx.changed(subjectOf(aboutAccount(about)), "homes");
  return NOTHING;
}

export function askAccount(unit: ActorUnit): Reply {
  const { person, account } = unit.actor;
  const holder = givenElsewhere(unit, person);
  if (holder === null) throw refuse("not_now");
  askWhether(unit, holder, person, account);
  return { kind: "show", view: confirmFirst(unit.reader, account.platform, holder.account.platform) };
}

/**
 * Whoever presses shares what they have. What the other has is not theirs to take: if that is anything, the other account
 * is asked as well.
 */
function agree(unit: ActorUnit, me: Person, other: Person): void {
  const { tx, actor } = unit;
  if (other.agreed !== me.id && (wasGiven(tx, other) || hasAsked(tx, other))) {
    tx.people.set(me.id, { agreed: other.id });
    tell(unit, other.id, aboutAccount(actor.account));
    return;
  }
  tx.people.merge(other.id, me.id);
  const setup = tx.setup.load();
  if (setup !== null)
    saveSetup(
      unit,
      setup,
      givenAnew(setup, (id) => (id === other.id ? me.id : id)),
    );
  record(unit, me.id, "account.confirmed", `account:${other.id}`);
  tx.changed(...[...me.accounts, ...other.accounts].map((account) => subjectOf(aboutAccount(account))));
}

/** For good: nobody is asked again. The owner hears of it, because somebody may use an address that is not theirs. */
function part(unit: ActorUnit, me: Person, other: Person, about: AccountRef): void {
  unit.tx.people.set(other.id, { parted: true });
  record(unit, me.id, "account.parted", `account:${other.id}`);
  const owner = unit.tx.setup.load()?.owner ?? me.id;
  if (owner !== me.id) tell(unit, owner, aboutAccount(about));
}
