import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestMistral } from "../../support/servers/mistral.ts";
import { ADMIN_KEY, listenEmbeddedMistral } from "../../support/servers/mistral.ts";

let world: TestMistral;
beforeEach(async () => {
  world = await listenEmbeddedMistral({ asked: "anyhow" });
});
afterEach(() => world.close());

async function ask(query = "") {
  const response = await fetch(`${world.url}/v1/admin/audit-logs${query}`, {
    headers: { "x-api-key": ADMIN_KEY },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>[] };
}

const typesOf = (body: readonly Record<string, unknown>[]) => body.map((entry) => entry["event_type"]);

test("an entry has every field of the contract", async () => {
  world.mistral.change({ kind: "record", on: true });
  world.mistral.change({ kind: "domain", on: true });
  expect((await ask()).body).toEqual([
    {
      created_at: expect.stringMatching(/^2026-09-01T09:00:00\.000000\+00:00$/) as string,
      actor_type: "HUMAN",
      actor_metadata: { user_uuid: world.section.get().members[0]?.id },
      event_type: "organization.domain_verification.enable",
      event_metadata: {},
      target_type: "ORGANIZATION",
      target_metadata: {},
      log_id: 1,
      organization_uuid: "3d7f5c0a-94b1-4a58-8e63-0c9a6c1d2b10",
      workspace_uuid: null,
    },
  ]);
});

test("the newest come first unless asked otherwise, twenty at a time, of all events or of some", async () => {
  for (let n = 0; n < 25; n += 1) world.mistral.change({ kind: "key" });
  const newest = (await ask()).body;
  expect([newest.length, newest[0]?.["log_id"]]).toEqual([20, 25]);
  const oldest = (await ask("?sort=ascending&limit=3")).body;
  expect(oldest.map((entry) => entry["log_id"])).toEqual([1, 2, 3]);
  world.mistral.change({ kind: "saml", on: true });
  world.mistral.change({ kind: "saml", on: false });
  const saml = "event_type=organization.saml_authentication.";
  const both = (await ask(`?${saml}enable&${saml}disable`)).body;
  expect(both.map((entry) => entry["log_id"])).toEqual([27, 26]);
});

test.each(["event_type=api_key.made", "sort=up", "limit=none", "limit=0", "after=yesterday", "cursor=7"])(
  "a query with %s is refused",
  async (query) => {
    expect((await ask(`?${query}`)).status).toBe(422);
  },
);

test("a plan without audit logs shows none, as the panel says", async () => {
  expect(world.mistral.panel()).toMatchObject({ auditLogs: true });
  world.mistral.change({ kind: "auditLogs", on: false });
  expect(world.mistral.panel()).toMatchObject({ auditLogs: false });
  expect((await ask()).status).toBe(403);
});

test("what the Admin API does is noted as done by a key", async () => {
  await world.admin.invite({
    addresses: ["b@lumen.example"],
    role: "member",
    seats: [],
    workspaceIds: [],
    language: null,
  });
  await world.admin.setSpendLimit(50);
  await world.admin.revoke(world.section.get().invites[0]?.id ?? "");
  const { body } = await ask("?sort=ascending");
  expect(typesOf(body)).toEqual([
    "organization.invite.send",
    "billing.monthly_limit.updated",
    "organization.invite.revoked",
  ]);
  expect(new Set(body.map((entry) => entry["actor_type"]))).toEqual(new Set(["API_KEY"]));
});
