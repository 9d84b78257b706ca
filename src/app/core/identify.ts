import {
  type Account,
  type Actor,
  accountIn,
  type PersonId,
  type Platform,
} from "../../domain/accounts/person.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { noteAccount } from "../accounts/account-changes.ts";
import { languageTold } from "../accounts/language.ts";
import { FieldErrors } from "../forms/form-handler.ts";
import type { Caller } from "./app.ts";
import { type Context, messengerOf, readerOf } from "./context.ts";
import type { Messenger } from "./messenger.ts";

const STALE_AFTER_MS = 3_600_000;
/** While a platform cannot be asked, what it last said counts this long. */
const COUNTS_FOR_MS = 24 * 3_600_000;
const ASK_AGAIN_AFTER_MS = 60_000;

const note = (context: Context, account: Account): void =>
  context.store.transact((tx) => noteAccount({ tx, now: context.now(), context }, account));

/** What its platform says of an account; null: it could not be asked. */
async function asked(
  context: Context,
  messenger: Messenger,
  id: string,
): Promise<Account | "unknown" | null> {
  try {
    return await messenger.account(id);
  } catch (error) {
    context.log.warn({ error, platform: messenger.platform, account: id }, "could not read an account");
    return error instanceof AppError && error.code === "not_found" ? "unknown" : null;
  }
}

function accountOf(tx: Tx, platform: Platform, id: string): Account | undefined {
  const person = tx.people.byAccount(platform, id);
  return person === null ? undefined : accountIn(person, { platform, id });
}

/**
 * Makes sure that an account is known as it is now: its platform is asked the first time, and again when that was long ago
 * or the answer turned somebody down, because what tells of changes can get lost. `unknown` is the refusal when the
 * platform does not know the account either. It is the one network call before a transaction.
 */
async function meet(
  context: Context,
  platform: Platform,
  id: string,
  unknown: Refusal = "no_account",
): Promise<Account | undefined> {
  const { store, now } = context;
  const { known, seen } = store.read((tx) => ({
    known: accountOf(tx, platform, id),
    seen: tx.people.seenAt(platform, id) ?? 0,
  }));
  const settledFor = known?.standing === "member" ? STALE_AFTER_MS : ASK_AGAIN_AFTER_MS;
  if (known !== undefined && isYounger(seen, now(), settledFor)) return known;
  const messenger = messengerOf(context, platform);
  if (messenger === null) throw refuse("no_account");
  const told = await asked(context, messenger, id);
  if (told !== null && told !== "unknown") note(context, told);
  else if (known === undefined || !isYounger(seen, now(), COUNTS_FOR_MS))
    throw refuse(told === "unknown" ? unknown : "no_account");
  else if (told === "unknown") note(context, { ...known, standing: "gone" });
  return store.read((tx) => accountOf(tx, platform, id));
}

/** As `meet`, and a request may tell in which language and time zone the person reads: they are answered in that. */
export async function meetCaller(context: Context, caller: Caller, unknown?: Refusal): Promise<void> {
  const { platform, account: id, locale, timezone } = caller;
  const account = await meet(context, platform, id, unknown);
  if (account === undefined) return;
  const told = { ...account, locale: locale || account.locale, timezone: timezone || account.timezone };
  if (told.locale === account.locale && told.timezone === account.timezone) return;
  const now = context.now();
  context.store.transact((tx) => {
    const person = tx.people.upsert(told, tx.people.seenAt(platform, id) ?? now);
    languageTold({ tx, now }, person.id, account, told);
  });
}

/** Looks up the accounts that are chosen in a field of a form. Throws FieldErrors when the platform does not know one. */
export async function meetChosen(
  context: Context,
  caller: Caller,
  { field, accounts }: { readonly field: string; readonly accounts: readonly string[] },
): Promise<void> {
  try {
    for (const account of accounts) await meet(context, caller.platform, account, "gone");
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const { strings } = context.store.read((tx) => readerOf({ tx, context }, caller));
    throw new FieldErrors({ [field]: strings.answers.notMet });
  }
}

/**
 * Reads somebody's accounts anew, so that a decision about them does not rest on what was true once. One that its platform
 * does not know any more is gone: not each of them says of somebody that they have left.
 */
export async function refreshPerson(context: Context, id: PersonId): Promise<void> {
  for (const known of context.store.read((tx) => tx.people.get(id)?.accounts ?? [])) {
    const messenger = messengerOf(context, known.platform);
    const told = messenger && (await asked(context, messenger, known.id));
    if (told !== null) note(context, told === "unknown" ? { ...known, standing: "gone" } : told);
  }
}

/**
 * Who acts. Guests (but for what concerns their own Invitation) and people of another chat workspace or tenant are turned
 * down here, for every entry.
 */
export function requireActor(tx: Tx, { platform, account: id }: Caller, guestsToo = false): Actor {
  const person = tx.people.byAccount(platform, id);
  const account = person === null ? undefined : accountIn(person, { platform, id });
  if (person === null || account === undefined) throw refuse("no_account");
  if (account.standing === "guest" && !guestsToo) throw refuse("guest");
  if (account.standing !== "member" && account.standing !== "guest") throw refuse("stranger");
  return { person, account };
}

/** Refreshes what is known of an account in the background when it was last told long ago. */
export function refreshLater(context: Context, tx: Tx, account: Account): void {
  const now = context.now();
  const seen = tx.people.seenAt(account.platform, account.id);
  if (seen !== null && isYounger(seen, now, STALE_AFTER_MS)) return;
  const key = `account:${account.platform}:${account.id}`;
  const job = { kind: "refresh-account", platform: account.platform, account: account.id } as const;
  tx.jobs.enqueue(job, { key, group: key, dueAt: now, collapse: true });
}
