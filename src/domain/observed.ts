import type { DomainWatch } from "./domain-watch.ts";
import type { Evidence } from "./evidence.ts";
import type { KeyOwner } from "./key-owner.ts";
import type { KeyReading } from "./key-reading.ts";
import type { Outage } from "./outage.ts";
import type { Place } from "./person.ts";

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

/** Mistral does not let the Admin API key in, or did not. Times are epoch ms. */
export type KeyRefusal = {
  readonly since: number;
  /** Which look or job met it first: the same one finds out when it is over. */
  readonly by: string;
  /** When it was let in again; null: not yet. */
  readonly until: number | null;
  /** Mistral lets it in and refuses it everything. */
  readonly noRights: boolean;
};

/** The Admin API key shows another Organization than the bot knew, or did. Times are epoch ms. */
export type OtherOrganization = {
  readonly since: number;
  /** When it was the bot's own again, or the owner said that it is; null: not yet. */
  readonly until: number | null;
};

/** A channel of the settings' that the bot cannot write to. */
export type ClosedPlace = Place & {
  /** Epoch ms; those that were closed together have one. */
  readonly since: number;
  /** A stable word of the platform's or of ours. */
  readonly reason: string;
  /** What it was called, when that is known. */
  readonly name: string | null;
};

/** What was last seen at Mistral, in DNS and of the channels, beside what the steps and Invitations hold. */
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
  /** null: it was never refused. */
  readonly adminKey: KeyRefusal | null;
  /** Mistral's id of it, where the audit log names it. */
  readonly organization: string | null;
  /** null: it never was. */
  readonly otherOrganization: OtherOrganization | null;
  /** Of each upstream the latest, whether or not it is over. */
  readonly outages: readonly Outage[];
  /** People of a verified domain may join by themselves. */
  readonly discoverable: Evidence | null;
  /** A person says that somebody reads the audit logs; `audit` is what the bot itself reads. */
  readonly auditLogs: Evidence | null;
  /** Domains whose record is or was looked for in DNS. */
  readonly domains: readonly DomainWatch[];
  /** What the owner was told of and is still so, each under the stable key of its finding. */
  readonly told: readonly string[];
  readonly closed: readonly ClosedPlace[];
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
  adminKey: null,
  organization: null,
  otherOrganization: null,
  outages: [],
  discoverable: null,
  auditLogs: null,
  domains: [],
  told: [],
  closed: [],
};
