import type { Role } from "../../domain/role.ts";
import type { Send } from "../exchange.ts";
import { readPages } from "./lists.ts";
import { type PeoplePage, readPage } from "./people-page.ts";
import type { RoleReader } from "./roles.ts";

export type MistralMember = { id: string; address: string | null; name: string | null; roles: Role[] };

export type MistralInvite = {
  id: string;
  address: string;
  expired: boolean;
  createdAt: number | null;
  roles: Role[];
};

export type PeopleList = {
  members: MistralMember[];
  invites: MistralInvite[];
  /** False: something could not be read or changed meanwhile, so whoever is missing may well be there. */
  whole: boolean;
};

/** The addresses in a whole reading that began at `readAt` (epoch ms). */
type ReadingBefore = { readAt: number; members: ReadonlySet<string>; invites: ReadonlySet<string> };

export type People = PeopleList & {
  /** When the reading began (epoch ms): what happened since then need not be in it. */
  readAt: number;
  /** The whole reading before this one; null: there was none. */
  before: ReadingBefore | null;
};

/** Even a whole reading misses people when the list changes between its pages: two in a row seldom miss the same. */
export function withReadingBefore(read: () => Promise<PeopleList>, now: () => number): () => Promise<People> {
  let before: ReadingBefore | null = null;
  return async () => {
    const readAt = now();
    const people = { ...(await read()), readAt, before };
    if (people.whole) {
      const members = new Set(people.members.flatMap(({ address }) => address ?? []));
      before = { readAt, members, invites: new Set(people.invites.map(({ address }) => address)) };
    }
    return people;
  };
}

/** Gives what reads the whole list; it keeps the pages of the last reading, since most of them come again. */
export function createPeopleReader(send: Send, newRoleReader: () => RoleReader): () => Promise<PeopleList> {
  let last: readonly PeoplePage[] = [];
  return async () => {
    const rolesOf = newRoleReader();
    const pages: PeoplePage[] = [];
    const members = new Map<string, MistralMember>();
    const invites = new Map<string, MistralInvite>();
    const totals = new Set<number>();
    await readPages(async (number) => {
      const page = await readPage(send, number, last[number - 1]);
      pages.push(page);
      const before = members.size + invites.size;
      const roles = (await rolesOf([...page.members, ...page.invites].map(({ words }) => words))).values();
      const next = (): Role[] => roles.next().value ?? [];
      for (const { id, address, name } of page.members) members.set(id, { id, address, name, roles: next() });
      for (const { id, address, expired, createdAt } of page.invites)
        invites.set(id, { id, address, expired, createdAt, roles: next() });
      const fresh = members.size + invites.size > before;
      // What a page beyond the last one calls the total is not relied on.
      if (fresh && page.total !== null) totals.add(page.total);
      return fresh;
    });
    last = pages;
    // Whatever the total counts, it is neither more than all there are nor another one on the next page.
    const found = members.size + invites.size;
    const isRead = pages.every(({ unread }) => unread === 0);
    const whole = isRead && totals.size <= 1 && Math.max(0, ...totals) <= found;
    const addressed = [...invites.values()].filter((invite) => invite.address !== "");
    return { members: [...members.values()], invites: addressed, whole };
  };
}
