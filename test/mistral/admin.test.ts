import { afterEach, beforeEach, expect, test } from "vitest";
import type { InviteOrder } from "../../src/mistral/admin/admin.ts";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import { OWNER_ID } from "../../src/sandbox/mistral/state.ts";
import type { TestMistral } from "../support/servers/mistral.ts";
import { ADMIN_KEY, listenEmbeddedMistral, START } from "../support/servers/mistral.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

let world: TestMistral;

async function restart(quirks: Parameters<typeof listenEmbeddedMistral>[0]): Promise<void> {
  await world.close();
  world = await listenEmbeddedMistral(quirks);
}
beforeEach(async () => {
  world = await listenEmbeddedMistral();
});
afterEach(() => world.close());

const BEN = "ben@lumen.example";
const order = (addresses: string[], more: Partial<InviteOrder> = {}): InviteOrder => ({
  ...{ addresses, role: "member", seats: [], workspaceIds: [], language: null },
  ...more,
});

const lastBody = () => world.mistral.calls().at(-1)?.body;
const inviteOf = async (address: string) => {
  await world.admin.invite(order([address]));
  return (await world.admin.people()).invites[0]?.id ?? "";
};

test("an invited address is Pending, then Active once the mail is accepted", async () => {
  const answer = await world.admin.invite(order(["Ben@Lumen.example"], { role: "billing" }));
  expect(answer).toEqual({ invalid: [], alreadyMembers: [] });
  expect(await world.admin.people()).toMatchObject({
    members: [{ id: OWNER_ID, address: "ana@lumen.example", name: "Ana Duarte", roles: ["admin"] }],
    invites: [{ address: BEN, expired: false, createdAt: START, roles: ["billing"] }],
  });
  expect(world.mistral.accept(world.mistral.mails()[0]?.id ?? "")).toBeNull();
  const after = await world.admin.people();
  expect(after.invites).toEqual([]);
  expect(after.members[1]).toMatchObject({ address: BEN, name: "Ben", roles: ["billing"] });
});

test("many addresses go out as one string, with names of the contract", async () => {
  const { id } = await world.admin.createWorkspace({ name: "Production", adminMemberId: OWNER_ID });
  const all: Partial<InviteOrder> = { role: "admin", seats: ["chat", "code"], workspaceIds: [id] };
  await world.admin.invite(order([BEN, "cleo@lumen.example"], { ...all, language: "pt-BR" }));
  expect(lastBody()).toEqual({
    email: "ben@lumen.example, cleo@lumen.example",
    role_names: ["organization_admin"],
    subscription_types: ["CHAT", "MISTRAL_CODE"],
    workspace_uuids: [id],
    email_language: "pt_br",
  });
  expect((await world.admin.people()).invites).toHaveLength(2);
});

test("what was not asked for is not sent, and a regional locale is mailed in its language", async () => {
  await world.admin.invite(order([BEN], { language: "ja-JP" }));
  expect(lastBody()).toEqual({ email: BEN, role_names: ["member"] });
  await world.admin.invite(order(["cleo@lumen.example"], { language: "fr-CA" }));
  expect(lastBody()).toMatchObject({ email_language: "fr" });
});

test("the answer tells who was not invited, in lower case", async () => {
  const answer = await world.admin.invite(order(["NOBODY", "Ana@Lumen.Example", BEN]));
  expect(answer).toEqual({ invalid: ["nobody"], alreadyMembers: ["ana@lumen.example"] });
});

test("an address that would be two, and an id that a path would swallow, are refused before they are sent", async () => {
  const invite = world.admin.invite(order(["ben@lumen.example,eve@evil.example"]));
  await expect(invite).rejects.toMatchObject({ code: "invalid", detail: "bad_address" });
  for (const id of ["", ".", ".."])
    await expect(world.admin.remove(id)).rejects.toMatchObject({ code: "invalid", detail: "bad_id" });
  expect(world.mistral.calls()).toEqual([]);
});

test("inviting without a plan that may invite is forbidden because of billing, not of the key", async () => {
  world.mistral.change({ kind: "payAsYouGo", on: false });
  const refused = { code: "forbidden", detail: "billing_needed" };
  await expect(world.admin.invite(order([BEN]))).rejects.toMatchObject(refused);
});

test("an Invitation is reported as expired after seven days, and is gone when it is revoked twice", async () => {
  const id = await inviteOf(BEN);
  world.skip(7 * 24 * 60 * 60 * 1000 - 1);
  expect((await world.admin.people()).invites[0]?.expired).toBe(false);
  world.skip(1);
  expect((await world.admin.people()).invites[0]?.expired).toBe(true);
  expect([await world.admin.revoke(id, BEN), await world.admin.revoke(id)]).toEqual(["erased", "gone"]);
  expect((await world.admin.people()).invites).toEqual([]);
  const called = world.mistral.calls().map(({ method, path }) => `${method} ${path}`);
  expect(called).not.toContain("GET /v1/admin/users-invite");
});

test("an Invitation is found in the other list where its id is another one there, and nobody else is revoked", async () => {
  await restart({ quirks: { inviteIds: "other" } });
  const id = await inviteOf(BEN);
  expect(await world.admin.revoke(id)).toBe("gone");
  expect(await world.admin.revoke(id, "paul@lumen.example")).toBe("gone");
  expect((await world.admin.people()).invites).toHaveLength(1);
  expect(await world.admin.revoke(id, BEN)).toBe("erased");
  expect((await world.admin.people()).invites).toEqual([]);
});

test.each([
  [404, "gone"],
  [403, "gone"],
  [503, expect.objectContaining({ code: "unavailable" })],
])("where the other list answers %i, an Invitation with another id is: %s", async (status, outcome) => {
  await restart({ quirks: { inviteIds: "other" } });
  const id = await inviteOf(BEN);
  const fault = { kind: "answer", status, body: {} } as const;
  world.mistral.faults.add({ fault, method: "GET", path: "/v1/admin/users-invite" });
  expect(await world.admin.revoke(id, BEN).catch((error: unknown) => error)).toEqual(outcome);
});

test("roles change, Members go, and the last Admin stays", async () => {
  await world.admin.invite(order([BEN]));
  world.mistral.accept(world.mistral.mails()[0]?.id ?? "");
  const id = (await world.admin.people()).members[1]?.id ?? "";
  await expect(world.admin.setRole(OWNER_ID, "member")).rejects.toMatchObject({ code: "invalid" });
  await world.admin.setRole(id, "admin");
  expect(lastBody()).toEqual({ role_names: ["organization_admin"] });
  expect((await world.admin.people()).members[1]?.roles).toEqual(["admin"]);
  expect([await world.admin.remove(id), await world.admin.remove(id)]).toEqual(["erased", "gone"]);
  expect((await world.admin.people()).members).toHaveLength(1);
  await expect(world.admin.setRole(id, "admin")).rejects.toMatchObject({ code: "not_found" });
});

test("Workspaces are listed and made, with unique names and an existing Member as admin", async () => {
  expect(await world.admin.workspaces()).toMatchObject([{ name: "Default Workspace", isDefault: true }]);
  const made = await world.admin.createWorkspace({ name: "Lab", adminMemberId: OWNER_ID });
  expect(await world.admin.workspaces()).toContainEqual({ ...made, name: "Lab", isDefault: false });
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

test("an empty answer to an order is enough", async () => {
  const raw = await listenRaw((_req, res) => {
    res.writeHead(204).end();
  });
  const admin = createMistralAdmin({ baseUrl: raw.url, key: ADMIN_KEY });
  await admin.setRole(OWNER_ID, "billing");
  await admin.revoke(OWNER_ID);
  await raw.close();
});

const asked: string[] = [];

/** A Mistral that lets in one header alone, or none. */
function lettingIn(scheme: "x-api-key" | "bearer" | null) {
  asked.length = 0;
  return listenRaw(({ headers }, res) => {
    const sent = headers.authorization === `Bearer ${ADMIN_KEY}` ? "bearer" : "x-api-key";
    asked.push(sent);
    const isLetIn = sent === scheme && (sent === "bearer" || headers["x-api-key"] === ADMIN_KEY);
    res.writeHead(isLetIn ? 200 : 401, { "content-type": "application/json" });
    res.end(JSON.stringify(isLetIn ? { members: [], invites: [] } : { detail: "Unauthorized" }));
  });
}

test.each(["x-api-key", "bearer"] as const)(
  "an Admin key that is not let in as %s is tried once in the other header, which is kept",
  async (scheme) => {
    const other = scheme === "bearer" ? "x-api-key" : "bearer";
    const raw = await lettingIn(other);
    const admin = createMistralAdmin({ baseUrl: raw.url, key: ADMIN_KEY, scheme });
    expect(await admin.people()).toMatchObject({ members: [], invites: [] });
    await admin.people();
    expect(asked).toEqual([scheme, other, other]);
    await raw.close();
  },
);

test("once an Admin key was let in, it counts as refused after the second 401 in a row", async () => {
  await world.admin.people();
  const fault = { kind: "answer", status: 401 } as const;
  world.mistral.faults.add({ fault });
  expect(await world.admin.people()).toMatchObject({ members: [{}], invites: [] });
  world.mistral.faults.add({ fault, times: 2 });
  await expect(world.admin.people()).rejects.toMatchObject({ code: "unauthorized" });
});

test("an Admin key that no header lets in is refused after both were tried twice", async () => {
  const raw = await lettingIn(null);
  const admin = createMistralAdmin({ baseUrl: raw.url, key: ADMIN_KEY, secondTryMs: 1 });
  await expect(admin.people()).rejects.toMatchObject({ code: "unauthorized" });
  expect(asked).toEqual(["x-api-key", "bearer", "x-api-key", "bearer"]);
  await raw.close();
});
