import type { Mode } from "../invitations/invitation.ts";
import { isKeyFailing } from "../key/key-reading.ts";
import { problemsOf, type SpendingProblem } from "../setup/observed.ts";
import type { Setup } from "../setup/setup.ts";

export type FindingKind =
  | "one-admin"
  | "expired"
  | "outside"
  | "review"
  | SpendingProblem
  | "domain-gone"
  | "key-fails";

export type Finding = {
  readonly kind: FindingKind;
  /** One for each thing that it is about. They stay the same as long as it is so, and hold no address. */
  readonly keys: readonly string[];
  readonly names: readonly string[];
};

/** An Invitation or a Member, under an id that stays the same. */
export type Named = { readonly id: string | number; readonly address: string };

export type DriftFacts = {
  readonly setup: Setup;
  readonly mode: Mode;
  /** Those whom Mistral lists; null where nobody reads its list. */
  readonly admins: readonly Named[] | null;
  /** The newest Invitation of each address, where it has run out. */
  readonly expired: readonly Named[];
  /** Members, or in guided mode those known to be Active, whose address is in none of the allowed domains. */
  readonly outside: readonly Named[];
  /** About whom a review has still to be answered; their ids are that of the review. */
  readonly review: readonly Named[];
};

/** What is not as it should be, from what is known; in the order in which it is shown. */
export function findDrift({ setup, mode, admins, expired, outside, review }: DriftFacts): readonly Finding[] {
  const { spending, domains, probe } = setup.observed;
  const gone = domains.flatMap(({ id, domain, state }) =>
    state === "gone" ? [{ id, address: domain }] : [],
  );
  const problems = mode === "automatic" && spending !== null ? problemsOf(spending) : [];
  const alone = (kind: FindingKind): Finding => ({ kind, keys: [kind], names: [] });
  return [
    about("one-admin", admins?.length === 1 ? admins : []),
    about("expired", expired),
    about("outside", outside),
    about("review", review),
    ...problems.map(alone),
    about("domain-gone", gone),
    ...(isKeyFailing(probe) ? [alone("key-fails")] : []),
  ].filter(({ keys }) => keys.length > 0);
}

const about = (kind: FindingKind, those: readonly Named[]): Finding => ({
  kind,
  keys: [...new Set(those.map(({ id }) => `${kind}:${id}`))],
  names: those.map(({ address }) => address),
});

/** What is told at the moment it is seen needs no second message; it is listed where there is one. */
const TOLD_AT_ONCE: FindingKind = "domain-gone";

/** Whether something worth telling was not there when this was found before. */
export const isNews = (findings: readonly Finding[], before: readonly string[]): boolean =>
  findings.some(({ kind, keys }) => kind !== TOLD_AT_ONCE && keys.some((key) => !before.includes(key)));
