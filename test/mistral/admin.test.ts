import { afterEach, beforeEach, expect, test } from "vitest";
import type { InviteOrder } from "../../src/mistral/admin/admin.ts";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import { OWNER_ID } from "../../src/sandbox/mistral/state.ts";
import type { TestMistral } from "../support/servers/mistral.ts";
import { ADMIN_KEY, listenEmbeddedMistral, START } from "../support/servers/mistral.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

let world: TestMistral;

beforeEach(async () => {
  world = await listenEmbeddedMistral();
});

afterEach(() => world.close());

const order = (addresses: string[], more: Partial<InviteOrder> = {}): InviteOrder => ({
  addresses,
  role: "member",
  seats: [],
  workspaceIds: [],
  language: null,
  ...more,
});

const lastBody = () => world.mistral.calls().at(-1)?.body;

test("the owner is a Member from the start", async () => {
  expect(await world.admin.people()).toMatchObject({
    members: [{ id: OWNER_ID, address: "ana@lumen.example", name: "Ana Duarte", roles: ["admin"] }],
    invites: [],
  });
});

test("an invited address is Pending, then Active once the mail is accepted", async () => {
  const answer = await world.admin.invite(order(["Ben@Lumen.example"], { role: "billing" }));
  expect(answer).toEqual({ invalid: [], alreadyMembers: [] });
  const { invites } = await world.admin.people();
  expect(invites).toMatchObject([
    { address: "ben@lumen.example", expired: false, createdAt: START, roles: ["billing"] },
  ]);

  expect(world.mistral.accept(world.mistral.mails()[0]?.id ?? "")).toBeNull();
  const after = await world.admin.people();
  expect(after.invites).toEqual([]);
  expect(after.members[1]).toMatchObject({ address: "ben@lumen.example", name: "Ben", roles: ["billing"] });
});

test("many addresses go out as one string, with names of the contract", async () => {
  const { id } = await world.admin.createWorkspace({ name: "Production", adminMemberId: OWNER_ID });
  await world.admin.invite(
    order(["ben@lumen.example", "cleo@lumen.example"], {
      role: "admin",
      seats: ["chat", "code"],
      workspaceIds: [id],
      language: "pt-BR",
    }),
  );
  expect(lastBody()).toEqual({
    email: "ben@lumen.example, cleo@lumen.example",
    role_names: ["organization_admin"],
    subscription_types: ["CHAT", "MISTRAL_CODE"],
    workspace_uuids: [id],
    email_language: "pt_br",
  });
  expect((await world.admin.people()).invites).toHaveLength(2);
});

test("what was not asked for is not sent", async () => {
  await world.admin.invite(order(["ben@lumen.example"], { language: "ja-JP" }));
  expect(lastBody()).toEqual({ email: "ben@lumen.example", role_names: ["member"] });
});

test("a regional locale is mailed in its language", async () => {
  await world.admin.invite(order(["ben@lumen.example"], { language: "fr-CA" }));
  expect(lastBody()).toMatchObject({ email_language: "fr" });
});

test("the answer tells who was not invited, in lower case", async () => {
  const answer = await world.admin.invite(order(["NOBODY", "Ana@Lumen.Example", "ben@lumen.example"]));
  expect(answer).toEqual({ invalid: ["nobody"], alreadyMembers: ["ana@lumen.example"] });
});

test("an address with a comma inside is refused before it becomes two", async () => {
  const invite = world.admin.invite(order(["ben@lumen.example,eve@evil.example"]));
  await expect(invite).rejects.toMatchObject({ code: "invalid", detail: "bad_address" });
  await expect(world.admin.invite(order([]))).rejects.toMatchObject({ code: "invalid" });
  expect(world.mistral.calls()).toEqual([]);
});

test("inviting without a plan that may invite is forbidden because of billing, not of the key", async () => {
  world.mistral.change({ kind: "payAsYouGo", on: false });
  const invite = world.admin.invite(order(["ben@lumen.example"]));
  await expect(invite).rejects.toMatchObject({ code: "forbidden", detail: "billing_needed" });
});

test("an Invitation that is revoked twice is gone the second time", async () => {
  await world.admin.invite(order(["ben@lumen.example"]));
  const id = (await world.admin.people()).invites[0]?.id ?? "";
  expect(await world.admin.revoke(id)).toBe("erased");
  expect(await world.admin.revoke(id)).toBe("gone");
  expect((await world.admin.people()).invites).toEqual([]);
  expect(world.mistral.calls().map((call) => call.status)).toContain(404);
});

test("an Invitation is reported as expired after seven days", async () => {
  await world.admin.invite(order(["ben@lumen.example"]));
  world.skip(7 * 24 * 60 * 60 * 1000 - 1);
  expect((await world.admin.people()).invites[0]?.expired).toBe(false);
  world.skip(1);
  expect((await world.admin.people()).invites[0]?.expired).toBe(true);
});

test("roles change, Members go, and the last Admin stays", async () => {
  await world.admin.invite(order(["ben@lumen.example"]));
  world.mistral.accept(world.mistral.mails()[0]?.id ?? "");
  const id = (await world.admin.people()).members[1]?.id ?? "";

  await expect(world.admin.setRole(OWNER_ID, "member")).rejects.toMatchObject({ code: "invalid" });
  await expect(world.admin.remove(OWNER_ID)).rejects.toMatchObject({ code: "invalid" });
  await world.admin.setRole(id, "admin");
  expect(lastBody()).toEqual({ role_names: ["organization_admin"] });
  expect((await world.admin.people()).members[1]?.roles).toEqual(["admin"]);

  expect(await world.admin.remove(id)).toBe("erased");
  expect(await world.admin.remove(id)).toBe("gone");
  expect((await world.admin.people()).members).toHaveLength(1);
  await expect(world.admin.setRole(id, "admin")).rejects.toMatchObject({ code: "not_found" });
});

test("Workspaces are listed and made, with unique names and an existing Member as admin", async () => {
  expect(await world.admin.workspaces()).toMatchObject([{ name: "Default Workspace", isDefault: true }]);
  const made = await world.admin.createWorkspace({
    name: "Lab",
    adminMemberId: OWNER_ID,
  });
  expect(made).toMatchObject({ name: "Lab" });
  expect(await world.admin.workspaces()).toContainEqual({ ...made, isDefault: false });

  const again = world.admin.createWorkspace({ name: "lab", adminMemberId: OWNER_ID });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  const orphan = world.admin.createWorkspace({ name: "Other", adminMemberId: made.id });
  await expect(orphan).rejects.toMatchObject({ code: "not_found" });
});

test("the spending limit is read, set and removed", async () => {
  const none = { limit: null, currency: "EUR", reached: false, paymentFailure: false };
  expect(await world.admin.spendLimit()).toEqual(none);
  await world.admin.setSpendLimit(200);
  expect(await world.admin.spendLimit()).toEqual({ ...none, limit: 200 });
  world.section.change((draft) => {
    draft.usage = 200;
    draft.paymentFailure = true;
  });
  expect(await world.admin.spendLimit()).toMatchObject({ reached: true, paymentFailure: true });
  await world.admin.setSpendLimit(null);
  expect(lastBody()).toEqual({ amount: 0, no_monthly_limit: true });
  expect(await world.admin.spendLimit()).toMatchObject({ limit: null, reached: false });
});

test("a spending limit with cents is refused before it is sent", async () => {
  await expect(world.admin.setSpendLimit(99.5)).rejects.toMatchObject({ detail: "amount_not_whole" });
  await expect(world.admin.setSpendLimit(-1)).rejects.toMatchObject({ code: "invalid" });
  expect(world.mistral.calls()).toEqual([]);
});

test("an empty answer to an order is enough", async () => {
  const raw = await listenRaw((_req, res) => {
    res.writeHead(204).end();
  });
  const admin = createMistralAdmin({ baseUrl: raw.url, key: ADMIN_KEY });
  await admin.setRole(OWNER_ID, "billing");
  await admin.setSpendLimit(1);
  await admin.revoke(OWNER_ID);
  await raw.close();
});

test("an id that a path would swallow is refused before it is sent", async () => {
  for (const id of ["", ".", ".."]) {
    await expect(world.admin.remove(id)).rejects.toMatchObject({ code: "invalid", detail: "bad_id" });
  }
  expect(world.mistral.calls()).toEqual([]);
});

test("the key travels as x-api-key or as a bearer token", async () => {
  for (const scheme of ["x-api-key", "bearer"] as const) {
    const admin = createMistralAdmin({ baseUrl: `${world.url}/v1/admin/`, key: ADMIN_KEY, scheme });
    expect((await admin.people()).members).toHaveLength(1);
  }
});
