import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestMistral } from "../../support/servers/mistral.ts";
import { ADMIN_KEY, KEY, listenEmbeddedMistral, START } from "../../support/servers/mistral.ts";

let world: TestMistral;

beforeEach(async () => {
  world = await listenEmbeddedMistral({ asked: "anyhow" });
});

afterEach(() => world.close());

type Reply = { status: number; body: Record<string, unknown> };

async function ask(method: string, path: string, body?: unknown, key = ADMIN_KEY): Promise<Reply> {
  const response = await fetch(world.url + path, {
    method,
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const invite = (body: unknown) => ask("POST", "/v1/admin/users-invite", body);

test("each kind of key opens its own API only", async () => {
  expect((await ask("GET", "/v1/admin/users", undefined, KEY)).status).toBe(401);
  expect((await ask("GET", "/v1/admin/users", undefined, "")).status).toBe(401);
  expect((await ask("GET", "/v1/models", undefined, ADMIN_KEY)).status).toBe(401);
  world.mistral.change({ kind: "payment", on: true });
  world.skip(180_000);
  expect((await ask("GET", "/v1/models", undefined, KEY)).body).toMatchObject({ object: "list" });
});

test("paths and methods that Mistral does not have are refused", async () => {
  expect((await ask("GET", "/v1/admin/nothing")).status).toBe(404);
  expect((await ask("PUT", "/v1/admin/users")).status).toBe(405);
  expect((await fetch(`${world.url}/slack/events`)).status).toBe(404);
});

const email = "ben@lumen.example";
test.each([
  ["an array of addresses", { email: [email] }],
  ["no address", {}],
  ["empty role names", { email, role_names: [] }],
  ["a label of the panel as a role", { email, role_names: ["Admin"] }],
  ["both kinds of roles", { email, role_names: ["member"], roles: ["M"] }],
  ["an unknown seat", { email, subscription_types: ["VIBE"] }],
  ["a language with a hyphen", { email, email_language: "pt-BR" }],
  ["a Workspace by name", { email, workspace_uuids: ["Production"] }],
  ["a body that is not an object", "ben@lumen.example"],
])("an invitation with %s is refused", async (_what, body) => {
  const reply = await invite(body);
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({ detail: [{ msg: expect.any(String) as string }] });
  expect(world.section.get().invites).toEqual([]);
});

test("an unknown Workspace, an unknown admin and a fractional amount are refused", async () => {
  const unknown = "00000000-0000-4000-8000-000000000000";
  expect((await invite({ email, workspace_uuids: [unknown] })).status).toBe(404);
  expect((await ask("POST", "/v1/admin/workspaces", { name: "Lab" })).status).toBe(422);
  const lab = { name: "Lab", admin_user_id: unknown };
  expect((await ask("POST", "/v1/admin/workspaces", lab)).status).toBe(404);
  expect((await ask("POST", "/v1/admin/spend-limit", { amount: 9.5 })).status).toBe(422);
  expect((await ask("POST", "/v1/admin/spend-limit", { no_monthly_limit: true })).status).toBe(422);
  expect((await ask("GET", "/v1/admin/users?page=0")).status).toBe(422);
});

test("commas and new lines separate addresses, and each has its verdict", async () => {
  const reply = await invite({ email: "ben@lumen.example, cleo@lumen.example\nANA@lumen.example,what@ever" });
  expect(reply).toEqual({
    status: 200,
    body: { invalid_emails: ["what@ever"], already_members: ["ANA@lumen.example"], invited_members_count: 2 },
  });
});

test("without pay-as-you-go nobody is invited", async () => {
  world.mistral.change({ kind: "payAsYouGo", on: false });
  expect((await invite({ email })).status).toBe(402);
  expect(world.mistral.mails()).toEqual([]);
});

test("an address that is Pending gets a second invitation, and it is counted", async () => {
  await invite({ email });
  await invite({ email: "BEN@lumen.example" });
  expect((await ask("GET", "/v1/admin/users")).body).toMatchObject({ invites: [{}, {}] });
  expect(world.mistral.mails().map((mail) => mail.state)).toEqual(["open", "open"]);
  expect(world.section.get().doubleInvites).toBe(1);
});

test("people can be looked up by address", async () => {
  await invite({ email });
  const reply = await ask("GET", "/v1/admin/users?email=BEN%40lumen.example");
  expect(reply.body).toMatchObject({ members: [], invites: [{ email }], total: 1, page: 1, page_size: 25 });
});

test("every request is noted with what its caller got", async () => {
  world.mistral.faults.add({ method: "POST", path: "/v1/admin/users-invite", fault: { kind: "drop" } });
  await expect(invite({ email })).rejects.toThrow();
  await invite({ email });
  const path = "/v1/admin/users-invite";
  expect(world.mistral.calls()).toEqual([
    { method: "POST", path, query: "", status: 0, at: START, body: { email } },
    { method: "POST", path, query: "", status: 200, at: START, body: { email } },
  ]);
});

test("a fault keeps to its path, its method and its number of times", async () => {
  world.mistral.faults.add({
    method: "GET",
    path: "/v1/admin/users",
    fault: { kind: "page", status: 502 },
    times: 2,
  });
  const page = () => fetch(`${world.url}/v1/admin/users`, { headers: { "x-api-key": ADMIN_KEY } });
  expect((await invite({ email })).status).toBe(200);
  expect([(await page()).status, (await page()).status, (await page()).status]).toEqual([502, 502, 200]);
});

test("a fault with a probability follows the given chance until it is cleared", async () => {
  const chances = [0.9, 0.1, 0.4, 0.6];
  await world.close();
  world = await listenEmbeddedMistral({ asked: "anyhow", random: () => chances.shift() ?? 0 });
  world.mistral.faults.add({ probability: 0.5, fault: { kind: "answer", status: 429 } });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await ask("GET", "/v1/admin/users")).status);
  world.mistral.faults.clear();
  statuses.push((await ask("GET", "/v1/admin/users")).status);
  expect(statuses).toEqual([200, 429, 429, 200, 200]);
});

test("a reached spending limit stops the keys", async () => {
  world.mistral.change({ kind: "payment", on: true });
  world.skip(3 * 60 * 1000);
  expect((await ask("GET", "/v1/models", undefined, KEY)).status).toBe(200);
  world.section.change((draft) => {
    draft.monthlyLimit = 50;
    draft.usage = 50;
  });
  expect((await ask("GET", "/v1/models", undefined, KEY)).status).toBe(402);
});
