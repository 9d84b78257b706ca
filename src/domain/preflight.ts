import { domainOf, type ParsedRow } from "./address.ts";
import type { Role } from "./role.ts";

/** How many addresses one Request may hold. */
export const MAX_ADDRESSES = 100;

export type Problem = "duplicate" | "member" | "pending" | "not-an-address" | "outside-domains";

/** What is to be said about one row before anything is saved; only rows without a problem can go on. */
export type Verdict = {
  readonly address: string;
  readonly problem: Problem | null;
  /** The role grants more than a Member has: worth a second look, no obstacle. */
  readonly strongRole: boolean;
};

type Input = {
  readonly rows: readonly ParsedRow[];
  readonly role: Role;
  /** Empty: every domain may be invited. */
  readonly domains: readonly string[];
  readonly isMember: (address: string) => boolean;
  readonly isUnderWay: (address: string) => boolean;
};

/** A verdict per row, in the order of the rows. Of equal addresses the first counts. */
export function preflight({ rows, role, domains, isMember, isUnderWay }: Input): Verdict[] {
  const seen = new Set<string>();
  const allowed = new Set(domains.map((domain) => domain.toLowerCase()));
  const problemOf = ({ address, valid }: ParsedRow): Problem | null => {
    if (!valid) return "not-an-address";
    if (seen.has(address)) return "duplicate";
    seen.add(address);
    if (isMember(address)) return "member";
    if (isUnderWay(address)) return "pending";
    return allowed.size > 0 && !allowed.has(domainOf(address)) ? "outside-domains" : null;
  };
  return rows.map((row) => ({
    address: row.address,
    problem: problemOf(row),
    strongRole: role !== "member",
  }));
}
