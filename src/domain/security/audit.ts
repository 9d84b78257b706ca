import { verified } from "../evidence.ts";
import type { Observed } from "../setup/observed.ts";

export type AuditEvent = {
  readonly id: string;
  /** When it happened, by Mistral's clock (epoch ms). */
  readonly at: number;
  /** Mistral's own word for it; there are some that nobody has documented. */
  readonly type: string;
  /** Mistral's id of the person who did it, `api-key` for a program, or null: not told. */
  readonly actor: string | null;
  /** Mistral's id of the person whom it concerns, where it is told. */
  readonly target: string | null;
};

/** Oldest first. Two entries of one moment are in the order of their numbers. */
export const inOrder = (a: AuditEvent, b: AuditEvent): number =>
  a.at - b.at || a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));

/** What shows that a thing is so, and then what shows that it is so no longer. That a key was made stays true. */
export const PROOFS = {
  payment: ["billing.payment_method.added", "billing.payment_method.removed"],
  keyMade: ["api_key.create"],
  domainVerified: ["organization.domain_verification.enable", "organization.domain_verification.disable"],
  saml: ["organization.saml_authentication.enable", "organization.saml_authentication.disable"],
} as const;

export type Proof = keyof typeof PROOFS;

const JOINS: readonly string[] = [
  "organization.invite.accepted",
  "user.organization.join",
  "organization.join_by_email_domain",
];

export const isJoin = ({ type }: AuditEvent): boolean => JOINS.includes(type);

/** Everything that changes what we know of the Organization. */
export const TELLING: readonly string[] = [...Object.values(PROOFS).flat(), ...JOINS];

export function newestOf(events: readonly AuditEvent[]): Partial<Record<Proof, AuditEvent>> {
  const newest: Partial<Record<Proof, AuditEvent>> = {};
  for (const event of events.toSorted(inOrder)) {
    const isOfEvent = (type: string) => type === event.type;
    const proof = (Object.keys(PROOFS) as Proof[]).find((name) => PROOFS[name].some(isOfEvent));
    if (proof !== undefined) newest[proof] = event;
  }
  return newest;
}

/** What is proven after these events: the newest of a kind decides. What is as it was stays the same object. */
export function provenBy(observed: Observed, events: readonly AuditEvent[]): Observed {
  let after = observed;
  for (const [name, { type, at }] of Object.entries(newestOf(events)) as [Proof, AuditEvent][]) {
    const known = after[name];
    const given = type === PROOFS[name][0];
    const same = given ? known !== null && (name === "keyMade" || known.at === at) : known === null;
    if (!same) after = { ...after, [name]: given ? verified("audit", at) : null };
  }
  return after;
}

/** Everyday work with Mistral's products, and people's own profiles: no news for a team's channel. */
const EVERYDAY = [
  ...["user.", "le_chat.", "agent.", "skill.", "prompt.", "knowledge_base.", "custom_voice.", "resource."],
  ...["cloud_runtime.", "fine_tuning_job.", "batch_job.", "data_capture.", "dataset.", "library."],
  ...["integration.", "indexing.", "connection.", "connectors_gateway.", "connectors_debugger.", "crawler."],
];

const ABOUT_PEOPLE = ["user.organization.", "user.create", "user.delete"];

/** Whether the feed tells of this event; it does of types that we do not know. */
export const isForFeed = (type: string): boolean =>
  ABOUT_PEOPLE.some((start) => type.startsWith(start)) || !EVERYDAY.some((start) => type.startsWith(start));
