import type { ZodType, z } from "zod";
import { readIn, succeed } from "../answer.ts";
import type { Send } from "../exchange.ts";
import { instant } from "../instant.ts";
import { inviteSchema, memberSchema, peopleSchema } from "../schemas.ts";
import { PAGE_SIZE } from "./lists.ts";
import { type RoleWords, wordsOf } from "./roles.ts";

export type ListedMember = {
  readonly id: string;
  readonly address: string | null;
  readonly name: string | null;
  readonly words: RoleWords;
};

export type ListedInvite = {
  readonly id: string;
  /** Empty where there is none. */
  readonly address: string;
  readonly expired: boolean;
  readonly createdAt: number | null;
  readonly words: RoleWords;
};

/** A page as it was read: all but what its roles mean, which Mistral tells elsewhere. */
export type PeoplePage = {
  readonly text: string;
  readonly members: readonly ListedMember[];
  readonly invites: readonly ListedInvite[];
  /** How many entries could not be read. */
  readonly unread: number;
  readonly total: number | null;
};

/** `last`: what was read there before. Nearly always it is the same text, and says the same. */
export async function readPage(
  send: Send,
  number: number,
  last: PeoplePage | undefined,
): Promise<PeoplePage> {
  const order = ["GET", `/users?page=${number}&page_size=${PAGE_SIZE}`] as const;
  const answer = await succeed(send, order);
  if (last !== undefined && answer.text === last.text) return last;
  const read = readIn(order, answer, peopleSchema);
  const members = entriesOf(memberSchema, read.members).map(memberFrom);
  const invites = entriesOf(inviteSchema, read.invites).map(inviteFrom);
  const unread = read.members.length - members.length + read.invites.length - invites.length;
  return { text: answer.text, members, invites, unread, total: read.total ?? null };
}

/** Those that can be read. */
const entriesOf = <T>(schema: ZodType<T>, entries: readonly unknown[]): T[] =>
  entries.flatMap((entry) => schema.safeParse(entry).data ?? []);

const addressIn = (email: string | null | undefined): string => email?.trim().toLowerCase() ?? "";

function memberFrom(entry: z.infer<typeof memberSchema>): ListedMember {
  const { uuid, email, name } = entry;
  return { id: uuid, address: addressIn(email) || null, name: name?.trim() || null, words: wordsOf(entry) };
}

function inviteFrom(entry: z.infer<typeof inviteSchema>): ListedInvite {
  const { uuid, email, expired, created_at } = entry;
  const createdAt = instant(created_at);
  return { id: uuid, address: addressIn(email), expired: expired ?? false, createdAt, words: wordsOf(entry) };
}
