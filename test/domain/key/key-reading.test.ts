import { describe, expect, it } from "vitest";
import { type KeyOutcome, type KeyReading, noteLook } from "../../../src/domain/key/key-reading.ts";

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
  });

  it("is no failure where the key never worked", () => {
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
