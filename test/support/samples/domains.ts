import { confirmed, verified } from "../../../src/domain/evidence.ts";
import type { DomainWatch, Sight } from "../../../src/domain/security/domain-watch.ts";
import type { Setup } from "../../../src/domain/setup/setup.ts";
import { NOW, warm } from "./facts.ts";

const minutesAgo = (n: number): number => NOW - n * 60_000;

export const watch = (
  state: DomainWatch["state"] = "searching",
  sight: Sight | null = null,
  change: Partial<DomainWatch> = {},
): DomainWatch => ({
  id: 1,
  domain: "example.com",
  record: { name: "example.com", value: "mistral-domain-verification=4f9a2c" },
  by: "p_ana",
  startedAt: minutesAgo(5),
  state,
  since: minutesAgo(1),
  sight,
  lookedAt: sight === null ? null : minutesAgo(1),
  misses: 0,
  silentSince: sight?.kind === "unknown" ? minutesAgo(3) : null,
  ...change,
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
    discoverable: confirmed("p_ana", minutesAgo(2)),
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
