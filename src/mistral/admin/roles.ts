import { z } from "zod";
import { ROLES, type Role } from "../../domain/role.ts";
import { AppError } from "../../lib/errors.ts";
import { call } from "../call.ts";
import type { Send } from "../http.ts";

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: "organization_admin",
  billing: "billing_manager",
  member: "member",
};

/** By letter and by name. */
const KNOWN: ReadonlyMap<string, Role> = new Map(
  ROLES.flatMap((role) => [role.slice(0, 1), role, ROLE_NAMES[role]].map((word) => [word, role] as const)),
);

/** Letters, UUIDs or names, as an answer has them. */
export type RoleWords = readonly string[];
export type RolesOf = (words: RoleWords) => Role[];

/**
 * Gives a reader for each reading of a list. Answers give roles as letters or as UUIDs. Which UUID is which only `GET /roles` tells; it is asked when the first UUID is
 * met, until it has answered once. Without it (it needs a plan with custom roles) a UUID says nothing; for custom roles we
 * assume the least.
 */
export function createRoleReaders(send: Send): () => (all: readonly RoleWords[]) => Promise<RolesOf> {
  let learned: ReadonlyMap<string, Role> | null = null;
  return () => {
    let byUuid = learned;
    const roleOf = (word: string): Role | null =>
      KNOWN.get(word) ?? byUuid?.get(word) ?? (isRiddle(word) ? null : "member");
    return async (all) => {
      if (byUuid === null && all.some((words) => words.some(isRiddle))) {
        learned = await readRoles(send);
        byUuid = learned ?? new Map();
      }
      return (words) => {
        const roles = words.map(roleOf);
        return ROLES.filter((role) => roles.includes(role));
      };
    };
  };
}

type RawRoles = {
  raw_roles?: readonly string[] | null | undefined;
  raw_role?: string | null | undefined;
};

export function wordsOf({ raw_roles, raw_role }: RawRoles): RoleWords {
  const raw = raw_roles?.length ? raw_roles : [raw_role ?? "member"];
  return raw.map((word) => word.trim().toLowerCase());
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isRiddle = (word: string): boolean => !KNOWN.has(word) && UUID.test(word);

const rolesSchema = z.object({
  organization_roles: z.array(z.object({ name: z.string(), uuid: z.string() })),
});

/** null: refused. */
async function readRoles(send: Send): Promise<ReadonlyMap<string, Role> | null> {
  try {
    const { organization_roles } = await call(send, ["GET", "/roles"], rolesSchema);
    return new Map(
      organization_roles.map(({ uuid, name }) => [
        uuid.toLowerCase(),
        KNOWN.get(name.toLowerCase()) ?? "member",
      ]),
    );
  } catch (error) {
    const waits = ["unavailable", "rate_limited"];
    if (!(error instanceof AppError) || waits.includes(error.code)) throw error;
    return null;
  }
}
