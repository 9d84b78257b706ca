import { describe, expect, it } from "vitest";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import type { DomainWatch } from "../../../src/domain/security/domain-watch.ts";
import type { Observed } from "../../../src/domain/setup/observed.ts";
import type { Settings } from "../../../src/domain/setup/settings.ts";
import {
  approversOf,
  closeStep,
  givenAnew,
  handStep,
  isComplete,
  nextStep,
  reopenStep,
  type Setup,
  STEP_NAMES,
  setupSteps,
  startSetup,
} from "../../../src/domain/setup/setup.ts";
import { topicsBetween } from "../../../src/domain/setup/setup-topics.ts";
import { fresh } from "../../support/samples/facts.ts";

const NOW = 1_760_000_000_000;
const settings: Settings = { ...fresh.settings, approvers: ["p_ben", "p_ana"] };
const setup = startSetup("p_ana", settings, NOW);
const word = confirmed("p_ana", NOW);
const allClosed = STEP_NAMES.reduce<Setup>(
  (state, name) => closeStep(state, name, "done", word, NOW + 60_000),
  setup,
);

describe("the Setup", () => {
  it("is complete at the moment in which the last step closes", () => {
    expect(allClosed.completedAt).toBe(NOW + 60_000);
    expect(closeStep(allClosed, "verify", "done", verified("probe", NOW), NOW + 99_000).completedAt).toBe(
      NOW + 60_000,
    );
  });

  it("has a step open that there was not when it was stored", () => {
    const { verify: _, ...stored } = allClosed.steps;
    expect(setupSteps.parse(stored)).toEqual({ ...stored, verify: fresh.steps.verify });
  });

  it("counts an owner who is named as an approver once", () => {
    expect(approversOf(setup)).toEqual(["p_ana", "p_ben"]);
  });

  it("names two approvers once who turn out to be one person", () => {
    expect(givenAnew(setup, () => "p_ben").settings.approvers).toEqual(["p_ben"]);
  });

  it("is incomplete again when a step is reopened", () => {
    const again = reopenStep(allClosed, "billing", NOW + 90_000);
    expect(isComplete(again)).toBe(false);
    expect(nextStep(again)).toBe("billing");
    expect(closeStep(again, "billing", "done", word, NOW + 99_000).completedAt).toBe(NOW + 60_000);
  });
});

describe("a step's Evidence", () => {
  it("is the first word that was given, until Mistral verifies it", () => {
    const first = closeStep(setup, "organization", "done", word, NOW);
    const second = closeStep(first, "organization", "done", confirmed("p_ben", NOW + 1), NOW + 1);
    expect(second.steps.organization.evidence).toEqual(word);
    const proven = closeStep(second, "organization", "done", verified("members", NOW + 2), NOW + 2);
    expect(proven.steps.organization.evidence).toEqual(verified("members", NOW + 2));
    expect(closeStep(proven, "organization", "done", word, NOW + 3)).toBe(proven);
  });

  it("of a step that was left out gives way when it is done after all", () => {
    const skipped = closeStep(setup, "workspaces", "skipped", word, NOW);
    const done = closeStep(skipped, "workspaces", "done", verified("workspaces", NOW), NOW);
    expect(done.steps.workspaces.state).toBe("done");
  });
});

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
