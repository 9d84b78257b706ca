import {
  type Account,
  type Actor,
  accountIn,
  type PersonId,
  type Platform,
} from "../../domain/accounts/person.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/is-recent.ts";
import type { Tx } from "../../store/tx.ts";
import { noteAccount } from "../accounts/account-changes.ts";
import { languageTold } from "../accounts/language.ts";
import { FieldErrors } from "../forms/form-handler.ts";
import type { Caller } from "./app.ts";
import { type Context, messengerOf, readerFor } from "./context.ts";

const STALE_AFTER_MS = 3_600_000;
/** While a platform cannot be asked, what it last said counts this long. */
const COUNTS_FOR_MS = 24 * 3_600_000;
const ASK_AGAIN_AFTER_MS = 60_000;

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
  const { store } = context;
  const settled = store.read((tx) =>
    isSettled(tx, platform, id, context.now()) ? accountOf(tx, platform, id) : undefined,
  );
  if (settled !== undefined) return settled;
  const messenger = messengerOf(context, platform);
  if (messenger === null) throw refuse("no_account");
  const told = await messenger.account(id).catch((error: unknown) => {
    context.log.warn({ error, platform, account: id }, "could not read an account");
    const isUnknown = error instanceof AppError && error.code === "not_found";
    const known = store.read((tx) => stillCounts(tx, platform, id, context.now()));
    if (known === null) throw refuse(isUnknown ? unknown : "no_account");
    return isUnknown ? { ...known, standing: "gone" as const } : null;
  });
  if (told !== null) note(context, told);
  return store.read((tx) => accountOf(tx, platform, id));
}

function note(context: Context, account: Account): void {
  context.store.transact((tx) => noteAccount({ tx, now: context.now(), context }, account));
}

/** What was last told of an account, unless that is too long ago to be believed. */
function stillCounts(tx: Tx, platform: Platform, id: string, now: number): Account | null {
  const account = accountOf(tx, platform, id);
  const seen = tx.people.seenAt(platform, id) ?? 0;
  return account !== undefined && isYounger(seen, now, COUNTS_FOR_MS) ? account : null;
}

function accountOf(tx: Tx, platform: Platform, id: string): Account | undefined {
  const person = tx.people.byAccount(platform, id);
  return person === null ? undefined : accountIn(person, { platform, id });
}

/** What we know is good enough. What has changed since may have been told in an event that got lost. */
function isSettled(tx: Tx, platform: Platform, id: string, now: number): boolean {
  const account = accountOf(tx, platform, id);
  if (account === undefined) return false;
  const seen = tx.people.seenAt(platform, id) ?? 0;
  return isYounger(seen, now, account.standing === "member" ? STALE_AFTER_MS : ASK_AGAIN_AFTER_MS);
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

/** The chat accounts that are chosen in a field of a form. */
type Chosen = { readonly field: string; readonly accounts: readonly string[] };

/** A platform is asked for so many of them at once. */
const AT_ONCE = 5;

/** Throws FieldErrors that say which of them their platform does not know. */
export async function meetChosen(
  context: Context,
  { platform, account: caller }: Caller,
  { field, accounts }: Chosen,
): Promise<void> {
  const isMet = (account: string) =>
    meet(context, platform, account, "gone").then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError && error.code === "not_found") return false;
        throw error;
      },
    );
  const met: boolean[] = [];
  while (met.length < accounts.length)
    met.push(...(await Promise.all(accounts.slice(met.length, met.length + AT_ONCE).map(isMet))));
  const unknown = met.flatMap((found, index) => (found ? [] : [index + 1]));
  if (unknown.length === 0) return;
  const which = accounts.length > 1 ? unknown : null;
  const words = context.store.read((tx) => {
    const reader = readerFor({ tx, context }, tx.people.byAccount(platform, caller), platform);
    return reader.strings.answers.notMet(which);
  });
  throw new FieldErrors({ [field]: words });
}

/**
 * Reads somebody's accounts anew, so that a decision about them does not rest on what was true once. One that its platform
 * does not know any more is gone: not each of them says of somebody that they have left.
 */
export async function refreshPerson(context: Context, id: PersonId): Promise<void> {
  const accounts = context.store.read((tx) => tx.people.get(id)?.accounts ?? []);
  for (const known of accounts) {
    const { platform, id: account } = known;
    const told = await messengerOf(context, platform)
      ?.account(account)
      .catch((error: unknown): Account | null => {
        if (error instanceof AppError && error.code === "not_found") return { ...known, standing: "gone" };
        context.log.warn({ error, platform, account }, "could not read an account");
        return null;
      });
    if (told) note(context, told);
  }
}

/**
 * Who acts. Guests (but for what concerns their own Invitation) and people of another chat workspace or tenant are turned
 * down here, for every entry.
 */
export function requireActor(tx: Tx, caller: Caller, guestsToo = false): Actor {
  const person = tx.people.byAccount(caller.platform, caller.account);
  const account =
    person === null ? undefined : accountIn(person, { platform: caller.platform, id: caller.account });
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
