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

test("each kind of key opens its own API only, an ordinary one until the spending limit is reached", async () => {
  expect((await ask("GET", "/v1/admin/users", undefined, KEY)).status).toBe(401);
  expect((await ask("GET", "/v1/admin/users", undefined, "")).status).toBe(401);
  expect((await ask("GET", "/v1/models", undefined, ADMIN_KEY)).status).toBe(401);
  world.mistral.change({ kind: "payment", on: true });
  world.skip(180_000);
  expect((await ask("GET", "/v1/models", undefined, KEY)).body).toMatchObject({ object: "list" });
  world.section.patch(world.section.get(), { monthlyLimit: 50, usage: 50 });
  expect((await ask("GET", "/v1/models", undefined, KEY)).status).toBe(402);
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

const unknown = "00000000-0000-4000-8000-000000000000";
test.each<[string, object | undefined, number]>([
  ["POST /users-invite", { email, workspace_uuids: [unknown] }, 404],
  ["POST /workspaces", { name: "Lab" }, 422],
  ["POST /workspaces", { name: "Lab", admin_user_id: unknown }, 404],
  ["POST /spend-limit", { amount: 9.5 }, 422],
  ["POST /spend-limit", { no_monthly_limit: true }, 422],
  ["GET /users?page=0", undefined, 422],
  ["GET /nothing", undefined, 404],
  ["PUT /users", undefined, 405],
])("%s with %j is refused", async (what, body, status) => {
  const [method = "", path] = what.split(" ");
  expect((await ask(method, `/v1/admin${path}`, body)).status).toBe(status);
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
  const found = await ask("GET", "/v1/admin/users?email=Ben%40lumen.example");
  expect(found.body).toMatchObject({ members: [], invites: [{}, {}], total: 2, page: 1, page_size: 25 });
  expect(world.mistral.mails().map((mail) => mail.state)).toEqual(["open", "open"]);
  expect(world.section.get().doubleInvites).toBe(1);
});

test("every request is noted with what its caller got", async () => {
  const path = "/v1/admin/users-invite";
  world.mistral.faults.add({ method: "POST", path, fault: { kind: "drop" } });
  expect((await ask("GET", path)).status).toBe(200);
  await expect(invite({ email })).rejects.toThrow();
  await invite({ email });
  const noted = { method: "POST", path, query: "", at: START, body: { email } };
  expect(world.mistral.calls().slice(1)).toEqual([
    { ...noted, status: 0 },
    { ...noted, status: 200 },
  ]);
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
