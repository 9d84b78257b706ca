import type { Role } from "../domain/role.ts";
import { AppError } from "../errors.ts";
import { call } from "./answer.ts";
import type { Send } from "./exchange.ts";
import type { RoleReader } from "./roles.ts";
import { peopleSchema, workspacesSchema } from "./schemas.ts";

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
const MAX_PAGES = 500;

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

export async function readPeople(
  send: Send,
  rolesOf: RoleReader,
): Promise<{ members: MistralMember[]; invites: MistralInvite[] }> {
  const members = new Map<string, MistralMember>();
  const invites = new Map<string, MistralInvite>();
  await readPages(async (page) => {
    const answer = await call(send, ["GET", `/users?page=${page}&page_size=${PAGE_SIZE}`], peopleSchema);
    const before = members.size + invites.size;
    for (const { uuid, email, name, ...raw } of answer.members) {
      const address = email?.trim().toLowerCase() || null;
      members.set(uuid, { id: uuid, address, name: name?.trim() || null, roles: await rolesOf(raw) });
    }
    for (const { uuid, email, expired, created_at, ...raw } of answer.invites) {
      const address = email?.trim().toLowerCase();
      if (!address) continue;
      const createdAt = instant(created_at);
      invites.set(uuid, {
        id: uuid,
        address,
        expired: expired ?? false,
        createdAt,
        roles: await rolesOf(raw),
      });
    }
    return members.size + invites.size > before;
  });
  return { members: [...members.values()], invites: [...invites.values()] };
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
