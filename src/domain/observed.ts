import type { DomainWatch } from "./domain-watch.ts";
import type { Evidence } from "./evidence.ts";
import type { KeyOwner } from "./key-owner.ts";
import type { KeyReading } from "./key-reading.ts";

/** What Mistral says of the Organization's monthly spending. */
export type SpendingLimit = {
  /** Units of `currency`; null: no limit; unknown: Mistral answers, and does not say. */
  readonly limit: number | "unknown" | null;
  readonly currency: string;
  readonly reached: boolean;
  readonly paymentFailure: boolean;
  /** Since when Mistral says so, as far as it was looked at (epoch ms). */
  readonly at: number;
};

/** How far the audit log was read. `refused`: this plan or key has none. */
export type AuditReading = {
  readonly state: "read" | "refused";
  /** The time of the newest event that was read (epoch ms). */
  readonly until: number;
};

/** What was last seen at Mistral and in DNS, beside what the steps and Invitations hold. */
export type Observed = {
  /** null: never read. */
  readonly spending: SpendingLimit | null;
  /** The key or the plan may not read it. */
  readonly spendingRefused: boolean;
  readonly audit: AuditReading | null;
  /** A payment method was added; null again when it was removed. */
  readonly payment: Evidence | null;
  /** A key was made. That it works is another matter. */
  readonly keyMade: Evidence | null;
  readonly domainVerified: Evidence | null;
  readonly saml: Evidence | null;
  /** What the bot's own key got; null: it has none, or nothing came back yet. */
  readonly probe: KeyReading | null;
  /** null: Mistral has not said whose that key is. */
  readonly keyOwner: KeyOwner | null;
  /** Mistral's id of it, where the audit log names it. */
  readonly organization: string | null;
  /** People of a verified domain may join by themselves. */
  readonly discoverable: Evidence | null;
  /** A person says that somebody reads the audit logs; `audit` is what the bot itself reads. */
  readonly auditLogs: Evidence | null;
  /** Domains whose record is or was looked for in DNS. */
  readonly domains: readonly DomainWatch[];
};

export const NOTHING_OBSERVED: Observed = {
  spending: null,
  spendingRefused: false,
  audit: null,
  payment: null,
  keyMade: null,
  domainVerified: null,
  saml: null,
  probe: null,
  keyOwner: null,
  organization: null,
  discoverable: null,
  auditLogs: null,
  domains: [],
};
