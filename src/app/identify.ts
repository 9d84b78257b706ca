import type { Account, Actor, Platform } from "../domain/person.ts";
import { refuse } from "../domain/refusal.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../store/tx.ts";
import type { Caller } from "./app.ts";
import { type Context, messengerOf } from "./context.ts";

const STALE_AFTER_MS = 3_600_000;

/**
 * Makes sure that an account is known, asking its platform the first time only; changes are told to us later. The one
 * network call that may come before a transaction: without it nobody can say who acts.
 */
export async function meet(context: Context, platform: Platform, id: string): Promise<void> {
  const known = context.store.read((tx) => tx.people.byAccount(platform, id));
  if (known !== null) return;
  const messenger = messengerOf(context, platform);
  if (messenger === null) throw refuse("no_account");
  const account = await messenger.account(id).catch((error: unknown) => {
    context.log.warn({ error, platform, account: id }, "could not read an account");
    throw error instanceof AppError && error.code === "not_found" ? refuse("stranger") : refuse("no_account");
  });
  context.store.transact((tx) => tx.people.upsert(account, context.now()));
}

/** Who acts: guests and people of another chat workspace or tenant are turned down here, for every entry. */
export function requireActor(tx: Tx, caller: Caller): Actor {
  const person = tx.people.byAccount(caller.platform, caller.account);
  const account = person?.accounts.find(
    ({ platform, id }) => platform === caller.platform && id === caller.account,
  );
  if (person === null || account === undefined) throw refuse("no_account");
  if (account.standing === "guest") throw refuse("guest");
  if (account.standing !== "member") throw refuse("stranger");
  return { person, account };
}

/** Refreshes what is known of an account in the background when it was last told long ago. */
export function refreshLater(context: Context, tx: Tx, account: Account): void {
  const now = context.now();
  const seen = tx.people.seenAt(account.platform, account.id);
  if (seen !== null && now - seen < STALE_AFTER_MS) return;
  const key = `account:${account.platform}:${account.id}`;
  const job = { kind: "refresh-account", platform: account.platform, account: account.id } as const;
  tx.jobs.enqueue(job, { key, group: key, dueAt: now, collapse: true });
}
