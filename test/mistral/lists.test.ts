import { expect, test } from "vitest";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import type { Quirks } from "../../src/sandbox/mistral/exchange.ts";
import type { RoleName } from "../../src/sandbox/mistral/state.ts";
import { initialMistralState } from "../../src/sandbox/mistral/state.ts";
import { listenEmbeddedMistral, memorySection, START } from "../support/servers/mistral.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

const id = (kind: string, n: number): string =>
  `${kind}0000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function crowd(members: number, invites: number) {
  const state = initialMistralState(START);
  const person = (kind: string, n: number) => ({
    id: id(kind, n),
    email: `P${n}.${kind}@lumen.example`,
    roles: ["member"] as RoleName[],
    seats: [],
    workspaceIds: [],
    createdAt: START,
  });
  state.members = Array.from({ length: members }, (_, n) => ({ ...person("a", n), name: `P ${n}` }));
  state.invites = Array.from({ length: invites }, (_, n) => person("b", n));
  return memorySection(state);
}

const variants: Partial<Quirks>[] = [
  { paging: "separate", totals: true },
  { paging: "separate", totals: false },
  { paging: "shared", totals: true },
  { paging: "shared", totals: false },
];

test.each(variants)("everybody is found over all pages with %o", async (quirks) => {
  for (const [members, invites] of [
    [0, 0],
    [100, 0],
    [230, 7],
    [7, 230],
    [100, 100],
  ] as const) {
    const world = await listenEmbeddedMistral({ section: crowd(members, invites), quirks });
    const people = await world.admin.people();
    await world.close();
    expect([people.members.length, people.invites.length]).toEqual([members, invites]);
    expect(new Set(people.invites.map((invite) => invite.address)).size).toBe(invites);
  }
});

test("a list that repeats its only page ends", async () => {
  const page = {
    members: [member({ raw_roles: ["M"] })],
    invites: [],
    total: null,
    page: null,
    page_size: null,
  };
  const people = await read(page);
  expect(people.members).toHaveLength(1);
});

test.each([
  [["A"], ["admin"]],
  [
    ["M", "B"],
    ["billing", "member"],
  ],
  [["organization_admin"], ["admin"]],
  [["billing_manager"], ["billing"]],
  [["Q"], ["member"]],
  [[], ["member"]],
])("raw roles %j are read as %j", async (raw_roles, roles) => {
  const people = await read({ members: [member({ raw_roles })], invites: [] });
  expect(people.members[0]?.roles).toEqual(roles);
});

test("the old single role counts where the list is missing", async () => {
  const people = await read({ members: [member({ raw_role: "A" })], invites: [] });
  expect(people.members[0]?.roles).toEqual(["admin"]);
});

test("null where a value may be missing is not an error", async () => {
  const people = await read({
    members: [member({ email: null, name: null, raw_roles: null })],
    invites: [
      { uuid: id("b", 1), email: "ben@lumen.example", expired: false, created_at: null },
      { uuid: id("b", 2), email: null, expired: true, created_at: "2026-09-01T09:00:00" },
    ],
  });
  expect(people.members).toEqual([{ id: id("a", 1), address: null, name: null, roles: ["member"] }]);
  expect(people.invites).toEqual([
    { id: id("b", 1), address: "ben@lumen.example", expired: false, createdAt: null, roles: ["member"] },
  ]);
});

test("a time without a zone is read as UTC", async () => {
  const created_at = "2026-09-01T09:00:00.5";
  const people = await read({
    members: [],
    invites: [{ uuid: id("b", 1), email: "b@lumen.example", created_at }],
  });
  expect(people.invites[0]?.createdAt).toBe(Date.UTC(2026, 8, 1, 9, 0, 0, 500));
});

test("roles given as UUIDs are looked up once", async () => {
  const world = await listenEmbeddedMistral({ quirks: { rawRoles: "uuids" } });
  expect((await world.admin.people()).members[0]?.roles).toEqual(["admin"]);
  expect((await world.admin.people()).members[0]?.roles).toEqual(["admin"]);
  await world.close();
  expect(world.mistral.calls().filter((call) => call.path === "/v1/admin/roles")).toHaveLength(1);
});

test("roles given as letters are not looked up", async () => {
  const world = await listenEmbeddedMistral();
  await world.admin.people();
  await world.close();
  expect(world.mistral.calls().map((call) => call.path)).not.toContain("/v1/admin/roles");
});

test("a role that nobody explains is not known", async () => {
  const world = await listenEmbeddedMistral({ quirks: { rawRoles: "uuids", roleList: false } });
  expect((await world.admin.people()).members[0]?.roles).toEqual([]);
  await world.close();
});

test("a passing failure of the role list is not taken for an answer", async () => {
  const world = await listenEmbeddedMistral({ quirks: { rawRoles: "uuids" } });
  world.mistral.faults.add({ path: "/v1/admin/roles", fault: { kind: "answer", status: 503 } });
  await expect(world.admin.people()).rejects.toMatchObject({ code: "unavailable" });
  expect((await world.admin.people()).members[0]?.roles).toEqual(["admin"]);
  await world.close();
});

test("a key that is refused for the role list alone says nothing of roles, until it is let in", async () => {
  const world = await listenEmbeddedMistral({ quirks: { rawRoles: "uuids" } });
  world.mistral.faults.add({ path: "/v1/admin/roles", fault: { kind: "answer", status: 401 }, times: 2 });
  expect((await world.admin.people()).members[0]?.roles).toEqual([]);
  expect((await world.admin.people()).members[0]?.roles).toEqual(["admin"]);
  await world.close();
});

const member = (more: object) => ({
  uuid: id("a", 1),
  email: "ana@lumen.example",
  name: "Ana",
  oid_id: null,
  ...more,
});

async function read(page: object) {
  const raw = await listenRaw((_req, res) => {
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(page));
  });
  try {
    return await createMistralAdmin({ baseUrl: raw.url, key: "some-admin-key" }).people();
  } finally {
    await raw.close();
  }
}
