import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestMistral } from "../support/servers/mistral.ts";
import { ADMIN_KEY, KEY, listenEmbeddedMistral, START } from "../support/servers/mistral.ts";
import { DAY, MINUTE } from "../support/world/times.ts";

let world: TestMistral;

beforeEach(async () => {
  world = await listenEmbeddedMistral({ asked: "anyhow" });
});
afterEach(() => world.close());

type Reply<Body> = { status: number; body: Body };

async function ask<Body = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  key = ADMIN_KEY,
): Promise<Reply<Body>> {
  const response = await fetch(world.url + path, {
    method,
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const email = "ben@lumen.example";
const order = (body: unknown) => ask("POST", "/v1/admin/users-invite", body);

describe("the API of the embedded Mistral", () => {
  it("opens to each kind of key its own part only, to an ordinary one until the limit is reached", async () => {
    const status = async (path: string, key: string) => (await ask("GET", path, undefined, key)).status;
    expect(await status("/v1/admin/users", KEY)).toBe(401);
    expect(await status("/v1/admin/users", "")).toBe(401);
    expect(await status("/v1/models", ADMIN_KEY)).toBe(401);
    world.mistral.change({ kind: "payment", on: true });
    world.skip(3 * MINUTE);
    expect(await status("/v1/models", KEY)).toBe(200);
    world.section.patch(world.section.get(), { monthlyLimit: 50, usage: 50 });
    expect(await status("/v1/models", KEY)).toBe(402);
  });

  const unknown = "00000000-0000-4000-8000-000000000000";
  it.each<[string, unknown, number]>([
    ["POST /users-invite", { email: [email] }, 422],
    ["POST /users-invite", { email, role_names: ["Admin"] }, 422],
    ["POST /users-invite", { email, workspace_uuids: ["Production"] }, 422],
    ["POST /users-invite", { email, workspace_uuids: [unknown] }, 404],
    ["POST /workspaces", { name: "Lab", admin_user_id: unknown }, 404],
    ["POST /spend-limit", { amount: 9.5 }, 422],
    ["GET /users?page=0", undefined, 422],
    ["GET /nothing", undefined, 404],
    ["PUT /users", undefined, 404],
    ["GET /audit-logs?after=yesterday", undefined, 422],
  ])("refuses %s with %j", async (what, body, status) => {
    const [method = "", path] = what.split(" ");
    expect((await ask(method, `/v1/admin${path}`, body)).status).toBe(status);
    expect(world.section.get().invites).toEqual([]);
  });

  it("invites an address that is Pending a second time, and counts it", async () => {
    await order({ email });
    await order({ email: "BEN@lumen.example" });
    const found = await ask("GET", "/v1/admin/users?email=Ben%40lumen.example");
    expect(found.body).toMatchObject({ members: [], invites: [{}, {}], total: 2, page: 1, page_size: 25 });
    expect(world.section.get().doubleInvites).toBe(1);
  });

  it("notes every request with what its caller got", async () => {
    const path = "/v1/admin/users-invite";
    world.mistral.faults.add({ method: "POST", path, fault: { kind: "drop" } });
    expect((await ask("GET", path)).status).toBe(200);
    await expect(order({ email })).rejects.toThrow();
    await order({ email });
    const noted = { method: "POST", path, query: "", at: START, body: { email } };
    expect(world.mistral.calls().slice(1)).toEqual([
      { ...noted, status: 0 },
      { ...noted, status: 200 },
    ]);
  });
});

describe("the audit log of the embedded Mistral", () => {
  const log = async (query = "") =>
    (await ask<Record<string, unknown>[]>("GET", `/v1/admin/audit-logs${query}`)).body;
  const ids = async (query: string) => (await log(query)).map((entry) => entry["log_id"]);

  it("has every field of the contract, with who did it: a person or a key", async () => {
    world.mistral.change({ kind: "saml", on: true });
    await order({ email });
    const common = {
      event_metadata: {},
      target_type: "ORGANIZATION",
      target_metadata: {},
      workspace_uuid: null,
    };
    expect(await log("?sort=ascending")).toEqual([
      {
        ...{ ...common, log_id: 1, created_at: "2026-09-01T09:00:00.000000+00:00", actor_type: "HUMAN" },
        actor_metadata: { user_uuid: world.section.get().members[0]?.id },
        event_type: "organization.saml_authentication.enable",
        organization_uuid: "3d7f5c0a-94b1-4a58-8e63-0c9a6c1d2b10",
      },
      expect.objectContaining({ event_type: "organization.invite.send", actor_type: "API_KEY" }),
    ]);
  });

  it("comes newest first unless asked otherwise, twenty at a time, of all events or of some, where the plan has it", async () => {
    for (let n = 0; n < 25; n += 1) world.mistral.change({ kind: "key" });
    expect([(await ids("")).at(0), (await ids("")).length]).toEqual([25, 20]);
    expect(await ids("?sort=ascending&limit=3")).toEqual([1, 2, 3]);
    for (const on of [true, false]) world.mistral.change({ kind: "saml", on });
    const saml = "event_type=organization.saml_authentication.";
    expect(await ids(`?${saml}enable&${saml}disable`)).toEqual([27, 26]);
    world.mistral.change({ kind: "auditLogs", on: false });
    expect((await ask("GET", "/v1/admin/audit-logs")).status).toBe(403);
  });
});

describe("the panel of the embedded Mistral", () => {
  const change = (...[wanted]: Parameters<TestMistral["mistral"]["change"]>) => world.mistral.change(wanted);
  const invite = (emails: string, role = "Member") => change({ kind: "invite", emails, role });
  const mail = (at = 0) => world.mistral.mails()[at]?.id ?? "";
  const accept = (id = mail(), name?: string) => world.mistral.accept(id, name);
  const states = () => world.mistral.mails().map(({ state }) => state);
  const members = () => world.mistral.panel().members;

  it("has keys work three minutes after a payment method came, and a second one does not prolong that", () => {
    change({ kind: "payment", on: true });
    world.skip(MINUTE);
    change({ kind: "payment", on: true });
    expect(world.mistral.panel()).toMatchObject({ paymentMethod: true, keysWorkAt: START + 3 * MINUTE });
    change({ kind: "payment", on: false });
    expect(world.mistral.panel().keysWorkAt).toBeNull();
  });

  it("lets a limit be reached, a payment fail and the Admin API key be refused, each until it is over", async () => {
    for (const kind of ["limitReached", "paymentFailure"] as const) change({ kind, on: true });
    expect(world.mistral.panel()).toMatchObject({ monthlyLimit: 100, limitReached: true });
    expect(await world.admin.spendLimit()).toMatchObject({ limit: 100, reached: true, paymentFailure: true });
    change({ kind: "keyRefused", on: true });
    await expect(world.admin.spendLimit()).rejects.toMatchObject({ code: "unauthorized" });
    for (const kind of ["limitReached", "paymentFailure", "keyRefused"] as const) change({ kind, on: false });
    expect(await world.admin.spendLimit()).toMatchObject({ reached: false, paymentFailure: false });
  });

  it("invites by an e-mail that makes an Active Member, once, under a known name or one from the address", () => {
    expect(invite("ben.okoro@lumen.example", "Billing")).toBeNull();
    expect(world.mistral.mails()[0]?.body).toMatch(/as Billing[\s\S]*2026-09-08 09:00 UTC/);
    expect(members()[1]).toMatchObject({ name: "", status: "Pending" });
    expect(accept()).toBeNull();
    expect(members()[1]).toMatchObject({ name: "ben.okoro", role: "Billing", status: "Active" });
    expect([accept(), accept("unknown")]).toEqual([
      "This invitation was accepted already.",
      "This e-mail does not exist.",
    ]);
    invite("b@lumen.example");
    accept(mail(1), "Beatriz Sa");
    expect(members().map(({ name }) => name)).toEqual(["Ana Duarte", "ben.okoro", "Beatriz Sa"]);
  });

  it("lets an invitation run out after seven days, and kills its link when another one is sent or it is revoked", () => {
    invite(email);
    world.skip(7 * DAY);
    expect([states(), members()[1]?.status]).toEqual([["expired"], "Expired"]);
    expect(accept()).toMatch(/7 days/);
    invite("Ben@lumen.example");
    expect([states(), world.section.get().doubleInvites]).toEqual([["revoked", "open"], 0]);
    expect(accept()).toMatch(/replaced/);
    expect(change({ kind: "revoke", email: "BEN@lumen.example" })).toBeNull();
    expect(accept(mail(1))).toMatch(/withdrawn/);
    expect(change({ kind: "revoke", email })).toMatch(/Nobody/);
  });

  it("changes roles and removes Members, but not the last Admin", () => {
    const ana = { email: "ana@lumen.example" };
    expect(change({ kind: "role", ...ana, role: "Member" })).toMatch(/last Admin/);
    expect(change({ kind: "remove", ...ana })).toMatch(/last Admin/);
    invite(email);
    accept();
    expect(change({ kind: "role", email: "BEN@lumen.example", role: "Admin" })).toBeNull();
    expect(change({ kind: "remove", ...ana })).toBeNull();
    expect(members()).toMatchObject([{ email, role: "Admin", status: "Active" }]);
    expect(change({ kind: "remove", ...ana })).toMatch(/Nobody/);
  });

  it("says in one sentence what does not work, and does the rest", () => {
    expect(invite("")).toMatch(/at least one/);
    expect(invite("ana@lumen.example, nonsense, ben@lumen.example")).toMatch(/nonsense.*ana@lumen\.example/);
    expect(members()).toHaveLength(2);
    change({ kind: "payAsYouGo", on: false });
    expect(invite("cleo@lumen.example")).toMatch(/pay-as-you-go/);
    expect(change({ kind: "organization", name: " " })).toMatch(/name/);
    expect(change({ kind: "workspace", name: "Production" })).toBeNull();
    expect(change({ kind: "workspace", name: "production" })).toMatch(/taken/);
    expect(change({ kind: "domain", on: true })).toMatch(/does not see the record/);
    change({ kind: "record", on: true });
    expect(change({ kind: "domain", on: true })).toBeNull();
    expect(world.mistral.txt("lumen.example")).toContain(world.mistral.panel().txt.value);
  });
});
