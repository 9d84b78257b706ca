import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { answerOnce, createAskOnce, unasked } from "../../../src/app/core/answer-once.ts";
import type { Reply } from "../../../src/app/core/app.ts";

const clock = { at: 1_000 };
const said: object[] = [];
const log = { info() {}, warn() {}, error: (fields: object) => void said.push(fields) };
const nothing: Reply = { kind: "nothing" };

/** What asks the core, and how often it was asked. */
function asking(keptMs: number, replies: readonly (Reply | Error)[]) {
  const askOnce = createAskOnce({ platform: "slack", log, now: () => clock.at, keptMs });
  let asked = 0;
  const ask = async () => {
    const reply = replies[asked] ?? nothing;
    asked += 1;
    await sleep(1);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { again: () => askOnce("key", ask), asked: () => asked };
}

describe("a request that arrives again", () => {
  it("while the core works on it asks nothing more, and gets the same reply", async () => {
    const { again, asked } = asking(0, []);
    const [first, second] = [again(), again()];
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(await Promise.all([first.work, second.work])).toEqual([nothing, nothing]);
    expect(asked()).toBe(1);
  });

  it("later gets the same reply for as long as replies are kept", async () => {
    const { again, asked } = asking(60_000, []);
    await again().work;
    expect(again().repeated).toBe(true);
    clock.at += 60_000;
    expect(again().repeated).toBe(false);
    expect(asked()).toBe(2);
  });

  it.each<[string, Reply | Error]>([
    ["the core broke", new Error("a bug in the core")],
    ["it was refused", { kind: "errors", errors: { "": "No" } }],
  ])("is asked anew where %s", async (_name, reply) => {
    const { again, asked } = asking(60_000, [reply]);
    await again().work;
    expect(await again().work).toEqual(nothing);
    expect(asked()).toBe(2);
  });
});

describe("a request is answered once", () => {
  const answering = (withinMs: number, done: string[]) => ({
    withinMs,
    inTime: (what: string) => ({ answer: what, after: async () => void done.push(`after ${what}`) }),
    working: "working",
    late: async (what: string) => void done.push(`late ${what}`),
  });

  it.each([
    ["with what came of it, and the rest is done once that is sent", 0, 1_000, "done", "after done"],
    ["in time that it is worked on, and what came of it is brought later", 50, 5, "working", "late done"],
  ])("%s", async (_, takes, withinMs, first, then) => {
    const done: string[] = [];
    const { answer, after: rest } = await answerOnce(
      unasked(sleep(takes, "done")),
      answering(withinMs, done),
    );
    expect([answer, done]).toEqual([first, []]);
    await rest?.();
    expect(done).toEqual([then]);
  });

  it("and nothing follows from it where it was repeated", async () => {
    const repeated = { work: Promise.resolve("done"), repeated: true };
    expect(await answerOnce(repeated, answering(1_000, []))).toEqual({ answer: "done" });
  });
});
