import type { ZodType, z } from "zod";
import type { Role } from "../domain/role.ts";
import { AppError } from "../errors.ts";
import { call } from "./answer.ts";
import type { Send } from "./exchange.ts";
import type { RoleReader } from "./roles.ts";
import { inviteSchema, memberSchema, peopleSchema, workspacesSchema } from "./schemas.ts";

export type MistralMember = { id: string; address: string | null; name: string | null; roles: Role[] };

export type MistralInvite = {
  id: string;
  address: string;
  expired: boolean;
  createdAt: number | null;
  roles: Role[];
};

export type MistralWorkspace = { id: string; name: string; isDefault: boolean };

const PAGE_SIZE = 100;
/** Enough for 25,000 people where a page holds 25, whatever is asked for. */
const MAX_PAGES = 1_000;

/**
 * Reads on until a page brings nothing new. Nobody documents how Members and Invitations share a page, whether the
 * total counts both, or how large a page may be, so neither is relied on.
 */
async function readPages(readPage: (page: number) => Promise<boolean>): Promise<void> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    if (!(await readPage(page))) return;
  }
  throw new AppError("unavailable", "Mistral's list does not end", { detail: "endless_list" });
}

export type PeopleList = {
  members: MistralMember[];
  invites: MistralInvite[];
  /** False: something could not be read or changed meanwhile, so whoever is missing may well be there. */
  whole: boolean;
};

export type People = PeopleList & {
  /** The Members' addresses in the whole reading before this one; null: there was none. */
  before: ReadonlySet<string> | null;
};

/** Even a whole reading misses people when the list changes between its pages: two in a row seldom miss the same. */
export function withReadingBefore(read: () => Promise<PeopleList>): () => Promise<People> {
  let before: ReadonlySet<string> | null = null;
  return async () => {
    const people = { ...(await read()), before };
    if (people.whole) before = new Set(people.members.flatMap(({ address }) => address ?? []));
    return people;
  };
}

export async function readPeople(send: Send, rolesOf: RoleReader): Promise<PeopleList> {
  const members = new Map<string, MistralMember>();
  const invites = new Map<string, MistralInvite>();
  const totals = new Set<number>();
  let unread = 0;
  await readPages(async (page) => {
    const answer = await call(send, ["GET", `/users?page=${page}&page_size=${PAGE_SIZE}`], peopleSchema);
    const before = members.size + invites.size;
    const [listed, invited] = [
      entriesOf(memberSchema, answer.members),
      entriesOf(inviteSchema, answer.invites),
    ];
    unread += answer.members.length - listed.length + answer.invites.length - invited.length;
    const roles = await rolesOf([...listed, ...invited]);
    for (const [n, entry] of listed.entries()) members.set(entry.uuid, memberFrom(entry, roles[n] ?? []));
    for (const [n, entry] of invited.entries()) {
      invites.set(entry.uuid, inviteFrom(entry, roles[listed.length + n] ?? []));
    }
    const fresh = members.size + invites.size > before;
    // What a page beyond the last one calls the total is not relied on.
    if (fresh && typeof answer.total === "number") totals.add(answer.total);
    return fresh;
  });
  // Whatever the total counts, it is neither more than all there are nor another one on the next page.
  const found = members.size + invites.size;
  const whole = unread === 0 && totals.size <= 1 && Math.max(0, ...totals) <= found;
  const addressed = [...invites.values()].filter((invite) => invite.address !== "");
  return { members: [...members.values()], invites: addressed, whole };
}

const addressIn = (email: string | null | undefined): string => email?.trim().toLowerCase() ?? "";

/** Those that can be read. */
const entriesOf = <T>(schema: ZodType<T>, entries: readonly unknown[]): T[] =>
  entries.flatMap((entry) => schema.safeParse(entry).data ?? []);

function memberFrom({ uuid, email, name }: z.infer<typeof memberSchema>, roles: Role[]): MistralMember {
  return { id: uuid, address: addressIn(email) || null, name: name?.trim() || null, roles };
}

function inviteFrom(entry: z.infer<typeof inviteSchema>, roles: Role[]): MistralInvite {
  const { uuid, email, expired, created_at } = entry;
  const createdAt = instant(created_at);
  return { id: uuid, address: addressIn(email), expired: expired ?? false, createdAt, roles };
}

export async function readWorkspaces(send: Send, archived: boolean): Promise<MistralWorkspace[]> {
  const found = new Map<string, MistralWorkspace>();
  await readPages(async (page) => {
    const which = archived ? "&is_archived=true" : "";
    const path = `/workspaces?page=${page}&page_size=${PAGE_SIZE}${which}`;
    const before = found.size;
    for (const item of (await call(send, ["GET", path], workspacesSchema)).items) {
      found.set(item.uuid, { id: item.uuid, name: item.name, isDefault: item.is_default ?? false });
    }
    return found.size > before;
  });
  return [...found.values()];
}

/** A time without a zone is UTC, as services in Python write it. */
export function instant(text: string | null | undefined): number | null {
  if (!text) return null;
  const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? null : parsed;
}
