import fc from "fast-check";
import { expect, test } from "vitest";
import { createAuditLog } from "../../src/mistral/audit.ts";
import type { Send } from "../../src/mistral/http.ts";
import { listenEmbeddedMistral, START } from "../support/servers/mistral.ts";

type Entry = { log_id: number; created_at: string };

/** An audit log that answers as the contract says, and where that says nothing as told here. */
function fakeLog(entries: Entry[], server: { inclusive: boolean; longest: number; micros: boolean }) {
  const asked: URLSearchParams[] = [];
  const logged = entries
    .map((each) => ({ each, at: Date.parse(each.created_at) + (server.micros ? 0.5 : 0) }))
    .sort((a, b) => a.at - b.at);
  const send: Send = async (_method, path) => {
    const query = new URLSearchParams(path.split("?")[1]);
    asked.push(query);
    const after = Date.parse(query.get("after") ?? "");
    const found = logged
      .filter(({ at }) => at > after || (server.inclusive && at === after))
      .slice(0, Math.min(Number(query.get("limit")), server.longest))
      .map(({ each }) => ({ ...each, event_type: "api_key.create" }));
    return { status: 200, text: "", json: found, retryAfterMs: undefined };
  };
  return { audit: createAuditLog(send), asked };
}

const entry = (log_id: number, at: number): Entry => ({ log_id, created_at: new Date(at).toISOString() });

test("every entry is found once, whatever pages, bursts and the meaning of after", async () => {
  const burst = fc.record({ gap: fc.integer({ min: 0, max: 3 }), size: fc.integer({ min: 1, max: 300 }) });
  const bursts = fc.array(burst, { maxLength: 8 });
  const longest = fc.constantFrom(100, 137, 1_000, 10_000);
  const server = fc.record({ inclusive: fc.boolean(), longest, micros: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(bursts, server, async (sizes, how) => {
      let at = START;
      let id = 0;
      // No page of this server can hold more of one moment.
      const most = Math.min(how.longest - 1, 800);
      const entries = sizes.flatMap(({ gap, size }) => {
        at += gap + 1;
        return Array.from({ length: Math.min(size, most) }, () => {
          id += 1;
          return entry(id, at);
        });
      });
      const { audit } = fakeLog(entries, how);
      const ids = (await audit.since(START, null)).map((event) => Number(event.id));
      expect(ids).toEqual(entries.map(({ log_id }) => log_id));
    }),
    { numRuns: 12 },
  );
});

test("a burst that no page can hold is passed over, and what follows is found", async () => {
  const burst = Array.from({ length: 500 }, (_, n) => entry(n + 1, START + 10));
  for (const inclusive of [true, false]) {
    for (const micros of [true, false]) {
      const how = { inclusive, micros, longest: 100 };
      const { audit, asked } = fakeLog([...burst, entry(501, START + 11), entry(502, START + 5_000)], how);
      const ids = (await audit.since(START, null)).map(({ id }) => id);
      expect(ids).toContain("501");
      expect(ids.at(-1)).toBe("502");
      expect(asked.length).toBeLessThan(12);
    }
  }
});

test("only what the published contract names is sent, once while little happened", async () => {
  const { audit, asked } = fakeLog([entry(1, START)], { inclusive: false, longest: 100, micros: false });
  await audit.since(START, ["api_key.create", "api_key.delete"]);
  await audit.newest(["api_key.create"]);
  expect(asked.map(String)).toEqual([
    `sort=ascending&limit=100&after=${encodeURIComponent(new Date(START - 1).toISOString())}&event_type=api_key.create&event_type=api_key.delete`,
    "sort=descending&limit=20&event_type=api_key.create",
  ]);
});

const answering =
  (json: unknown, status = 200, text = ""): Send =>
  async () => ({ status, text, json, retryAfterMs: undefined });

test("one bad entry never loses the rest, and what is not documented is taken as it comes", async () => {
  const known = { created_at: "2026-09-01T09:00:00.123456+00:00", event_type: "a.new.event" };
  const by = (user_uuid: string) => ({ actor_metadata: { user_uuid } });
  const audit = createAuditLog(
    answering([
      null,
      "text",
      { ...known },
      { ...known, log_id: 1, created_at: "yesterday" },
      { ...known, log_id: 2, event_type: null },
      { ...known, log_id: 3, created_at: "2026-09-01T09:00:00.123" },
      { ...known, log_id: "4", actor_type: "API_KEY", ...by("u-9") },
      { ...known, log_id: 5, actor_type: "HUMAN", ...by("u-1"), target_metadata: "odd" },
      { ...known, log_id: 10, actor_metadata: null, event_metadata: { user_uuid: "u-2" }, of_next_year: {} },
    ]),
  );
  const at = Date.UTC(2026, 8, 1, 9, 0, 0, 123);
  const event = { at, type: "a.new.event", actor: null, target: null };
  expect(await audit.since(0, null)).toEqual([
    { ...event, id: "3" },
    { ...event, id: "4", actor: "api-key" },
    { ...event, id: "5", actor: "u-1" },
    { ...event, id: "10", target: "u-2" },
  ]);
});

test.each<[string, Send, object]>([
  ["403 means that there is no audit log", answering({}, 403), { detail: "no_audit_log", code: "forbidden" }],
  ["404 means that there is no audit log", answering({}, 404), { detail: "no_audit_log", code: "forbidden" }],
  ["a page in between says nothing", answering(undefined, 403, "<p>no</p>"), { code: "unavailable" }],
  ["a refused key says nothing of it", answering({ detail: "no" }, 401), { detail: "key_refused" }],
])("an answer: %s", async (_what, send, expected) => {
  const audit = createAuditLog(send);
  await expect(audit.since(0, null)).rejects.toMatchObject(expected);
  await expect(audit.newest(null)).rejects.toMatchObject(expected);
});

test.each(["inclusive", "exclusive"] as const)(
  "Mistral's log is read through HTTP, with %s times",
  async (auditAfter) => {
    const world = await listenEmbeddedMistral({ quirks: { auditAfter } });
    world.mistral.change({ kind: "payment", on: true });
    world.skip(1_000);
    world.mistral.change({ kind: "invite", emails: "ben@lumen.example", role: "Member" });
    world.mistral.accept(world.mistral.mails()[0]?.id ?? "");
    world.mistral.change({ kind: "key" });
    const all = await world.admin.audit.since(START, null);
    expect(all.map(({ type }) => type)).toEqual([
      "billing.payment_method.added",
      "organization.invite.send",
      "organization.invite.accepted",
      "user.organization.join",
      "api_key.create",
    ]);
    const ben = world.section.get().members.find(({ email }) => email === "ben@lumen.example");
    expect(all[3]).toMatchObject({ actor: ben?.id, target: ben?.id, at: START + 1_000 });
    expect(await world.admin.audit.newest(["billing.payment_method.added"])).toEqual(all[0]);
    expect(await world.admin.audit.newest(["organization.saml_authentication.enable"])).toBeNull();
    const later = await world.admin.audit.since(START + 1_000, null);
    expect(later.map(({ id }) => id)).toEqual(["2", "3", "4", "5"]);
    await world.close();
  },
);
