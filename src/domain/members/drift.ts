import type { Mode } from "../mode.ts";
import { goneDomains } from "../security/domain-watch.ts";
import { problemsOf } from "../setup/observed.ts";
import type { Setup } from "../setup/setup.ts";

export const FINDING_KINDS = [
  "one-admin",
  "expired",
  "outside",
  "limit-reached",
  "payment-failed",
  "domain-gone",
  "key-fails",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that was in order once, or should be. */
export type Finding = {
  readonly kind: FindingKind;
  /** One for each thing that it is about. They stay the same as long as it is so, and hold no address. */
  readonly keys: readonly string[];
  /** The addresses or domains that it is about. */
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
};

/** What is not as it should be, from what is known; in the order in which it is shown. */
export function findDrift({ setup, mode, admins, expired, outside }: DriftFacts): readonly Finding[] {
  const { spending, domains, probe } = setup.observed;
  const said = mode === "automatic" ? spending : null;
  const problems = said === null ? [] : problemsOf(said);
  const gone = domains.filter((watch) => goneDomains({ domains: [watch] }).length > 0);
  const failing = (probe?.failingSince ?? null) !== null;
  return [
    ...(admins?.length === 1 ? [about("one-admin", admins)] : []),
    about("expired", expired),
    about("outside", outside),
    ...problems.map((kind): Finding => ({ kind, keys: [kind], names: [] })),
    about(
      "domain-gone",
      gone.map(({ id, domain }) => ({ id, address: domain })),
    ),
    ...(failing ? [{ kind: "key-fails", keys: ["key-fails"], names: [] } as const] : []),
  ].filter(({ keys }) => keys.length > 0);
}

const about = (kind: FindingKind, those: readonly Named[]): Finding => ({
  kind,
  keys: those.map(({ id }) => `${kind}:${id}`),
  names: those.map(({ address }) => address),
});

/** What is told at the moment it is seen needs no second message; it is listed where there is one. */
const TOLD_AT_ONCE: FindingKind = "domain-gone";

/** Whether something worth telling was not there when this was found before. */
export const isNews = (findings: readonly Finding[], before: readonly string[]): boolean =>
  findings.some(({ kind, keys }) => kind !== TOLD_AT_ONCE && keys.some((key) => !before.includes(key)));
