import { afterEach, beforeEach, expect, test } from "vitest";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import type { Fault } from "../../src/sandbox/fault.ts";
import type { Quirks } from "../../src/sandbox/mistral/exchange.ts";
import type { TestMistral } from "../support/mistral.ts";
import { ADMIN_KEY, KEY, listenEmbeddedMistral } from "../support/mistral.ts";

let world: TestMistral;

async function start(quirks: Partial<Quirks> = {}): Promise<void> {
  world = await listenEmbeddedMistral({ quirks });
}

beforeEach(() => start());
afterEach(() => world.close());

const probe = (key = KEY, timeoutMs = 10_000) =>
  createKeyProbe({ baseUrl: world.url, key, timeoutMs }).probe();

const warmUp = (): void => {
  world.mistral.change({ kind: "payment", on: true });
  world.skip(3 * 60 * 1000);
};

test("a key works three minutes after the payment method, not before", async () => {
  expect(await probe()).toEqual({ outcome: "payment", status: 402 });
  world.mistral.change({ kind: "payment", on: true });
  world.skip(3 * 60 * 1000 - 1);
  expect(await probe()).toEqual({ outcome: "payment", status: 402 });
  world.skip(1);
  expect(await probe()).toEqual({ outcome: "works" });
});

test.each([
  [401, { outcome: "refused", status: 401 }],
  [402, { outcome: "payment", status: 402 }],
  [403, { outcome: "payment", status: 403 }],
] as const)(
  "an account without billing that answers %i is read as on record",
  async (inactiveStatus, expected) => {
    for (const modelsWhileInactive of [false, true]) {
      await world.close();
      await start({ inactiveStatus, modelsWhileInactive });
      expect(await probe()).toEqual(expected);
    }
  },
);

test("a list of models alone does not prove that a key works", async () => {
  await world.close();
  await start({ modelsWhileInactive: true });
  expect(await probe()).toEqual({ outcome: "payment", status: 402 });
  expect(world.mistral.calls().map((call) => call.path)).toEqual(["/v1/models", "/v1/chat/completions"]);
});

test("the proof costs one token of a small model from the list", async () => {
  warmUp();
  await probe();
  expect(world.mistral.calls().at(-1)?.body).toMatchObject({ model: "ministral-3b-latest", max_tokens: 1 });
});

test("a bare list of models is read too, and an empty one is answered with a known model", async () => {
  warmUp();
  for (const body of [[{ id: "mistral-small-latest" }], { object: "list", data: [] }]) {
    world.mistral.faults.add({ path: "/v1/models", fault: { kind: "answer", status: 200, body } });
    expect(await probe()).toEqual({ outcome: "works" });
    expect(world.mistral.calls().at(-1)?.body).toMatchObject({ model: "mistral-small-latest" });
  }
});

test("a wrong key and an admin key are refused", async () => {
  warmUp();
  expect(await probe("wrong-key-0123456789")).toEqual({ outcome: "refused", status: 401 });
  expect(await probe(ADMIN_KEY)).toEqual({ outcome: "refused", status: 401 });
  expect(await probe("no key\n")).toEqual({ outcome: "refused", status: null });
});

const answer = (status: number, body: unknown): Fault => ({ kind: "answer", status, body });
const unpaid = { message: "Inactive subscription or usage limit reached", request_id: "1" };
const readings: [string, Fault, string, number | null][] = [
  ["401 without a word", answer(401, { detail: "Unauthorized" }), "refused", 401],
  ["401 about the subscription", answer(401, unpaid), "payment", 401],
  ["403 about the subscription", answer(403, unpaid), "payment", 403],
  ["403 about permission", answer(403, { message: "Model not allowed" }), "refused", 403],
  ["402", answer(402, {}), "payment", 402],
  ["429", answer(429, { message: "Rate limit exceeded" }), "limited", 429],
  ["403 from a proxy", answer(403, "<html>Blocked</html>"), "unclear", 403],
  ["502 from a proxy", { kind: "page", status: 502 }, "unclear", 502],
  ["200 from a captive portal", answer(200, "<html>Welcome</html>"), "unclear", 200],
  ["200 of another shape", answer(200, { hello: true }), "unclear", 200],
  ["400", answer(400, { message: "Invalid model" }), "unclear", 400],
  ["500", answer(500, {}), "unclear", 500],
  ["silence", { kind: "hang" }, "unclear", null],
  ["a drop", { kind: "drop" }, "unclear", null],
  ["cut JSON", { kind: "truncated" }, "unclear", 200],
];

test.each(readings)("%s is read the same from both questions", async (_name, fault, outcome, status) => {
  warmUp();
  for (const path of ["/v1/models", "/v1/chat/completions"]) {
    world.mistral.faults.add({ path, fault });
    expect(await probe(KEY, fault.kind === "hang" ? 100 : 10_000)).toEqual({ outcome, status });
  }
});

test("nobody listening is unclear", async () => {
  const gone = createKeyProbe({ baseUrl: "http://mistral.invalid", key: KEY });
  expect(await gone.probe()).toEqual({ outcome: "unclear", status: null });
});
