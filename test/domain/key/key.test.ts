import { describe, expect, it } from "vitest";
import { belongsTo } from "../../../src/domain/key/key-owner.ts";
import { type KeyOutcome, type KeyReading, noteLook } from "../../../src/domain/key/key-reading.ts";

const OURS = "3d7f5c0a-94b1-4a58-8e63-0c9a6c1d2b10";
const OTHER = "11111111-1111-4111-8111-111111111111";
const named = (id: string, name = "Lumen") => ({ id, name });
const shown = { workspaces: [named("ab-1", "Default"), named("ab-2", "Research")], organization: OURS };
const foreign = { organization: named(OTHER), workspace: named("zz-9", "Mine") };

describe("whose the bot's own key is", () => {
  it.each([
    ["ours by its Workspace, however the id is written", { workspace: named("AB1", "Renamed") }, {}, "here"],
    [
      "ours by its Organization, however the id is written",
      { organization: named(OURS.replaceAll("-", "").toUpperCase()), workspace: null },
      {},
      "here",
    ],
    ["another's where no Workspace here has its id or its name", {}, {}, "elsewhere"],
    ["not known where a Workspace here has its name", { workspace: named("zz-9", "default") }, {}, null],
    ["not known without a Workspace", { workspace: null }, {}, null],
    ["not known where no Workspace is shown", {}, { workspaces: [] }, null],
    ["not known where the audit log does not name ours", {}, { organization: null }, null],
    ["not known where ids have two forms", { organization: named("org_42") }, {}, null],
    ["not known where ours has another form", {}, { organization: "org_42" }, null],
    ["not known where its own is not told", { organization: null }, {}, null],
  ] as const)("is %s", (_, key, here, belongs) => {
    expect(belongsTo({ ...foreign, ...key }, { ...shown, ...here })).toBe(belongs);
  });
});

const look = (outcome: KeyOutcome, now: number, change: { warmingUp?: boolean; proven?: boolean } = {}) => ({
  ...{ outcome, now, warmingUp: false, proven: false },
  ...change,
});
const worked: KeyReading = { outcome: "works", at: 1, failingSince: null };

describe("what the bot's own key got", () => {
  it("is the same object when nothing is new", () => {
    expect(noteLook(worked, look("works", 9))).toBe(worked);
  });

  it("is that it works when the list of models answers after a token has come back once", () => {
    expect(noteLook(worked, look("answers", 9, { proven: true }))).toBe(worked);
    expect(noteLook(null, look("answers", 9)).outcome).toBe("answers");
  });

  it("says since when a key that had worked is refused, also when the reason changes", () => {
    const first = noteLook(worked, look("unpaid", 5, { proven: true }));
    expect(first).toEqual({ outcome: "unpaid", at: 5, failingSince: 5 });
    const then = noteLook(first, look("refused", 8, { proven: true }));
    expect(then).toEqual({ outcome: "refused", at: 8, failingSince: 5 });
    expect(noteLook(then, look("answers", 9, { proven: true })).failingSince).toBeNull();
    expect(noteLook(null, look("refused", 5)).failingSince).toBeNull();
  });

  it.each(["busy", "proxy", "down"] as const)("keeps what is known when the answer is %s", (outcome) => {
    expect(noteLook(worked, look(outcome, 9))).toBe(worked);
    expect(noteLook(null, look(outcome, 9)).outcome).toBe(outcome);
  });

  it("is not taken back by a refusal in the warm-up", () => {
    expect(noteLook(worked, look("refused", 9, { warmingUp: true, proven: true }))).toBe(worked);
  });
});
