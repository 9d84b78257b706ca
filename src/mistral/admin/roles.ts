import type { Role } from "../../domain/role.ts";
import { ROLES } from "../../domain/role.ts";
import { AppError } from "../../lib/errors.ts";
import { call } from "../answer.ts";
import type { Send } from "../exchange.ts";
import { rolesSchema } from "../schemas.ts";

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: "organization_admin",
  billing: "billing_manager",
  member: "member",
};

const KNOWN: ReadonlyMap<string, Role> = new Map([
  ["a", "admin"],
  ["b", "billing"],
  ["m", "member"],
  ["organization_admin", "admin"],
  ["billing_manager", "billing"],
  ["admin", "admin"],
  ["billing", "billing"],
  ["member", "member"],
]);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type RawRoles = {
  raw_roles?: readonly string[] | null | undefined;
  raw_role?: string | null | undefined;
};

/** Letters, UUIDs or names, as an answer has them. */
export type RoleWords = readonly string[];

/** Reads the roles of many at once, in their order; none: nobody says which role it is. */
export type RoleReader = (list: readonly RoleWords[]) => Promise<Role[][]>;

/**
 * Gives a reader for each reading of a list. Answers give roles as letters or as UUIDs. Which UUID is which only
 * `GET /roles` tells; it is asked when the first UUID is met, until it has answered once. Without it (it needs a plan
 * with custom roles) a UUID says nothing; for custom roles we assume the least.
 */
export function createRoleReaders(send: Send): () => RoleReader {
  let learned: Map<string, Role> | null = null;
  return () => {
    let byUuid = learned;
    const roleOf = (word: string): Role | null =>
      KNOWN.get(word) ?? byUuid?.get(word) ?? (isRiddle(word) ? null : "member");
    return async (list) => {
      if (byUuid === null && list.some((words) => words.some(isRiddle))) {
        learned = await readRoles(send);
        byUuid = learned ?? new Map();
      }
      return list.map((words) => inOrder(words.flatMap((word) => roleOf(word) ?? [])));
    };
  };
}

export function wordsOf({ raw_roles, raw_role }: RawRoles): RoleWords {
  const raw = raw_roles?.length ? raw_roles : [raw_role ?? "member"];
  return raw.map((word) => word.trim().toLowerCase());
}

const isRiddle = (word: string): boolean => !KNOWN.has(word) && UUID.test(word);

const inOrder = (roles: readonly Role[]): Role[] =>
  roles.length === 1 ? [...roles] : ROLES.filter((role) => roles.includes(role));

/** null: refused. */
async function readRoles(send: Send): Promise<Map<string, Role> | null> {
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
