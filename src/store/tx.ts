import type { Account, Person, PersonId, Place, Platform } from "../domain/accounts/person.ts";
import type { Alert, AlertKind } from "../domain/alert.ts";
import type { ConversationReference, ReferenceKind } from "../domain/conversation-reference.ts";
import type { FileOffer } from "../domain/file-offer.ts";
import type { Invitation, InvitationStatus, Watched } from "../domain/invitations/invitation.ts";
import type { Member } from "../domain/members/member.ts";
import type { Subject } from "../domain/message.ts";
import type { Traces } from "../domain/record/erasure.ts";
import type { ChainEnd, ChainedEntry, RecordEntry } from "../domain/record/record.ts";
import type { Request } from "../domain/requests/request.ts";
import type { AuditEvent } from "../domain/security/audit.ts";
import type { Setup } from "../domain/setup/setup.ts";
import type { Workspace } from "../domain/setup/workspace.ts";
import type { Task } from "../domain/tasks/task.ts";
import type { Topic } from "../domain/topic.ts";
import type { Listing } from "./listing.ts";
import type { JobQueue } from "./queue/job-queue.ts";

/** A posted message. Home pages are copies too: channel `home`, message = the account's id. */
export type PostedMessage = Place & {
  readonly id: number;
  readonly message: string;
  readonly subject: Subject;
  /** Whose direct messages or Home it is in; null in a channel. */
  readonly person: PersonId | null;
  /** A digest of what it shows, so that what did not change is not sent again; null: not known. */
  readonly drawn: string | null;
  /** When the person last opened it (epoch ms), of a page that their platform draws when they open it; null: a message. */
  readonly openedAt: number | null;
};

/** What somebody typed and has not sent off yet: a review step holds it here, so that nothing typed is lost. */
export type Draft = {
  readonly id: number;
  readonly person: PersonId;
  readonly values: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
};

/** `Omit` of a union leaves only what all its members share. */
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
export type NewAlert = WithoutId<Alert>;

/** What has a number of its own. */
type Rows<T> = {
  insert(row: WithoutId<T>): T;
  get(id: number): T | null;
  save(row: T): void;
};

/** Everything stored, as seen from inside one transaction. All of it is synchronous. */
export interface Tx {
  /** All of `work` or none of it: what it wrote is undone when it throws, and the rest of the transaction stays. */
  attempt<T>(work: () => NotPromise<T>): T;
  /**
   * What messages show has changed, and no saved row says so: time has passed, somebody may do something else now, or a
   * row names no more what it named before.
   */
  changed(...topics: readonly Topic[]): void;
  /** Somebody has pressed this message: if it changes, it is drawn again at once, and others a moment later. */
  pressed(message: { readonly channel: string; readonly message: string }): void;
  readonly inbox: {
    /** Notes an inbound request; false when this key was noted before. */
    firstTime(key: string, now: number): boolean;
    /** When a key with this beginning was noted last (epoch ms); null: none was in 90 days. */
    latest(beginning: string): number | null;
    /** Whether this key was noted. */
    has(key: string): boolean;
    /** It had no effect: the same request may come again and be answered. */
    forget(key: string): void;
  };
  readonly setup: {
    load(): Setup | null;
    save(setup: Setup): void;
  };
  readonly people: {
    /** Whoever merged with another is that one from then on. */
    get(id: PersonId): Person | null;
    byAccount(platform: Platform, account: string): Person | null;
    /** The person one of whose verified, member accounts has this address. */
    byAddress(address: string): Person | null;
    /** Those who administer the chat workspace, among whoever we have met. */
    admins(): Person[];
    /** When the account was last told by its platform (epoch ms), or null. */
    seenAt(platform: Platform, account: string): number | null;
    /**
     * Notes what the platform says of an account. A new account is a new person. Those who have members' accounts with the
     * same verified address on different platforms become one human, and stay so whatever their addresses become.
     */
    upsert(account: Account, now: number): Person;
    /** The other persons who are, or once were, the same human. */
    others(person: Person): Person[];
    /** Notes who is asked whether this person is them. */
    ask(person: PersonId, other: PersonId): void;
    /** Notes whom a person says to be, too. */
    agree(person: PersonId, other: PersonId): void;
    /** Notes that somebody with the same address says that this is not them. */
    part(person: PersonId): void;
    /** In which they want to read; null: as their account says. */
    setLanguage(person: PersonId, language: string | null): void;
    /** What is one person's becomes another's, accounts and all; its id goes on meaning them. The Setup is the caller's. */
    merge(from: PersonId, into: PersonId): void;
    /** They act with this account: of several it is the one to write to from now on. */
    setUsed(platform: Platform, account: string, now: number): void;
    /** Their accounts, the one that they act with first. */
    usedFirst(person: PersonId): Account[];
    /** The account cannot be written to (true), or can again (false). */
    setUnreachable(platform: Platform, account: string, unreachable: boolean): void;
    isUnreachable(platform: Platform, account: string): boolean;
  };
  readonly erasure: {
    /** What tells who somebody is, from an address or an opaque id on; null: nothing does. */
    find(who: string): Traces | null;
    /** Whether a running job is about to write some of it down. */
    isBusy(traces: Traces): boolean;
    /** Takes it all out, and answers with the opaque id that stands for them. The Setup is the caller's. */
    erase(traces: Traces): PersonId;
    /** Where an address or a chat's id still stands, as `table.column`. */
    left(traces: Traces): string[];
  };
  readonly requests: Rows<Request> & {
    open(): Request[];
    /** Newest first. */
    ofRequester(person: PersonId, limit: number): Request[];
  };
  readonly invitations: Rows<Invitation> & {
    ofRequest(request: number): Invitation[];
    ofDigest(digest: number): Invitation[];
    ofInvitee(person: PersonId): Invitation[];
    /** Those that were sent in the same moment. */
    ofSentAt(sentAt: number): Invitation[];
    inStatus(...statuses: InvitationStatus[]): Invitation[];
    /** The first one in this status, or of those whose Evidence is younger than `knownAfter`. */
    first(status: InvitationStatus, knownAfter?: number): Invitation | null;
    /** Every Invitation of that address, newest first. */
    ofAddress(address: string): Invitation[];
    /** Those whom Mistral's lists can still move and who are the newest of their address, by id, from behind `after`. */
    watched(after: number, limit: number): Watched[];
    /** Those of these that are the newest of their address. */
    newestAmong(ids: readonly number[]): Invitation[];
    /** In the order of these. */
    addresses(ids: readonly number[]): string[];
    count(): Record<InvitationStatus, number>;
  };
  readonly alerts: Rows<Alert> & {
    /** Notes when people were told, which no message shows. */
    told(id: number, now: number): void;
    /** Those that are not over, the oldest first. */
    open(): readonly Alert[];
    /** Forgets what was over before that time (epoch ms). */
    prune(before: number): void;
    /** The newest of a kind, whether or not it is over. */
    latest(kind: AlertKind): Alert | null;
  };
  readonly tasks: Rows<Task> & {
    open(): Task[];
    /** Every Task that is or was about this Invitation. */
    ofInvitation(invitation: number): Task[];
  };
  readonly workspaces: Rows<Workspace> & {
    all(): Workspace[];
  };
  readonly members: {
    all(): Member[];
    /** By address, from behind `after`. */
    following(after: string, limit: number): Member[];
    byAddress(address: string): Member | null;
    byId(mistralId: string): Member | null;
    byIds(mistralIds: readonly string[]): Member[];
    admins(): Member[];
    /** Those whose address is in none of these domains, by address. */
    outside(domains: readonly string[]): Member[];
    /** `without`: those who have no Invitation in one of these statuses. */
    count(statuses: readonly InvitationStatus[]): { all: number; without: number };
    save(member: Member): void;
    remove(address: string): void;
  };
  readonly listing: Listing;
  readonly audit: {
    /** Of these events' ids, those that were noted before. */
    known(ids: readonly string[]): Set<string>;
    /** `feed`: the message that tells of it. */
    insert(event: AuditEvent, feed: number | null): void;
    /** What one message tells of, oldest first. */
    ofFeed(feed: number): AuditEvent[];
    /** The newest message that was begun by `now`, or null before there is one. */
    lastFeed(now: number): number | null;
    /** Forgets what happened before that time (epoch ms). */
    prune(before: number): void;
  };
  readonly digests: {
    /** The newest digest opened after `since` and by `now`, or a new one opened now. `fresh`: it was made by this call. */
    openSince(since: number, now: number): { id: number; fresh: boolean };
  };
  readonly drafts: Omit<Rows<Draft>, "save"> & {
    remove(id: number): void;
  };
  readonly files: Rows<FileOffer>;
  readonly posted: {
    insert(
      copy: Omit<PostedMessage, "id" | "drawn" | "openedAt"> &
        Partial<Pick<PostedMessage, "drawn" | "openedAt">>,
    ): PostedMessage;
    get(id: number): PostedMessage | null;
    /** Of a subject and of its parts: `outcome:7` has `outcome:7.12.…` too. */
    ofSubject(subject: Subject): PostedMessage[];
    /** The copy that is this message of that conversation. */
    at(place: Place, message: string): PostedMessage | null;
    /** The copy of a subject in one conversation. */
    find(subject: Subject, place: Place): PostedMessage | null;
    /** Every Home that is a message, and the pages that were opened since then (epoch ms). */
    homes(openedSince: number): PostedMessage[];
    /** In somebody's own messages and on their Home; null: in channels. */
    readBy(person: PersonId | null): PostedMessage[];
    /** Those that changed while their platform was not connected. */
    missed(): PostedMessage[];
    setDrawn(id: number, drawn: string | null): void;
    setMissed(id: number): void;
    /** It shows nothing that counts until it is published again. */
    setOpened(id: number, now: number): void;
    /** Somebody has done something, perhaps on the page that they opened some time ago. */
    stillOpen(person: PersonId, now: number): void;
    remove(id: number): void;
    all(): PostedMessage[];
  };
  readonly references: {
    get(platform: Platform, kind: ReferenceKind, id: string): ConversationReference | null;
    /** By id. */
    all(platform: Platform, kind: ReferenceKind): ConversationReference[];
    /** The first one whose `data` has this value under that name. */
    find(platform: Platform, kind: ReferenceKind, name: string, value: string): ConversationReference | null;
    save(platform: Platform, reference: ConversationReference): void;
    remove(platform: Platform, kind: ReferenceKind, id: string): void;
  };
  readonly jobs: JobQueue;
  /** The ends of the Record that messages show: what was told in chat does not change when it is drawn anew. */
  readonly marks: {
    set(subject: Subject, end: ChainEnd): void;
    get(subject: Subject): ChainEnd | null;
    /** The oldest end first. */
    all(): ChainEnd[];
  };
  readonly record: {
    /** Where the chain has come to with it. */
    append(entry: RecordEntry): ChainEnd;
    /** Newest first; `page` from 0. */
    page(page: number, size: number): { entries: ChainedEntry[]; total: number };
    /** Oldest first, from behind `after`, or from the first one (null). */
    following(after: number | null, limit: number): ChainedEntry[];
    /** Oldest first. */
    all(): Iterable<ChainedEntry>;
    end(): ChainEnd;
    head(): string;
    /** Whether its triggers refuse changes. Whoever has the file can take them out, and put them back. */
    isAppendOnly(): boolean;
  };
}

export interface Store {
  /** Runs `work` in one IMMEDIATE transaction: all of it is committed and durable, or none. */
  transact<T>(work: (tx: Tx) => NotPromise<T>): T;
  /** Reads one consistent picture; writing in it is an error. */
  read<T>(work: (tx: Tx) => NotPromise<T>): T;
  /** Why the file takes no writes just now, for the operator; null: it does. */
  trouble(): string | null;
  /** The file of the server's that was removed or replaced since it was opened: another server may work beside it. */
  lost(): string | null;
  /**
   * After something was erased: its bytes are neither in the file nor in the log beside it any more. False when another
   * reader keeps them there all this time.
   */
  scrub(patienceMs?: number): boolean;
  /** Copies to a new file, also while others write; the copy was checked. Never overwrites. */
  backup(file: string): Promise<void>;
  close(): void;
}

/** Keeps an async callback out of a synchronous transaction: its awaited statements would run outside of it. */
export type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;
