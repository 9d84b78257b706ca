import { z } from "zod";
import { ROLES, type Role } from "../../domain/invitations/invitation.ts";
import { orElse } from "../../lib/errors.ts";
import { call, instant, PAGE_SIZE, readIn, readPages, succeed } from "../call.ts";
import type { Send } from "../http.ts";

export type MistralMember = { id: string; address: string | null; name: string | null; roles: Role[] };

export type MistralInvite = Pick<MistralMember, "id" | "roles"> & {
  address: string;
  expired: boolean;
  createdAt: number | null;
};

type PeopleList = {
  members: MistralMember[];
  invites: MistralInvite[];
  /** False: something could not be read or changed meanwhile, so whoever is missing may well be there. */
  whole: boolean;
};

export type People = ReturnType<typeof byAddress> & {
  /** When the reading began (epoch ms): what happened since then need not be in it. */
  readAt: number;
  /** The addresses in the whole reading before this one; null: there was none. */
  before: { readAt: number; members: ReadonlySet<string>; invites: ReadonlySet<string> } | null;
};

/** One address can stand there twice: as expired and as open, and the open one counts; or, if ever, with two ids. */
export function byAddress<List extends PeopleList>(people: List) {
  const smallestIdLast = people.members.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const members = smallestIdLast.flatMap((one) =>
    one.address === null ? [] : [[one.address, one] as const],
  );
  const openLast = people.invites.toSorted(
    (one, other) => Number(other.expired) - Number(one.expired) || (one.id < other.id ? 1 : -1),
  );
  return {
    ...people,
    memberAt: new Map(members),
    inviteAt: new Map(openLast.map((invite) => [invite.address, invite])),
    // Of all with an address, whatever it was before.
    memberIds: new Set(members.map(([, { id }]) => id)),
  };
}

/** Even a whole reading misses people when the list changes between its pages: two in a row seldom miss the same. */
export function withReadingBefore(read: () => Promise<PeopleList>, now: () => number): () => Promise<People> {
  let before: People["before"] = null;
  return async () => {
    const readAt = now();
    const people = { ...byAddress(await read()), readAt, before };
    const { whole, memberAt, inviteAt } = people;
    if (whole) before = { readAt, members: new Set(memberAt.keys()), invites: new Set(inviteAt.keys()) };
    return people;
  };
}

/** Whoever asks while a reading is under way shares the next: each answer began to be read after it was asked for. */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  return () => {
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        const reading = read();
        running = reading;
        return reading;
      });
    return next;
  };
}

/** Gives what reads the whole list; it keeps the pages of the last reading, since most of them come again. */
export function createPeopleReader(send: Send): () => Promise<PeopleList> {
  let last: readonly Page[] = [];
  let byUuid: ReadonlyMap<string, Role> | null = null;
  return async () => {
    const pages: Page[] = [];
    const members = new Map<string, Listed<MistralMember>>();
    const invites = new Map<string, Listed<MistralInvite>>();
    const totals = new Set<number>();
    await readPages(async (number) => {
      const page = await readPage(send, number, last[number - 1]);
      pages.push(page);
      const before = members.size + invites.size;
      for (const member of page.members) members.set(member.id, member);
      for (const invite of page.invites) invites.set(invite.id, invite);
      const isNew = members.size + invites.size > before;
      // What a page beyond the last one calls the total is not relied on.
      if (isNew && page.total !== null) totals.add(page.total);
      return isNew;
    });
    last = pages;
    if ([...members.values(), ...invites.values()].some(({ words }) => words.some(isUuid)))
      byUuid ??= await readRoles(send);
    const roleOf = (word: string): Role | null =>
      KNOWN.get(word) ?? byUuid?.get(word) ?? (isUuid(word) ? null : "member");
    const withRoles = <T>({ words, ...entry }: Listed<T>) => {
      const roles = words.map(roleOf);
      return { ...entry, roles: ROLES.filter((role) => roles.includes(role)) };
    };
    // Whatever the total counts, it is neither more than all there are nor another one on the next page.
    const found = members.size + invites.size;
    const isRead = pages.every(({ unread }) => unread === 0);
    const whole = isRead && totals.size <= 1 && Math.max(0, ...totals) <= found;
    const addressed = [...invites.values()].filter((invite) => invite.address !== "");
    return { members: [...members.values()].map(withRoles), invites: addressed.map(withRoles), whole };
  };
}

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: "organization_admin",
  billing: "billing_manager",
  member: "member",
};

const KNOWN: ReadonlyMap<string, Role> = new Map(
  ROLES.flatMap((role) => [role.slice(0, 1), role, ROLE_NAMES[role]].map((word) => [word, role] as const)),
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isUuid = (word: string): boolean => UUID.test(word);

const rolesSchema = z.object({
  organization_roles: z.array(z.object({ name: z.string(), uuid: z.string() })),
});

/** It needs a plan with custom roles: null where it is refused. For a custom role we assume the least. */
async function readRoles(send: Send): Promise<ReadonlyMap<string, Role> | null> {
  const answer = await call(send, ["GET", "/roles"], rolesSchema).catch(
    orElse(null, "forbidden", "not_found", "invalid", "conflict", "unauthorized"),
  );
  const meaning = (name: string): Role => KNOWN.get(name.toLowerCase()) ?? "member";
  const roles = answer?.organization_roles ?? null;
  return roles && new Map(roles.map(({ uuid, name }) => [uuid.toLowerCase(), meaning(name)]));
}

/** As it is listed: with letters, UUIDs or names for its roles. */
type Listed<T> = Omit<T, "roles"> & { readonly words: readonly string[] };

type Page = {
  readonly text: string;
  readonly members: readonly Listed<MistralMember>[];
  /** Their addresses are empty where there is none. */
  readonly invites: readonly Listed<MistralInvite>[];
  readonly unread: number;
  readonly total: number | null;
};

/** What decides nothing does not make the rest unreadable. */
const ifText = z.string().nullish().catch(null);
const person = {
  uuid: z.string().min(1),
  email: z.string().nullish(),
  raw_roles: z.array(z.string()).nullish().catch(null),
  raw_role: ifText,
};
const wordsOf = ({ raw_roles: all, raw_role: one }: z.output<z.ZodObject<typeof person>>): string[] =>
  (all?.length ? all : [one ?? "member"]).map((word) => word.trim().toLowerCase());
const addressIn = (email: string | null | undefined): string => email?.trim().toLowerCase() ?? "";

const memberSchema = z.object({ ...person, name: ifText }).transform((one) => ({
  ...{ id: one.uuid, address: addressIn(one.email) || null, name: one.name?.trim() || null },
  words: wordsOf(one),
}));
const inviteSchema = z
  .object({ ...person, expired: z.boolean().nullish(), created_at: ifText })
  .transform((one) => ({
    ...{ id: one.uuid, address: addressIn(one.email), expired: one.expired ?? false },
    ...{ createdAt: instant(one.created_at), words: wordsOf(one) },
  }));

/** One by one, so that an entry that cannot be read does not take the others along. */
const peopleSchema = z.object({
  members: z.array(z.unknown()),
  invites: z.array(z.unknown()),
  total: z.number().nullish().catch(null),
});

/** `last`: what was read there before. Nearly always it is the same text, and says the same. */
async function readPage(send: Send, number: number, last: Page | undefined): Promise<Page> {
  const order = ["GET", `/users?page=${number}&page_size=${PAGE_SIZE}`] as const;
  const answer = await succeed(send, order);
  if (last !== undefined && answer.text === last.text) return last;
  const read = readIn(order, answer, peopleSchema);
  const members = read.members.flatMap((entry) => memberSchema.safeParse(entry).data ?? []);
  const invites = read.invites.flatMap((entry) => inviteSchema.safeParse(entry).data ?? []);
  const unread = read.members.length - members.length + read.invites.length - invites.length;
  return { text: answer.text, members, invites, unread, total: read.total ?? null };
}
