import type { AccountRef, Person } from "../../domain/accounts/person.ts";
import { subjectOf } from "../../domain/message.ts";
import { refuse } from "../../domain/refusal.ts";
import { mergePeople } from "../../domain/setup/setup.ts";
import { confirmFirst } from "../../view/accounts/account-card.ts";
import type { Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { record, tell } from "../core/outgoing.ts";
import { found } from "../core/rights.ts";
import { saveSetup } from "../setup/progress.ts";
import { aboutAccount, askWhether, givenElsewhere, holdsAnything, mayBeOne } from "./own-accounts.ts";

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

/** "I am that one, too": the account that has more is asked. */
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
  if (other.agreed !== me.id && holdsAnything(tx, other)) {
    tx.people.set(me.id, { agreed: other.id });
    tell(unit, other.id, aboutAccount(actor.account));
    return;
  }
  tx.people.merge(other.id, me.id);
  const setup = tx.setup.load();
  if (setup !== null) saveSetup(unit, setup, mergePeople(setup, other.id, me.id));
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
