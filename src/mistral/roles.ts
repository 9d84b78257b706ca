import type { Role } from "../domain/role.ts";
import { ROLES } from "../domain/role.ts";
import { AppError } from "../errors.ts";
import { call } from "./answer.ts";
import type { Send } from "./exchange.ts";
import { rolesSchema } from "./schemas.ts";

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

export type RawRoles = {
  raw_roles?: readonly string[] | null | undefined;
  raw_role?: string | null | undefined;
};

export type RoleReader = (raw: RawRoles) => Promise<Role[]>;

/**
 * Gives a reader for each reading of a list. Answers give roles as letters or as UUIDs. Which UUID is which only
 * `GET /roles` tells; it is asked when the first UUID is met, until it has answered once. Without it (it needs a plan
 * with custom roles) and for custom roles we assume the least.
 */
export function createRoleReaders(send: Send): () => RoleReader {
  let learned: Map<string, Role> | null = null;
  return () => {
    let byUuid = learned;
    const resolve = async (raw: string): Promise<Role> => {
      const word = raw.trim().toLowerCase();
      const known = KNOWN.get(word);
      if (known !== undefined || !UUID.test(word)) return known ?? "member";
      if (byUuid === null) {
        learned = await readRoles(send);
        byUuid = learned ?? new Map();
      }
      return byUuid.get(word) ?? "member";
    };
    return async ({ raw_roles, raw_role }) => {
      const raw = raw_roles?.length ? raw_roles : [raw_role ?? "member"];
      const found = new Set<Role>();
      for (const one of raw) found.add(await resolve(one));
      return ROLES.filter((role) => found.has(role));
    };
  };
}

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
