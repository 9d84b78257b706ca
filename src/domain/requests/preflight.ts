import type { Role } from "../role.ts";
import { domainOf, type ParsedRow } from "./address.ts";

/** How many addresses one Request may hold. */
export const MAX_ADDRESSES = 100;

export type Problem = "member" | "pending" | "not-an-address" | "space-inside" | "outside-domains";

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

export type Preflight = {
  /** In the order of the rows, each address once. */
  readonly verdicts: readonly Verdict[];
  /** The addresses that are there more than once. */
  readonly repeated: readonly string[];
};

export function preflight({ rows, role, domains, isMember, isUnderWay }: Input): Preflight {
  const allowed = new Set(domains.map((domain) => domain.toLowerCase()));
  const problemOf = ({ address, valid }: ParsedRow): Problem | null => {
    if (!valid) return /^[^@\s]*\s[^@]*@/.test(address) ? "space-inside" : "not-an-address";
    if (isMember(address)) return "member";
    if (isUnderWay(address)) return "pending";
    return allowed.size > 0 && !allowed.has(domainOf(address)) ? "outside-domains" : null;
  };
  const once = new Map<string, ParsedRow>();
  const repeated = new Set<string>();
  for (const row of rows) {
    if (once.has(row.address)) repeated.add(row.address);
    else once.set(row.address, row);
  }
  const verdicts = [...once.values()].map((row) => ({
    address: row.address,
    problem: problemOf(row),
    strongRole: role !== "member",
  }));
  return { verdicts, repeated: [...repeated] };
}
