import type { Account, Platform } from "../../domain/accounts/person.ts";
import type { PostedMessage } from "../../store/tx.ts";
import type { View } from "../../view/core/view.ts";

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
