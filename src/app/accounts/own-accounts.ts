import {
  type AccountRef,
  accountIn,
  hearAsOne,
  type Person,
  type PersonId,
  PLATFORMS,
  shareAddress,
} from "../../domain/accounts/person.ts";
import type { UserAction } from "../../domain/action.ts";
import { type Message, subjectOf } from "../../domain/message.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import {
  givenAnew,
  isApprover,
  mayBeAsked,
  mayWorkOn,
  type Setup,
  STEP_NAMES,
} from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { confirmFirst, languageForm } from "../../view/accounts/account-card.ts";
import { inLanguageOf, type Reader } from "../../view/core/reader.ts";
import { saying } from "../../view/core/spans.ts";
import type { View } from "../../view/core/view.ts";
import { stringsFor } from "../../view/strings/index.ts";
import type { Caller, Reply } from "../core/app.ts";
import { type ActorUnit, type Context, reachable, readerFor } from "../core/context.ts";
import { record, tell, updateCopy } from "../core/effects.ts";
import { asking, type FormHandler } from "../core/form-handler.ts";
import { requireFound } from "../core/rights.ts";
import { saveSetup } from "../setup/progress.ts";

const aboutAccount = ({ platform, id }: AccountRef): Message<"account"> => ({
  ...{ kind: "account", of: platform, account: id },
});

type Has = (tx: Tx, setup: Setup, person: PersonId) => boolean;

const worksOnStep: Has = (_, setup, id) => STEP_NAMES.some((name) => mayWorkOn(setup, id, name));
const decides: Has = (_, setup, id) => mayBeAsked(setup, id);
const hasTask: Has = (tx, _, id) => tx.tasks.open().some(({ assignee }) => assignee === id);
const hasAsked: Has = (tx, _, id) => tx.requests.open().some(({ requester }) => requester === id);
/** What a person must have whom a refusal concerns, so that another account of the same human may be allowed it. */
const HOLDS: Partial<Record<Refusal, Has>> = {
  not_owner: (_, setup, id) => setup.owner === id,
  not_approver: decides,
  not_your_step: worksOnStep,
  not_your_task: (tx, setup, id) => hasTask(tx, setup, id) || isApprover(setup, id),
  not_your_request: hasAsked,
};

/** The account that may do it is asked whether this one is theirs. null: there is none that can be asked. */
export function askOtherAccount(
  context: Context,
  { platform, account: id }: Caller,
  reason: Refusal,
): View | null {
  const { store, now, log, wake } = context;
  const holds = HOLDS[reason];
  if (holds === undefined) return null;
  try {
    const view = store.transact((tx) => {
      const me = tx.people.byAccount(platform, id);
      const setup = tx.setup.load();
      if (me === null || setup === null) return null;
      const other = tx.people.others(me).find((one) => hearAsOne(one, me) && holds(tx, setup, one.id));
      const there = other && reachable({ tx, context }, other)?.platform;
      if (other === undefined || there === undefined) return null;
      if (me.asked !== other.id) {
        tx.people.set(me.id, { asked: other.id });
        tell({ tx, now: now() }, other.id, aboutAccount({ platform, id }));
      }
      return confirmFirst(readerFor({ tx, context }, me, platform), platform, there);
    });
    wake();
    return view;
  } catch (error) {
    log.error({ error }, "another account could not be asked");
    return null;
  }
}

/** Whether somebody may say so: they were asked, or the other has said it of them, and both still have the address. */
const mayBeOne = (me: Person, person: Person): boolean =>
  hearAsOne(me, person) && shareAddress(me, person) && (person.asked === me.id || person.agreed === me.id);

export function accountFacts(tx: Tx, me: Person, { of, account }: Message<"account">) {
  if (account === undefined) return "erased";
  const platform = PLATFORMS.find((name) => name === of);
  const person = platform === undefined ? null : tx.people.byAccount(platform, account);
  const found = platform && person && accountIn(person, { platform, id: account });
  if (!found) return null;
  const saidNo = tx.people.others(person).find((one) => person.parted || one.parted)?.id ?? null;
  return { account: found, state: stateFor(me, person), saidNo } as const;
}

function stateFor(me: Person, person: Person) {
  if (me.id === person.id) return "yours";
  if (me.parted || person.parted) return "parted";
  if (!mayBeOne(me, person)) return "old";
  return me.agreed === person.id ? "waits" : "ask";
}

/** "Yes, that is me", or no. The card that was pressed says what came of it. */
export function answerAccount(unit: ActorUnit, about: AccountRef, mine: boolean): Reply {
  const me = unit.actor.person;
  const other = requireFound(unit.tx.people.byAccount(about.platform, about.id));
  if (other.id === me.id) return { kind: "nothing" };
  // The addresses may differ by now, and the buttons come back from a client.
  if (!mayBeOne(me, other)) throw refuse("not_now");
  if (mine) agree(unit, me, other);
  else part(unit, me, other, about);
  unit.tx.changed(subjectOf(aboutAccount(about)), "homes");
  return { kind: "nothing" };
}

/** Whoever presses shares what they have; an account that has something itself is asked as well. */
function agree(unit: ActorUnit, me: Person, other: Person): void {
  const { tx, actor } = unit;
  const setup = tx.setup.load();
  const has = [worksOnStep, decides, hasTask, hasAsked].some(
    (each) => setup !== null && each(tx, setup, other.id),
  );
  if (other.agreed !== me.id && has) {
    tx.people.set(me.id, { agreed: other.id });
    tell(unit, other.id, aboutAccount(actor.account));
    return;
  }
  tx.people.merge(other.id, me.id);
  const meant = (id: PersonId) => (id === other.id ? me.id : id);
  if (setup !== null) saveSetup(unit, setup, givenAnew(setup, meant));
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

export function inLanguage(reader: Reader, reply: Reply): Reply {
  if (reply.kind === "show") return { ...reply, view: inLanguageOf(reader, reply.view) };
  if (reply.kind === "open" || reply.kind === "stack")
    return { ...reply, form: inLanguageOf(reader, reply.form) };
  return reply;
}

/** Everybody chooses for themselves; what is there already is said in that language from now on. */
export const language: FormHandler<"language"> = (unit) => {
  const { person, account } = unit.actor;
  return asking(languageForm(unit.reader, person.language), ({ language: chosen }) => {
    unit.tx.people.set(person.id, { language: chosen });
    for (const copy of unit.tx.posted.readBy(person.id)) updateCopy(unit, copy);
    const { strings } = readerFor(unit, { ...person, language: chosen }, account.platform);
    return { kind: "show", view: saying(strings.said.language, strings.language) };
  });
};

/** Only what needs them is told from now on; or all of it again. */
export function mute(unit: ActorUnit, { on }: Extract<UserAction, { do: "mute" }>): Reply {
  const { tx, me } = unit;
  tx.people.set(me, { muted: on });
  for (const copy of tx.posted.ofSubject(subjectOf({ kind: "home", person: me }))) updateCopy(unit, copy);
  return { kind: "nothing" };
}

type Whose = Pick<Caller, "platform" | "account" | "locale">;

/** Whoever has not been met yet may have told it with the request. */
export function languageOfCaller(context: Context, { platform, account, locale = "" }: Whose): string {
  const told = stringsFor(locale, platform).language;
  try {
    return context.store.read((tx) => {
      const person = tx.people.byAccount(platform, account);
      return person === null ? told : readerFor({ tx, context }, person, platform).strings.language;
    });
  } catch (error) {
    context.log.error({ error, platform }, "the language of an account could not be read");
    return told;
  }
}
