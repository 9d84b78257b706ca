import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import type { DomainWatch } from "../../../src/domain/security/domain-watch.ts";
import type { Observed } from "../../../src/domain/setup/observed.ts";
import { handStep, type Setup } from "../../../src/domain/setup/setup.ts";
import { topicsBetween } from "../../../src/domain/setup/setup-topics.ts";
import { fresh } from "../../support/samples/facts.ts";

const seeing = (observed: Partial<Observed>, setup: Setup = fresh): Setup => ({
  ...setup,
  observed: { ...setup.observed, ...observed },
});

const watch: DomainWatch = {
  ...{ id: 3, domain: "lumen.example", record: { name: "lumen.example", value: "mistral=1" }, by: "p_ana" },
  ...{ startedAt: 1, state: "searching", since: 1, sight: null, lookedAt: null, misses: 0 },
};

describe("A changed Setup", () => {
  it("changes nothing where only looks are counted", () => {
    const before = seeing({ domains: [watch] });
    const after = seeing({ domains: [{ ...watch, lookedAt: 7, misses: 2 }], organization: "o" });
    expect(topicsBetween(before, after)).toEqual([]);
  });

  it("changes what is told of a domain when Mistral or a person says that it is verified", () => {
    const before = seeing({ domains: [watch] });
    const after = seeing({ domainVerified: verified("audit", 9) }, before);
    expect(topicsBetween(before, after)).toEqual(["progress", "domain:3"]);
  });

  it("changes the cards of helpers when a step or the owner does", () => {
    const handed = handStep(fresh, "billing", "p_kenji");
    expect(topicsBetween(fresh, handed)).toContain("helpers");
    expect(topicsBetween(handed, { ...handed, owner: "p_otto" })).toEqual(
      expect.arrayContaining(["helpers", "deciders"]),
    );
  });
});
