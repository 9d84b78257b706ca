import { type Account, type AccountRef, type Actor, accountIn } from "../../domain/accounts/person.ts";
import type { FormValues } from "../../domain/action.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { AppError } from "../../lib/errors.ts";
import { isYounger, within } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { whyClosed } from "../../view/alerts/alert-cards.ts";
import type { Field } from "../../view/core/view.ts";
import { noteAccount } from "../accounts/accounts.ts";
import type { Caller } from "./app.ts";
import { type Context, messengerOf } from "./context.ts";
import { type Drawn, FieldErrors, listOf, PICKED } from "./form-handler.ts";

const STALE_AFTER_MS = 3_600_000;
/** While a platform cannot be asked, what it last said counts this long. */
const COUNTS_FOR_MS = 24 * 3_600_000;
const ASK_AGAIN_AFTER_MS = 60_000;

function accountOf(tx: Tx, ref: AccountRef): Account | undefined {
  const person = tx.people.byAccount(ref.platform, ref.id);
  return person === null ? undefined : accountIn(person, ref);
}

/** Notes what its platform says of an account. False: it cannot be asked. Throws `unknown` where there is no such one. */
async function ask(
  context: Context,
  { platform, id }: AccountRef,
  known: Account | undefined,
  unknown: Refusal = "no_account",
): Promise<boolean> {
  const messenger = messengerOf(context, platform);
  if (messenger === null) return false;
  const told = await messenger.account(id).catch((error: unknown) => {
    context.log.warn({ error, platform, account: id }, "could not read an account");
    if (!(error instanceof AppError) || error.code !== "not_found") return null;
    if (known === undefined) throw refuse(unknown);
    return { ...known, standing: "gone" } as const;
  });
  if (told === null) return false;
  context.store.transact((tx) => noteAccount({ tx, now: context.now(), context }, told));
  return true;
}

/** The account as it is now. Its platform is asked again after a while, because what tells of changes can get lost. */
async function meet(context: Context, ref: AccountRef, unknown?: Refusal): Promise<Account | undefined> {
  const { store, now } = context;
  const { known, seen } = store.read((tx) => ({
    known: accountOf(tx, ref),
    seen: tx.people.seenAt(ref.platform, ref.id) ?? 0,
  }));
  const settledFor = known?.standing === "member" ? STALE_AFTER_MS : ASK_AGAIN_AFTER_MS;
  if (known !== undefined && isYounger(seen, now(), settledFor)) return known;
  const isTold = await ask(context, ref, known, unknown);
  if (!isTold && (known === undefined || !isYounger(seen, now(), COUNTS_FOR_MS))) throw refuse("no_account");
  return store.read((tx) => accountOf(tx, ref));
}

/** As `meet`, and a request may tell in which language and time zone the person reads: they are answered in that. */
export async function meetCaller(context: Context, caller: Caller, unknown?: Refusal): Promise<void> {
  const { platform, account: id, locale, timezone } = caller;
  const account = await meet(context, { platform, id }, unknown);
  if (account === undefined) return;
  const told = { ...account, locale: locale || account.locale, timezone: timezone || account.timezone };
  if (told.locale === account.locale && told.timezone === account.timezone) return;
  context.store.transact((tx) => tx.people.upsert(told, tx.people.seenAt(platform, id) ?? context.now()));
}

/** Slack waits 3 s for the answer, and more than this has to be done in them. */
const LONGEST_LOOK_MS = 1_000;

/** Refuses, at their fields, channels that cannot be written to and people whom the platform does not know. */
export async function lookAtPicked(context: Context, draw: () => Drawn, values: FormValues): Promise<void> {
  if (!PICKED.some((name) => listOf(values, name).length > 0)) return;
  // Only for somebody who may open the form.
  const drawn = draw();
  const { form, reader, platform } = drawn;
  const looks = form.fields.map((field) =>
    field.kind === "channel" ? tryChannel(context, drawn, field, values) : [],
  );
  const closed = (await Promise.all(looks)).flat();
  if (closed.length > 0) throw new FieldErrors(Object.fromEntries(closed));
  for (const { kind, name } of form.fields) {
    if (kind !== "person" && kind !== "people") continue;
    try {
      for (const id of listOf(values, name)) await meet(context, { platform, id }, "gone");
    } catch (error) {
      if (!(error instanceof AppError) || error.detail !== "gone") throw error;
      throw new FieldErrors({ [name]: reader.strings.answers.notMet });
    }
  }
}

/** Why a channel that is chosen anew cannot be written to. What cannot be told in time is taken. */
async function tryChannel(
  context: Context,
  { form, reader, platform }: Drawn,
  { name, initial }: Extract<Field, { kind: "channel" }>,
  values: FormValues,
): Promise<[field: string, why: string][]> {
  const [channel] = listOf(values, name);
  if (channel === undefined || channel === initial?.[platform]) return [];
  const look = messengerOf(context, platform)?.whyClosed(channel) ?? Promise.resolve(null);
  const noteFailure = (error: unknown) => {
    context.log.warn({ error, platform, channel }, "could not tell whether the bot can write to a channel");
    return null;
  };
  const reason = await within(look.catch(noteFailure), LONGEST_LOOK_MS);
  if (reason === null || reason === "late") return [];
  const again = reader.strings.closed.again(form.submit ?? "");
  return [[name, `${whyClosed(reader, { platform, reason }, true)} ${again}`]];
}

export async function refreshOwner(context: Context): Promise<void> {
  const owner = context.store.read((tx) => tx.people.get(tx.setup.load()?.owner ?? ""));
  for (const known of owner?.accounts ?? []) await ask(context, known, known);
}

/** Who acts. Guests (but for their own Invitation) and people of another chat workspace or tenant are turned down here. */
export function requireActor(tx: Tx, { platform, account: id }: Caller, guestsToo = false): Actor {
  const person = tx.people.byAccount(platform, id);
  const account = person === null ? undefined : accountIn(person, { platform, id });
  if (person === null || account === undefined) throw refuse("no_account");
  if (account.standing === "guest" && !guestsToo) throw refuse("guest");
  if (account.standing !== "member" && account.standing !== "guest") throw refuse("stranger");
  return { person, account };
}
