import { afterEach, beforeEach, expect, test } from "vitest";
import type { KeyOutcome } from "../../src/domain/key/key-reading.ts";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import type { Quirks } from "../../src/sandbox/mistral/admin-api.ts";
import type { Fault } from "../support/servers/faults.ts";
import type { TestMistral } from "../support/servers/mistral.ts";
import { KEY, listenEmbeddedMistral } from "../support/servers/mistral.ts";

let world: TestMistral;

async function start(quirks: Partial<Quirks> = {}): Promise<void> {
  world = await listenEmbeddedMistral({ quirks });
}

beforeEach(() => start());
afterEach(() => world.close());

const probe = (key = KEY, timeoutMs = 10_000) =>
  createKeyProbe({ baseUrl: world.url, key, timeoutMs }).probe(true);

const warmUp = (): void => {
  world.mistral.change({ kind: "payment", on: true });
  world.skip(3 * 60 * 1000);
};

const asked = () => world.mistral.calls().map(({ path }) => path);
const answer = (status: number, body: unknown): Fault => ({ kind: "answer", status, body });
const COMPLETIONS = "/v1/chat/completions";

test("a key works three minutes after the payment method, not before", async () => {
  expect(await probe()).toMatchObject({ outcome: "unpaid", status: 402 });
  world.mistral.change({ kind: "payment", on: true });
  world.skip(3 * 60 * 1000 - 1);
  expect(await probe()).toMatchObject({ outcome: "unpaid", status: 402 });
  world.skip(1);
  expect(await probe()).toMatchObject({ outcome: "works" });
});

const ON_RECORD = { 401: "refused", 402: "unpaid", 403: "inactive" } as const;
test.each([401, 402, 403] as const)(
  "an account without billing that answers %i is read as on record",
  async (status) => {
    for (const modelsWhileInactive of [false, true]) {
      await world.close();
      await start({ inactiveStatus: status, modelsWhileInactive });
      expect(await probe()).toMatchObject({ outcome: ON_RECORD[status], status });
    }
    // The list of models alone proves nothing.
    expect(asked()).toEqual(["/v1/models", COMPLETIONS]);
  },
);

test("the proof costs one token of a small model from the list, and no token is spent when none may be", async () => {
  warmUp();
  const there = createKeyProbe({ baseUrl: world.url, key: KEY });
  expect(await there.probe(false)).toMatchObject({ outcome: "answers" });
  expect(asked()).toEqual(["/v1/models"]);
  await probe();
  expect(world.mistral.calls().at(-1)?.body).toMatchObject({ model: "ministral-3b-latest", max_tokens: 1 });
});

test("a bare list of models is read too, and an empty one is answered with a known model", async () => {
  warmUp();
  for (const body of [[{ id: "mistral-small-latest" }], { object: "list", data: [] }]) {
    world.mistral.faults.add({ path: "/v1/models", fault: answer(200, body) });
    expect(await probe()).toMatchObject({ outcome: "works" });
    expect(world.mistral.calls().at(-1)?.body).toMatchObject({ model: "mistral-small-latest" });
  }
});

test("a model that cannot chat or is archived is not tried", async () => {
  warmUp();
  const data = [
    { id: "mistral-embed", capabilities: { completion_chat: false } },
    { id: "ministral-3b-latest", archived: true },
    { id: "mistral-large-latest", capabilities: { completion_chat: true } },
  ];
  world.mistral.faults.add({ path: "/v1/models", fault: answer(200, { object: "list", data }) });
  expect(await probe()).toMatchObject({ outcome: "works" });
  expect(world.mistral.calls().at(-1)?.body).toMatchObject({ model: "mistral-large-latest" });
});

test.each([400, 404, 422, 403])(
  "a model that is refused with %i is tried with another one; three are enough, and it stays with what the list said",
  async (status) => {
    warmUp();
    const fault = answer(status, { message: "This model is not for you" });
    world.mistral.faults.add({ path: COMPLETIONS, fault });
    expect(await probe()).toMatchObject({ outcome: "works" });
    world.mistral.faults.add({ path: COMPLETIONS, fault, times: 5 });
    expect(await probe()).toMatchObject({ outcome: status === 403 ? "refused" : "answers" });
    expect(asked()).toHaveLength(3 + 4);
  },
);

const unpaid = { message: "Inactive subscription or usage limit reached", request_id: "1" };
const glossary = (message: string, type: string) => {
  return { object: "error", message, type, param: null, code: null };
};
const readings: [string, Fault, KeyOutcome, number | null][] = [
  ["401 without a word", answer(401, { detail: "Unauthorized" }), "refused", 401],
  ["401 about the subscription", answer(401, unpaid), "inactive", 401],
  ["403 about the subscription", answer(403, unpaid), "inactive", 403],
  ["402 without a word", answer(402, {}), "inactive", 402],
  ["402 before payment", answer(402, { detail: "No payment method on the account" }), "unpaid", 402],
  ["402 after a failed invoice", answer(402, { message: "An invoice is past due" }), "unpaid", 402],
  ["402 without credit", answer(402, { message: "Your credit balance is zero" }), "spent", 402],
  ["402 at a limit", answer(402, glossary("Workspace limit reached", "limit_reached")), "spent", 402],
  ["402 of included usage", answer(402, { message: "Included usage is used up" }), "spent", 402],
  ["429", answer(429, { message: "Requests rate limit exceeded" }), "busy", 429],
  ["429 of tokens per minute", answer(429, { message: "Tokens per minute exceeded" }), "busy", 429],
  ["429 of a quota per minute", answer(429, { message: "Quota of tokens per minute used up" }), "busy", 429],
  ["429 of a monthly cap", answer(429, { message: "Monthly usage cap reached" }), "spent", 429],
  ["429 about the subscription", answer(429, unpaid), "inactive", 429],
  ["403 from a proxy", answer(403, "<html>Blocked</html>"), "proxy", 403],
  ["502 from a proxy", { kind: "page", status: 502 }, "proxy", 502],
  ["200 from a captive portal", answer(200, "<html>Welcome</html>"), "proxy", 200],
  ["200 of another shape", answer(200, { hello: true }), "proxy", 200],
  ["a redirect", answer(302, {}), "proxy", 302],
  ["500", answer(500, {}), "down", 500],
  ["503", answer(503, { message: "Service unavailable" }), "down", 503],
  ["silence", { kind: "hang" }, "down", null],
  ["a drop", { kind: "drop" }, "down", null],
  ["cut JSON", { kind: "truncated" }, "proxy", 200],
];

test.each(readings)("%s is read the same from both questions", async (_name, fault, outcome, status) => {
  warmUp();
  for (const path of ["/v1/models", COMPLETIONS]) {
    world.mistral.faults.add({ path, fault });
    const result = await probe(KEY, fault.kind === "hang" ? 100 : 10_000);
    expect(result).toMatchObject({ outcome, status });
  }
});

test("how long Mistral asks to wait is passed on", async () => {
  const fault = { kind: "answer", status: 429, body: {}, headers: { "retry-after": "90" } } as const;
  world.mistral.faults.add({ path: "/v1/models", fault });
  expect(await probe()).toEqual({ outcome: "busy", status: 429, retryAfterMs: 90_000 });
});

const ME = "/v1/users/me";
const whose = () => createKeyProbe({ baseUrl: world.url, key: KEY });

test("Mistral says whose the key is, also while billing is off, and is asked once", async () => {
  const there = whose();
  const workspace = world.section.get().workspaces[0];
  expect(await there.identity()).toEqual({
    organization: { id: expect.any(String), name: "Atelier Lumen" },
    workspace: { id: workspace?.id, name: "Default Workspace" },
  });
  await there.identity();
  expect(asked()).toEqual([ME]);
});

test.each<[string, unknown, unknown]>([
  ["only what is required", { id: "u", email: null, first_name: null, last_name: null }, null],
  ["nulls", { id: "u", organization: null, workspace: null }, null],
  ["other shapes", { id: "u", organization: "Lumen", workspace: { uuid: 5 } }, null],
  ["a part", { id: "u", organization: { id: "o", name: "Lumen", kind: "x" } }, { id: "o", name: "Lumen" }],
])("an answer with %s says as much as it has", async (_what, body, organization) => {
  world.mistral.faults.add({ path: ME, fault: answer(200, body) });
  expect(await whose().identity()).toEqual({ organization, workspace: null });
});

test.each<[string, Fault]>([
  ["a list", answer(200, [])],
  ["a page", answer(200, "<html>Welcome</html>")],
  ["401", answer(401, { detail: "Unauthorized" })],
  ["a drop", { kind: "drop" }],
])("%s does not say whose the key is, and it is asked again", async (_what, fault) => {
  const there = whose();
  world.mistral.faults.add({ path: ME, fault });
  expect(await there.identity()).toBeNull();
  expect(await there.identity()).toMatchObject({ organization: { name: "Atelier Lumen" } });
});

test("a Mistral without this call is not asked for it again", async () => {
  const there = whose();
  world.mistral.faults.add({ path: ME, fault: answer(404, { detail: "Not Found" }) });
  expect(await there.identity()).toBeNull();
  expect(await there.identity()).toBeNull();
  expect(asked()).toEqual([ME]);
});
