import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "../../src/lib/errors.ts";
import { keepSecret } from "../../src/lib/redact.ts";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import { OWNER_ID } from "../../src/sandbox/mistral/state.ts";
import type { Fault } from "../support/servers/faults.ts";
import type { TestMistral } from "../support/servers/mistral.ts";
import { ADMIN_KEY, listenEmbeddedMistral } from "../support/servers/mistral.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

let world: TestMistral;

beforeEach(async () => {
  world = await listenEmbeddedMistral();
});

afterEach(() => world.close());

const order = { role: "member", language: null } as const;
const write = (admin = world.admin) =>
  admin.invite({ ...order, addresses: ["ben@lumen.example"], seats: [], workspaceIds: [] });
const read = (admin = world.admin) => admin.people();

/** Waits only as long as the fault makes sense. */
const clientFor = (fault: Fault) =>
  fault.kind === "hang"
    ? createMistralAdmin({ baseUrl: `${world.url}/v1/admin`, key: ADMIN_KEY, timeoutMs: 100 })
    : world.admin;

const status = (code: number, more: object = {}): Fault => ({ kind: "answer", status: code, ...more });

async function failure(attempt: Promise<unknown>): Promise<AppError> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`not an AppError: ${String(error)}`);
  return error;
}

const page = "<html><body>Bad gateway</body></html>";
/** As Node names a connection that broke. */
const DROPPED = expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/);
const matrix: [string, Fault, AppError["code"], AppError["code"], string | undefined][] = [
  ["401", status(401), "unauthorized", "unauthorized", "key_refused"],
  ["403 on everything", status(403), "unauthorized", "unauthorized", "no_rights"],
  ["402", status(402), "forbidden", "forbidden", "billing_needed"],
  ["404", status(404), "not_found", "not_found", undefined],
  ["409", status(409), "conflict", "conflict", undefined],
  ["400", status(400), "invalid", "invalid", undefined],
  ["422", status(422), "invalid", "invalid", undefined],
  ["429", status(429), "rate_limited", "rate_limited", undefined],
  ["500", status(500), "unavailable", "outcome_unknown", undefined],
  ["502 with a page", { kind: "page", status: 502 }, "unavailable", "outcome_unknown", undefined],
  ["503", status(503), "unavailable", "outcome_unknown", undefined],
  ["403 with a page", status(403, { body: page }), "unavailable", "unavailable", "proxy_page"],
  ["404 with a page", status(404, { body: page }), "unavailable", "unavailable", "proxy_page"],
  ["200 with a page", status(200, { body: page }), "unavailable", "outcome_unknown", "not_json"],
  ["a redirect", status(302, { headers: { location: "/v1/x" } }), "unavailable", "unavailable", "redirected"],
  ["silence", { kind: "hang" }, "unavailable", "outcome_unknown", "timeout"],
  ["a drop before the change", { kind: "drop" }, "unavailable", "outcome_unknown", DROPPED],
  ["a drop after it", { kind: "drop", afterChange: true }, "unavailable", "outcome_unknown", DROPPED],
  ["cut JSON", { kind: "truncated" }, "unavailable", "outcome_unknown", "not_json"],
  ["a cut answer", { kind: "truncated", drop: true }, "unavailable", "outcome_unknown", DROPPED],
  ["another shape", status(200, { body: { ok: true } }), "unavailable", "outcome_unknown", "wrong_shape"],
  ["null", status(200, { body: null }), "unavailable", "outcome_unknown", "wrong_shape"],
];

test.each(matrix)(
  "%s has its meaning for reads and for writes",
  async (_name, fault, forRead, forWrite, detail) => {
    // A 401 is tried again, with each of two headers; a 403 with another list or two.
    world.mistral.faults.add({ fault, times: 8 });
    const readError = await failure(read(clientFor(fault)));
    const writeError = await failure(write(clientFor(fault)));
    expect([readError.code, writeError.code]).toEqual([forRead, forWrite]);
    expect([readError.detail, writeError.detail]).toEqual([detail, detail]);
  },
);

test.each(["/v1/admin/users", "/v1/admin/users-invite"])(
  "a 403 on %s alone refuses that call and not the key",
  async (path) => {
    world.mistral.faults.add({ fault: status(403), path, probability: 1 });
    const error = await failure(path.endsWith("users") ? read() : write());
    expect([error.code, error.detail]).toEqual(["forbidden", "no_right"]);
  },
);

test("Retry-After is read as seconds and as a date by the server's own clock", async () => {
  const date = "Tue, 01 Sep 2026 09:00:00 GMT";
  const waits = [
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "Tue, 01 Sep 2026 09:01:30 GMT", date }, 90_000],
    [{ "retry-after": "Tue, 01 Sep 2026 08:00:00 GMT", date }, 0],
    [{ "retry-after": "99999999" }, 86_400_000],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ] as const;
  for (const [headers, expected] of waits) {
    world.mistral.faults.add({ fault: { kind: "answer", status: 429, headers } });
    expect((await failure(read())).retryAfterMs).toBe(expected);
  }
});

test("nobody listening means that nothing was sent", async () => {
  const gone = await listenRaw(() => undefined);
  await gone.close();
  for (const baseUrl of [gone.url, "http://mistral.invalid"]) {
    const admin = createMistralAdmin({ baseUrl, key: ADMIN_KEY });
    const error = await failure(admin.setRole(OWNER_ID, "member"));
    expect(error.code).toBe("unavailable");
  }
});

test("an answer that stops in the middle, or never ends, is given up", async () => {
  const chunk = Buffer.alloc(256 * 1024, "x");
  const raw = await listenRaw((req, res) => {
    res.writeHead(200, { "content-type": "application/json" });
    const push = () => res.write(chunk, (error) => (error ? undefined : push()));
    if (req.url?.startsWith("/users?") === true) push();
    else res.write('{"invalid_emails":[');
  });
  const admin = createMistralAdmin({ baseUrl: raw.url, key: ADMIN_KEY, timeoutMs: 1_000 });
  expect(await failure(read(admin))).toMatchObject({ code: "unavailable", detail: "too_large" });
  expect(await failure(write(admin))).toMatchObject({ code: "outcome_unknown", detail: "timeout" });
  await raw.close();
});

test("a redirect is not followed, so the key stays with its host", async () => {
  const seen: unknown[] = [];
  const other = await listenRaw((req, res) => {
    seen.push(req.headers);
    res.end("{}");
  });
  world.mistral.faults.add({ fault: status(307, { headers: { location: other.url } }) });
  await failure(write());
  await other.close();
  expect(seen).toEqual([]);
});

test("Mistral's own sentence is kept, people's addresses in it are not", async () => {
  const bodies = [
    { detail: "No seat for ben@lumen.example" },
    { message: "No seat for ben@lumen.example" },
    { object: "error", message: { detail: "No seat for ben@lumen.example" } },
    { detail: [{ loc: ["body"], msg: "No seat for ben@lumen.example", type: "value_error" }] },
  ];
  for (const body of bodies) {
    world.mistral.faults.add({ fault: status(422, { body }) });
    const { message } = await failure(write());
    expect(message).toBe("Mistral answered 422 to POST /users-invite: No seat for [address]");
  }
});

test("no error carries the key, whatever happens", async () => {
  // As every start does.
  keepSecret([ADMIN_KEY]);
  const faults: Fault[] = [
    ...matrix.map(([, fault]) => fault),
    status(401, { body: { detail: `Bad key ${ADMIN_KEY}` } }),
    status(500, { body: `<p>x-api-key: ${ADMIN_KEY}</p>` }),
    status(422, { body: { detail: [{ loc: [], msg: ADMIN_KEY, type: "x" }] } }),
  ];
  for (const fault of faults) {
    world.mistral.faults.clear();
    world.mistral.faults.add({ fault, times: 8 });
    expect(everythingIn(await failure(read(clientFor(fault))))).not.toContain(ADMIN_KEY);
    expect(everythingIn(await failure(write(clientFor(fault))))).not.toContain(ADMIN_KEY);
  }
});

const everythingIn = (error: AppError): string =>
  [error.message, error.stack, String(error.cause), JSON.stringify({ ...error })].join("\n");
