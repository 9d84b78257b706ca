import { confirmed, verified } from "../../../src/domain/evidence.ts";
import type { DomainWatch, Sight } from "../../../src/domain/security/domain-watch.ts";
import type { Setup } from "../../../src/domain/setup/setup.ts";
import { domainCard } from "../../../src/view/security/domain-cards.ts";
import { samlView } from "../../../src/view/security/measures.ts";
import * as sample from "./facts.ts";

const { drawn, minutesAgo, NOW, warm } = sample;
const ana = sample.readerOf("p_ana");

export const watch = (
  state: DomainWatch["state"] = "searching",
  sight: Sight | null = null,
  change: Partial<DomainWatch> = {},
): DomainWatch => ({
  ...{ id: 1, domain: "example.com", by: "p_ana", startedAt: minutesAgo(5), since: minutesAgo(1) },
  record: { name: "example.com", value: "mistral-domain-verification=4f9a2c" },
  ...{ state, sight, lookedAt: sight === null ? null : minutesAgo(1), misses: 0, ...change },
});

/** A Setup that looks for the record of example.com. */
export const watching = (...facts: Parameters<typeof watch>): Setup => ({
  ...warm,
  observed: { ...warm.observed, domains: [watch(...facts)] },
});

/** Something is known about every measure. */
export const secured: Setup = {
  ...warm,
  observed: {
    ...warm.observed,
    domainVerified: verified("audit", minutesAgo(1)),
    saml: confirmed("p_left", minutesAgo(2)),
    auditLogs: confirmed("p_ana", minutesAgo(2)),
    audit: { state: "read", until: NOW },
    domains: [
      watch("there", { kind: "found", name: "example.com" }),
      watch("gone", { kind: "nothing" }, { id: 2, domain: "gone.example" }),
      watch("searching", null, { id: 3, domain: "new.example" }),
    ],
  },
};

const SIGHTS: Readonly<Record<string, Sight | null>> = {
  "not looked yet": null,
  found: { kind: "found", name: "example.com" },
  "found elsewhere": { kind: "found", name: "_mistral-verification.example.com" },
  misplaced: { kind: "misplaced", name: "example.com.example.com" },
  other: { kind: "other", values: [sample.HOSTILE.slice(0, 100), "mistral-domain-verification=0"] },
  nothing: { kind: "nothing" },
  unknown: { kind: "unknown" },
};
const SETUPS = { fresh: sample.fresh, searching: watching(), secured };
/** Not one of the documented places. */
const record = { name: "_mistral-verification.example.com", value: "mistral-verify=4f9a2c" };

export const securitySamples = (): sample.ViewSample[] => [
  ...drawn("domain card, verified", SIGHTS, (sight) =>
    domainCard(ana, { watch: watch("there", sight), setup: secured, now: NOW }),
  ),
  ...(["searching", "overdue", "there", "gone", "stopped"] as const).flatMap((state) => {
    const facts = (sight: Sight | null) => ({
      watch: watch(state, sight, sight?.kind === "other" ? { record } : {}),
      ...{ setup: watching(state, sight), now: NOW },
    });
    return drawn(`domain card, ${state}`, SIGHTS, (sight) => domainCard(ana, facts(sight)));
  }),
  ...[0, 1, 12].flatMap((pending) =>
    drawn(`SAML checklist, ${pending} Pending`, SETUPS, (setup) =>
      samlView(ana, { setup, counts: sample.counts({ pending }), now: NOW }),
    ),
  ),
];
