import { describe, expect, it, onTestFinished } from "vitest";
import type { MistralAdmin } from "../../src/mistral/admin/admin.ts";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import { sharedReading } from "../../src/mistral/admin/people.ts";
import { readPages } from "../../src/mistral/call.ts";
import type { Quirks } from "../../src/sandbox/mistral/admin-api.ts";
import { initialMistralState, type RoleName } from "../../src/sandbox/mistral/state.ts";
import { listenEmbeddedMistral, memorySection, START } from "../support/servers/mistral.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

type Entry = Record<string, unknown>;
type Page = { members?: unknown; invites?: unknown; total?: unknown; organization_roles?: unknown };

const idOf = (n: number): string => `a0000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const member = (n: number, more: Entry = {}): Entry => ({
  ...{ uuid: idOf(n), email: `p${n}@lumen.example`, name: `P ${n}`, oid_id: null, raw_roles: ["M"] },
  ...more,
});
const invite = (n: number, more: Entry = {}): Entry => ({
  ...{ uuid: idOf(n), email: `p${n}@lumen.example`, expired: false, raw_roles: ["M"] },
  ...{ created_at: "2026-09-01T09:00:00Z", ...more },
});
const crowd = (size: number): Entry[] => Array.from({ length: size }, (_, n) => member(n));

/** A client of a server that answers with these pages, and refuses what is null; page 0 is the list of roles. */
async function clientOf(
  pageAt: (page: number) => Page | null,
): Promise<{ admin: MistralAdmin; asked: number[] }> {
  const asked: number[] = [];
  const raw = await listenRaw((req, res) => {
    const page = Number(new URL(req.url ?? "", "http://mistral.invalid").searchParams.get("page"));
    asked.push(page);
    const content = pageAt(page);
    res.writeHead(content === null ? 403 : 200, { "content-type": "application/json" });
    res.end(JSON.stringify({ members: [], invites: [], total: null, page: null, ...content }));
  });
  onTestFinished(() => raw.close());
  return { admin: createMistralAdmin({ baseUrl: raw.url, key: "some-admin-key" }), asked };
}

const readOf = async (pageAt: (page: number) => Page) => (await clientOf(pageAt)).admin.people();
const cut = (all: readonly Entry[], page: number, size: number): Entry[] =>
  all.slice((page - 1) * size, page * size);
const addresses = (people: { members: { address: string | null }[] }) =>
  people.members.map(({ address }) => address);

describe("an entry of Mistral's lists", () => {
  it.each<[string, unknown]>([
    ["without an id", member(1, { uuid: undefined })],
    ["with an address that is no text", member(1, { email: { address: "p1@lumen.example" } })],
    ["that is null", null],
    ["that is a list", [member(1)]],
  ])("%s is left out, and the others are read; nobody is called missing for it", async (_what, broken) => {
    const members = [member(0), broken, member(2)];
    const people = await readOf(() => ({ members, invites: [broken, invite(3)] }));
    expect(addresses(people)).toEqual(["p0@lumen.example", "p2@lumen.example"]);
    expect(people).toMatchObject({ whole: false, invites: [{ address: "p3@lumen.example" }] });
  });

  it("keeps its person when only name, time or roles are missing or cannot be read", async () => {
    const odd = { name: 5, raw_roles: [{ role: "A" }], raw_role: ["A"], is_sso_outsider: "yes" };
    const people = await readOf(() => ({
      members: [member(0, odd), member(1, { email: null, name: null, raw_roles: null })],
      invites: [
        invite(2, { created_at: 1_756_717_200, raw_roles: "A" }),
        invite(3, { created_at: "2026-09-01T09:00:00.5", expired: undefined }),
        invite(4, { email: null }),
      ],
    }));
    expect(people).toMatchObject({
      whole: true,
      members: [
        { id: idOf(0), address: "p0@lumen.example", name: null, roles: ["member"] },
        { id: idOf(1), address: null, name: null, roles: ["member"] },
      ],
    });
    // A time without a zone is UTC.
    const createdAt = Date.UTC(2026, 8, 1, 9, 0, 0, 500);
    expect(people.invites).toEqual([
      { id: idOf(2), address: "p2@lumen.example", expired: false, createdAt: null, roles: ["member"] },
      { id: idOf(3), address: "p3@lumen.example", expired: false, createdAt, roles: ["member"] },
    ]);
  });

  it.each<[Entry, string[]]>([
    [{ raw_roles: ["A"] }, ["admin"]],
    [{ raw_roles: ["M", "B"] }, ["billing", "member"]],
    [{ raw_roles: ["organization_admin"] }, ["admin"]],
    [{ raw_roles: ["billing_manager"] }, ["billing"]],
    [{ raw_roles: ["Q"] }, ["member"]],
    [{ raw_roles: [] }, ["member"]],
    [{ raw_roles: undefined, raw_role: "A" }, ["admin"]],
  ])("with %j has the roles %j, and nobody is asked what they mean", async (roles, expected) => {
    const { admin, asked } = await clientOf(() => ({ members: [member(0, roles)] }));
    expect((await admin.people()).members[0]?.roles).toEqual(expected);
    expect(asked).not.toContain(0);
  });

  it("has the role that the list of roles gives an id, the least for a custom one, and none for another id", async () => {
    const [known, custom, strange] = [idOf(91), idOf(92), idOf(93)];
    const roles = [
      { uuid: known.toUpperCase(), name: "billing_manager", description: null, is_custom_role: false },
      { uuid: custom, name: "auditor", description: "", is_custom_role: true },
    ];
    const people = await readOf((page) =>
      page === 0
        ? { organization_roles: roles }
        : { members: [known, custom, strange].map((id, n) => member(n, { raw_roles: [id] })) },
    );
    expect(people.members.map((each) => each.roles)).toEqual([["billing"], ["member"], []]);
  });
});

describe("the list of roles", () => {
  const ROLES = "/v1/admin/roles";
  async function world(quirks: Partial<Quirks> = {}) {
    const mistral = await listenEmbeddedMistral({ quirks: { rawRoles: "uuids", ...quirks } });
    onTestFinished(() => mistral.close());
    const roles = async () => (await mistral.admin.people()).members[0]?.roles;
    return { ...mistral, roles };
  }

  it("is asked for once it is needed, and never again", async () => {
    const { roles, mistral } = await world();
    expect([await roles(), await roles()]).toEqual([["admin"], ["admin"]]);
    expect(mistral.calls().filter(({ path }) => path === ROLES)).toHaveLength(1);
  });

  it("that is refused is asked for once in a reading, however many pages that has", async () => {
    const all = crowd(250).map((each, n) => ({ ...each, raw_roles: [idOf(900 + n)] }));
    const { admin, asked } = await clientOf((page) => (page === 0 ? null : { members: cut(all, page, 100) }));
    const { members } = await admin.people();
    expect([members.length, members[0]?.roles]).toEqual([250, []]);
    expect(asked.filter((page) => page > 0).length).toBeGreaterThan(2);
    expect(asked.filter((page) => page === 0)).toHaveLength(1);
    await admin.people();
    expect(asked.filter((page) => page === 0)).toHaveLength(2);
  });

  it("is asked for again after a passing failure, and after it was refused", async () => {
    const { roles, mistral } = await world();
    mistral.faults.add({ path: ROLES, fault: { kind: "answer", status: 503 } });
    await expect(roles()).rejects.toMatchObject({ code: "unavailable" });
    mistral.faults.add({ path: ROLES, fault: { kind: "answer", status: 401 }, times: 2 });
    expect([await roles(), await roles()]).toEqual([[], ["admin"]]);
  });
});

describe("Mistral's lists", () => {
  it.each<Partial<Quirks>>([
    { paging: "separate", totals: true },
    { paging: "separate", totals: false },
    { paging: "shared", totals: true },
    { paging: "shared", totals: false },
  ])("are read whole over all pages with %o", async (quirks) => {
    for (const members of [130, 7, 100]) {
      const invites = members === 100 ? 100 : 137 - members;
      const state = initialMistralState(START);
      const person = (n: number) => ({
        ...{ id: idOf(n), email: `P${n}@lumen.example`, roles: ["member"] as RoleName[], seats: [] },
        ...{ workspaceIds: [], createdAt: START, name: `P ${n}` },
      });
      state.members = Array.from({ length: members }, (_, n) => person(n));
      state.invites = Array.from({ length: invites }, (_, n) => person(1_000 + n));
      const world = await listenEmbeddedMistral({ section: memorySection(state), quirks });
      const people = await world.admin.people();
      await world.close();
      expect([people.members.length, people.invites.length]).toEqual([members, invites]);
      expect(new Set(people.invites.map((invite) => invite.address)).size).toBe(invites);
    }
  });

  it.each([1, 25, 100])("are read whole from a server that gives at most %i to a page", async (most) => {
    const all = crowd(60);
    const { admin, asked } = await clientOf((page) => ({ members: cut(all, page, most), total: 60 }));
    const people = await admin.people();
    expect(addresses(people)).toEqual(all.map(({ email }) => email));
    expect(people.whole).toBe(true);
    expect(asked).toEqual(Array.from({ length: Math.ceil(60 / most) + 1 }, (_, n) => n + 1));
  });

  it("are read on over a page whose Invitations have no address", async () => {
    const hidden = Array.from({ length: 3 }, (_, n) => invite(n, { email: null }));
    const people = await readOf((page) => ({
      invites: page === 1 ? hidden : page === 2 ? [invite(9)] : [],
    }));
    expect(people).toMatchObject({ whole: true, invites: [{ address: "p9@lumen.example" }] });
  });

  it.each([undefined, null, "many", 2, 3])(
    "are whole when the total is %s, also when the only page comes again and again",
    async (total) => {
      const people = await readOf(() => ({ members: [member(0), member(1)], invites: [invite(2)], total }));
      expect(people).toMatchObject({ whole: true, members: [{}, {}], invites: [{}] });
    },
  );

  it.each<[string, (page: number) => Page]>([
    ["a page was given twice", (page) => ({ members: cut(crowd(6), page === 3 ? 2 : page, 2), total: 6 })],
    ["the total changed", (page) => ({ members: cut(crowd(6), page, 2), total: page < 3 ? 5 : 6 })],
  ])("have gaps when %s while they were read", async (_what, pageAt) => {
    expect((await readOf(pageAt)).whole).toBe(false);
  });

  it("tell who was in the whole reading before", async () => {
    const readings: Page[] = [
      { members: [member(0), member(1)], invites: [invite(2)] },
      { members: [member(0)], total: 2 },
      { members: [member(0)] },
    ];
    const { admin } = await clientOf((page) => (page === 1 ? (readings.shift() ?? {}) : {}));
    const { before, readAt } = await admin.people();
    expect(before).toBeNull();
    const members = new Set(["p0@lumen.example", "p1@lumen.example"]);
    const first = { readAt, members, invites: new Set(["p2@lumen.example"]) };
    expect(await admin.people()).toMatchObject({ before: first, whole: false });
    // The one with a gap in it does not count.
    expect(await admin.people()).toMatchObject({ before: first, whole: true });
    expect((await admin.people()).before).toMatchObject({ members: new Set(["p0@lumen.example"]) });
  });

  it("say what they say now, whatever the same pages said before", async () => {
    const twenty = crowd(20);
    const renamed = twenty.map((entry, n) => (n === 7 ? { ...entry, email: "N7@lumen.example" } : entry));
    const readings: Page[][] = [
      [{ members: twenty }],
      [{ members: twenty.slice(0, 10) }, { members: twenty.slice(10), invites: [invite(30)] }],
      [{ members: twenty.slice(0, 10) }, { invites: [invite(30, { expired: true })] }],
      [{ members: [...renamed.slice(1), { uuid: 7 }] }],
      [],
      [{ members: twenty }],
    ];
    let at = 0;
    const pageAt = (page: number) => readings[at]?.[page - 1] ?? {};
    const { admin } = await clientOf(pageAt);
    for (at = 0; at < readings.length; at += 1) {
      // Twice, since what was read may not be changed by whoever was given it.
      for (const { roles } of (await admin.people()).members.splice(0)) roles.splice(0);
      const { before: _, readAt: _r, ...again } = await admin.people();
      const { before: __, readAt: __r, ...fresh } = await readOf(pageAt);
      expect(again).toEqual(fresh);
    }
  });

  it("are given up when they never end, and when they are no lists", async () => {
    let asked = 0;
    const endless = readPages(async (page) => {
      asked = page;
      return true;
    });
    await expect(endless).rejects.toMatchObject({ code: "unavailable", detail: "endless_list" });
    expect(asked).toBe(1_000);
    for (const members of [null, {}, "none"])
      await expect(readOf(() => ({ members }))).rejects.toMatchObject({ detail: "wrong_shape" });
  });

  it("are read once more for all who ask while they are read, also when that reading fails", async () => {
    const open: ((ends: string | Promise<string>) => void)[] = [];
    const read = sharedReading(() => new Promise<string>((resolve) => open.push(resolve)));
    const first = read();
    await expect.poll(() => open.length).toBe(1);
    const others = [read(), read()];
    expect(open).toHaveLength(1);
    open[0]?.(Promise.reject(new Error("down")));
    await expect(first).rejects.toThrow("down");
    await expect.poll(() => open.length).toBe(2);
    const third = read();
    open[1]?.("1");
    expect(await Promise.all(others)).toEqual(["1", "1"]);
    await expect.poll(() => open.length).toBe(3);
    open[2]?.("2");
    expect(await third).toBe("2");
  });
});
