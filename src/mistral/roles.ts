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
 * Answers give roles as letters or as UUIDs. Which UUID is which only `GET /roles` tells; it is asked once, when the
 * first UUID is met. Without it (it needs a plan with custom roles) and for custom roles we assume the least.
 */
export function createRoleReader(send: Send): RoleReader {
  let byUuid: Map<string, Role> | null = null;
  const resolve = async (raw: string): Promise<Role> => {
    const word = raw.trim().toLowerCase();
    const known = KNOWN.get(word);
    if (known !== undefined || !UUID.test(word)) return known ?? "member";
    const listed = byUuid ?? (await readRoles(send));
    if (listed !== "not now") byUuid = listed;
    return byUuid?.get(word) ?? "member";
  };
  return async ({ raw_roles, raw_role }) => {
    const raw = raw_roles?.length ? raw_roles : [raw_role ?? "member"];
    const found = new Set<Role>();
    for (const one of raw) found.add(await resolve(one));
    return ROLES.filter((role) => found.has(role));
  };
}

async function readRoles(send: Send): Promise<Map<string, Role> | "not now"> {
  try {
    const { organization_roles } = await call(send, ["GET", "/roles"], rolesSchema);
    return new Map(
      organization_roles.map(({ uuid, name }) => [
        uuid.toLowerCase(),
        KNOWN.get(name.toLowerCase()) ?? "member",
      ]),
    );
  } catch (error) {
    const passes = error instanceof AppError && ["unavailable", "rate_limited"].includes(error.code);
    if (passes) throw error;
    // A key that is refused may be let in again; this list alone may be refused for good.
    return error instanceof AppError && error.code === "unauthorized" ? "not now" : new Map();
  }
}
