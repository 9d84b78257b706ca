import { describe, expect, it, onTestFinished } from "vitest";
import type { MistralAdmin } from "../../src/mistral/admin/admin.ts";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

type Entry = Record<string, unknown>;
type Page = { members?: unknown; invites?: unknown; total?: unknown };

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

/** A client of a server that answers with these pages; page 0 is the list of roles. */
async function clientOf(pageAt: (page: number) => Page): Promise<{ admin: MistralAdmin; asked: number[] }> {
  const asked: number[] = [];
  const raw = await listenRaw((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? "", "http://mistral.invalid");
    const page = Number(searchParams.get("page"));
    if (pathname === "/users") asked.push(page);
    res.writeHead(200, { "content-type": "application/json" });
    res.end(JSON.stringify({ members: [], invites: [], total: null, page: null, ...pageAt(page) }));
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
  it.each<[string, Entry]>([
    ["without an id", { uuid: undefined }],
    ["with an address that is no text", { email: { address: "p1@lumen.example" } }],
    ["that is not even one", { uuid: 7 }],
  ])("%s is left out, and the others are read; nobody is called missing for it", async (_what, broken) => {
    const people = await readOf(() => ({ members: [member(0), member(1, broken), member(2)] }));
    expect(addresses(people)).toEqual(["p0@lumen.example", "p2@lumen.example"]);
    expect(people.whole).toBe(false);
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["a word", "member"],
    ["a list in a list", [member(1)]],
  ])("may be %s among others", async (_what, odd) => {
    const people = await readOf(() => ({ members: [member(0)], invites: [odd, invite(3)] }));
    expect(people).toMatchObject({ whole: false, invites: [{ address: "p3@lumen.example" }] });
    expect(people.members).toHaveLength(1);
  });

  it("keeps its person when only name, time or roles cannot be read", async () => {
    const odd = { name: 5, raw_roles: [{ role: "A" }], raw_role: ["A"], is_sso_outsider: "yes" };
    const people = await readOf(() => ({
      members: [member(0, odd)],
      invites: [invite(1, { created_at: 1_756_717_200, raw_roles: "A" })],
    }));
    expect(people).toMatchObject({
      whole: true,
      members: [{ address: "p0@lumen.example", name: null, roles: ["member"] }],
      invites: [{ address: "p1@lumen.example", createdAt: null, roles: ["member"] }],
    });
  });

  it("has the role that the list of roles gives an id, the least for a custom one, and none for another id", async () => {
    const [known, custom, strange] = [idOf(91), idOf(92), idOf(93)];
    const roles = [
      { uuid: known.toUpperCase(), name: "billing_manager", description: null, is_custom_role: false },
      { uuid: custom, name: "auditor", description: "", is_custom_role: true },
    ];
    const people = await readOf((page) =>
      page === 0
        ? ({ organization_roles: roles, workspace_roles: [] } as Page)
        : { members: [known, custom, strange].map((id, n) => member(n, { raw_roles: [id] })) },
    );
    expect(people.members.map((each) => each.roles)).toEqual([["billing"], ["member"], []]);
  });

  it("of a later contract is read for what it still has", async () => {
    const people = await readOf(() => ({ members: [member(0, { groups: [{ uuid: "x" }], mfa: true })] }));
    expect(people.members[0]).toEqual({
      ...{ id: idOf(0), address: "p0@lumen.example", name: "P 0", roles: ["member"] },
    });
  });
});

describe("Mistral's lists", () => {
  it.each([1, 7, 25, 100])("are read whole from a server that gives at most %i to a page", async (most) => {
    const all = crowd(60);
    const { admin, asked } = await clientOf((page) => ({ members: cut(all, page, most), total: 60 }));
    const people = await admin.people();
    expect(addresses(people)).toEqual(all.map(({ email }) => email));
    expect(people.whole).toBe(true);
    expect(asked).toEqual(asked.map((_, n) => n + 1));
    expect(asked).toHaveLength(Math.ceil(60 / most) + 1);
  });

  it("are read on over a page whose Invitations have no address", async () => {
    const hidden = Array.from({ length: 3 }, (_, n) => invite(n, { email: null }));
    const people = await readOf((page) => ({
      invites: page === 1 ? hidden : page === 2 ? [invite(9)] : [],
    }));
    expect(people).toMatchObject({ whole: true, invites: [{ address: "p9@lumen.example" }] });
  });

  it.each<[string, unknown]>([
    ["missing", undefined],
    ["null", null],
    ["a word", "many"],
    ["of the Members alone", 2],
    ["of both", 3],
  ])("are whole when the total is %s", async (_what, total) => {
    const people = await readOf((page) =>
      page === 1 ? { members: [member(0), member(1)], invites: [invite(2)], total } : { total },
    );
    expect(people.whole).toBe(true);
  });

  it("have gaps when there should be more than came: a page was given twice", async () => {
    const all = crowd(6);
    const people = await readOf((page) => ({ members: cut(all, page === 3 ? 2 : page, 2), total: 6 }));
    expect(addresses(people)).toHaveLength(4);
    expect(people.whole).toBe(false);
  });

  it("have gaps when the total changed while they were read", async () => {
    const all = crowd(6);
    const people = await readOf((page) => ({ members: cut(all, page, 2), total: page < 3 ? 5 : 6 }));
    expect(people.whole).toBe(false);
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

  it("that lose somebody between two pages show them the next time", async () => {
    const all = crowd(5);
    let leaves = true;
    const { admin } = await clientOf((page) => {
      if (page === 2 && leaves) {
        leaves = false;
        all.shift();
      }
      return { members: cut(all, page, 2) };
    });
    const torn = await admin.people();
    expect(addresses(torn)).not.toContain("p2@lumen.example");
    const next = await admin.people();
    expect(addresses(next)).toContain("p2@lumen.example");
    // Missing in one only, so nobody takes them for gone.
    expect(torn.before).toBeNull();
  });

  it("say what they say now, whatever the same pages said before", async () => {
    const twenty = crowd(20);
    const renamed = twenty.map((entry, n) =>
      n === 7 ? { ...entry, name: "New", email: "N7@lumen.example" } : entry,
    );
    const readings: Page[][] = [
      [{ members: twenty }],
      [{ members: twenty.slice(0, 10) }, { members: twenty.slice(10), invites: [invite(30)] }],
      [
        { members: twenty.slice(0, 10) },
        { members: twenty.slice(10), invites: [invite(30, { expired: true })] },
      ],
      [{ members: renamed }],
      [{ members: [...renamed.slice(1), { uuid: 7 }] }],
      [{ members: twenty.slice(0, 10) }],
      [],
      [{ members: twenty }],
    ];
    let at = 0;
    const pageAt = (page: number) => readings[at]?.[page - 1] ?? {};
    const { admin } = await clientOf(pageAt);
    for (at = 0; at < readings.length; at += 1) {
      // Twice, since what was read may not be changed by whoever was given it.
      const { before: _, readAt: _r, ...first } = await admin.people();
      for (const { roles } of first.members.splice(0)) roles.splice(0);
      const { before: __, readAt: __r, ...again } = await admin.people();
      const { before: ___, readAt: ___r, ...fresh } = await readOf(pageAt);
      expect(again).toEqual(fresh);
    }
  });

  it("are given up when they never end, and when they are no lists", async () => {
    let n = 0;
    const { admin, asked } = await clientOf(() => {
      n += 1;
      return { members: [member(n)] };
    });
    await expect(admin.people()).rejects.toMatchObject({ code: "unavailable", detail: "endless_list" });
    expect(asked).toHaveLength(1_000);
    for (const members of [null, {}, "none"]) {
      await expect(readOf(() => ({ members }))).rejects.toMatchObject({ detail: "wrong_shape" });
    }
  });
});
