import type { Account, Place, Platform } from "../../domain/accounts/person.ts";
import type { FormRef, FormValues, UserAction } from "../../domain/action.ts";
import type { FilePlace } from "../../domain/file-offer.ts";
import type { Job } from "../../domain/job.ts";
import type { Subject } from "../../domain/message.ts";
import type { PostedMessage } from "../../store/tx.ts";
import type { Form, View } from "../../view/core/view.ts";

/** Who called, in the platform's own ids. `channel` is where from, when it was a channel. */
export type Caller = {
  readonly platform: Platform;
  readonly account: string;
  readonly team: string;
  readonly channel: string | null;
  /** How the caller reads, where the request itself tells: it is newer than what was told of the account. */
  readonly locale?: string | undefined;
  readonly timezone?: string | undefined;
  /** Of a press: the message that it stands on, where the platform tells it. */
  readonly pressed?: { readonly channel: string; readonly message: string } | undefined;
};

export type Shown = {
  readonly kind: "show";
  readonly view: View;
  /** Where answers stay for good, this one can be kept up to date (`answered`). */
  readonly subject?: Subject;
  /** Nothing was done for now, and what was asked may be asked again. */
  readonly passing?: true;
  readonly stranger?: true;
};

export type Answer = Pick<Shown, "subject"> & { readonly view: View | null };

export type Errors = Readonly<Record<string, string>>;

/** What the caller, and only the caller, gets back at once. Everything else goes out as jobs. */
export type Reply =
  /** `repeated`: the same arrived before, and what came of it is done. */
  | { readonly kind: "nothing"; readonly repeated?: true }
  /** In answer to a command or in place of the private message or dialog that was pressed or submitted. */
  | Shown
  | { readonly kind: "open"; readonly form: Form }
  /** Put on top of the submitted form, which keeps what was typed. */
  | { readonly kind: "stack"; readonly form: Form }
  /** The submission is refused, nothing typed is lost. */
  | { readonly kind: "errors"; readonly errors: Errors };

/** People who are in it can be approvers. `size` null: its platform tells it of one group alone. */
export type ChatGroup = { readonly id: string; readonly name: string; readonly size: number | null };

/** Reads a file where its platform keeps it; null: it is larger than `most` bytes. Throws AppError. */
export type SentFile = (most: number) => Promise<Uint8Array | null>;

export type FileAnswer = {
  readonly offer: number;
  /** null: they do not want it. */
  readonly place: FilePlace | null;
};

/**
 * What the platforms call. One transaction decides, and it is committed before the call returns, so that an
 * edge acknowledges afterwards and a crash in between costs an error message, never a decision. What a call learns of
 * accounts and messages on its way is committed on its own. `key` identifies the inbound request:
 * the same key twice has one effect. Refusals come back as one plain sentence (`show`, or `errors` of a submission).
 */
export interface App {
  command(caller: Caller, words: string, key: string): Promise<Reply>;
  press(caller: Caller, action: UserAction, key: string): Promise<Reply>;
  submit(caller: Caller, form: FormRef, values: FormValues, key: string): Promise<Reply>;
  list(caller: Caller, files: readonly SentFile[], key: string): Promise<Reply>;
  fileAnswered(caller: Caller, answer: FileAnswer, key: string): Promise<Reply>;
  /** The form as it would open now with what was typed in it, for platforms whose forms do not stay with the client. */
  form(caller: Caller, form: FormRef, values: FormValues): Promise<Reply>;
  /** The posted copy with that message id, as it is now for whoever sees it there; null: it is not one of ours. */
  copy(caller: Caller, channel: string, message: string): View | null;
  /** What was shown stays there as the caller's own message, and is kept up to date. Without a View nobody knows how it looks. */
  answered(caller: Caller, channel: string, message: string, shown: Answer): void;
  /** The person came to their own page: it is kept up to date from now on. A message is posted anew only when it is gone. */
  homeOpened(caller: Caller, key: string): Promise<void>;
  /** The language in which somebody reads, two letters: for what a platform says itself. Never throws. */
  language(caller: Pick<Caller, "platform" | "account" | "locale">): string;
  /** Whether we have met this account's person, or post into that channel, so that an edge can pass over all others. */
  knows(platform: Platform, accountId: string): boolean;
  uses(place: Place): boolean;
  /** Does what a platform tells by itself, unless it was done before. What is cut off comes again: `work` must not mind. */
  once(key: string, work: () => Promise<void>): Promise<void>;
  accountChanged(account: Account): void;
  /** A group, or who is in it. */
  groupChanged(platform: Platform, id: string): void;
  placeClosed(place: Place, reason: string): void;
  placeOpened(place: Place): void;
  /** Whether what people do in Slack reaches the bot: `false` at each attempt to connect that fails (Socket Mode). */
  listens(connected: boolean): void;
  /** Somebody calls in the platform's name who has another secret than ours: nothing of it is believed. */
  forged(platform: Platform): void;
  /** What fitted the one before says nothing of this one. */
  secretReplaced(platform: Platform): void;
  /** The bot was removed or its token revoked: stop sending there. */
  disconnected(platform: Platform): void;
}

export const REQUEST_KINDS = ["command", "press", "submission", "home"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
/** `repeated`: it was here before; `failed`: it was not the person's doing. */
export const REQUEST_OUTCOMES = ["done", "refused", "repeated", "failed"] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];
/** `later`: tried again, or looked for, after a while. */
export const JOB_OUTCOMES = ["done", "later", "given up"] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];
export const SYNC_OUTCOMES = ["done", "key refused", "other organization", "failed"] as const;
export type SyncOutcome = (typeof SYNC_OUTCOMES)[number];

/** What happened, for the operator's metrics. Words of short lists alone: nobody's name, address or id. */
export type Meter = {
  request(platform: Platform, kind: RequestKind, outcome: RequestOutcome): void;
  jobEnded(kind: Job["kind"], outcome: JobOutcome): void;
  synced(outcome: SyncOutcome, milliseconds: number): void;
};

/** `said` stands above it; its `name` is of its own, so that `lookForFile` finds it. */
export type OutgoingFile = {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly said: string;
};

/**
 * What a chat platform can do for us; the one interface between the core and Slack or Teams. Each call is one network
 * effect without retries. They throw AppError: `rate_limited` (with retryAfterMs), `unavailable` (not done, try again),
 * `outcome_unknown` (may be done now or later), anything else is final (channel gone, not invited, no rights).
 */
export interface Messenger {
  readonly platform: Platform;
  /** Where a person's own page is: a page of its own, or a message in their direct messages. */
  readonly home: "page" | "message";
  letsIn(): Promise<void>;
  /** Who an account is, asked from the platform. `not_found` when there is no such account. */
  account(id: string): Promise<Account>;
  findByAddress(address: string): Promise<Account | null>;
  /** The groups that can be chosen. `forbidden`: the bot may not know them (`noGroups`). */
  groups(): Promise<readonly ChatGroup[]>;
  /** The accounts in one, or a few more than `most` where there are more. `not_found`: it is gone or disabled. */
  groupMembers(id: string, most: number): Promise<readonly string[]>;
  /** Why there are none, as far as the bot knows: the plan of the chat workspace, or what the app was granted. */
  noGroups?(): "plan" | "scope" | null;
  /** The conversation for direct messages to an account; opening it twice gives the same one. */
  openDirect(accountId: string): Promise<string>;
  /** Posts; null: the platform gave no id, so that it cannot be updated. `lookFor` finds the message by its `key`. */
  post(conversation: string, view: View, key: string): Promise<string | null>;
  /** Why the bot cannot post into a channel, as a stable word; null: it can, as far as can be told without posting. */
  whyClosed(conversation: string): Promise<string | null>;
  /** Replaces a message that is there. Repeating it does no harm, but one that comes through late undoes a later one. */
  update(conversation: string, message: string, view: View): Promise<void>;
  /** Replaces an answer that only its reader sees; null: this is no such answer. Any failure is `not_found`. */
  updateAnswer?(copy: PostedMessage, view: View): Promise<void> | null;
  /** The id of the message with this key, posted since (epoch ms); null: none; unknowable: there is no way to ask. */
  lookFor(conversation: string, key: string, since: number): Promise<string | null | "unknowable">;
  /** Whether files can be sent, as far as the bot knows. Then there are the next two, or the one after. */
  maySendFiles?(): boolean;
  sendFile?(conversation: string, file: OutgoingFile): Promise<void>;
  lookForFile?(conversation: string, name: string, since: number): Promise<boolean | "unknowable">;
  /** Puts a file where its reader wants it. `conflict`: it is there already; `not_found`: it is not taken any more. Repeating it does no harm. */
  putFile?(address: string, bytes: Uint8Array): Promise<void>;
  /** Whether `readFile` may be used, as far as the bot knows: only then a form may have a field for a file. */
  mayReadFiles?(): boolean;
  /** What somebody put into such a field; null: it is larger than `most` bytes. A file of anybody else is `not_found`. */
  readFile?(id: string, owner: string, most: number): Promise<Uint8Array | null>;
  publishHome(accountId: string, view: View): Promise<void>;
}
