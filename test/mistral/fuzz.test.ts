import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../../src/errors.ts";
import { createMistralAdmin } from "../../src/mistral/admin.ts";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import { ADMIN_KEY, listenEmbeddedMistral } from "../support/mistral.ts";
import { listenRaw } from "../support/raw-server.ts";

const nearly = fc.record(
  {
    members: fc.oneof(fc.jsonValue(), fc.array(fc.record({ uuid: fc.string(), email: fc.jsonValue() }))),
    invites: fc.oneof(fc.jsonValue(), fc.constant([])),
    items: fc.jsonValue(),
    limits: fc.jsonValue(),
    invalid_emails: fc.jsonValue(),
    already_members: fc.constant([]),
    data: fc.jsonValue(),
    detail: fc.jsonValue(),
    message: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const answers = fc.record({
  status: fc.constantFrom(200, 201, 204, 302, 400, 401, 402, 403, 404, 409, 418, 422, 429, 500, 503),
  body: fc.oneof(
    nearly.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
  ),
  retryAfter: fc.constantFrom("", "0", "1e9", "-5", "soon", "Tue, 01 Sep 2026 09:00:00 GMT"),
});

test("whatever comes back, the client answers or throws an AppError, and the probe answers", async () => {
  let next = { status: 200, body: "", retryAfter: "" };
  const raw = await listenRaw((_req, res) => {
    res.writeHead(next.status, { "retry-after": next.retryAfter }).end(next.status === 204 ? "" : next.body);
  });
  const admin = createMistralAdmin({ baseUrl: raw.url, key: ADMIN_KEY });
  const probe = createKeyProbe({ baseUrl: raw.url, key: ADMIN_KEY });
  const calls = [
    () => admin.people(),
    () => admin.workspaces(),
    () => admin.spendLimit(),
    () => admin.revoke("x/../y"),
    () => admin.setSpendLimit(3),
    () =>
      admin.invite({
        addresses: ["b@x.example"],
        role: "member",
        seats: [],
        workspaceIds: [],
        language: null,
      }),
  ];
  await fc.assert(
    fc.asyncProperty(answers, fc.constantFrom(...calls), async (answer, call) => {
      next = answer;
      await call().catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
      expect(await probe.probe(true)).toHaveProperty("outcome");
    }),
    { numRuns: 150 },
  );
  await raw.close();
});

test("whatever is sent, the embedded Mistral answers with a status of its own", async () => {
  const world = await listenEmbeddedMistral({ asked: "anyhow" });
  const paths = ["/users", "/users-invite", "/workspaces", "/spend-limit", "/roles", "/users/x", "/%2e%2e"];
  const requests = fc.record({
    method: fc.constantFrom("POST", "PATCH", "DELETE"),
    path: fc.constantFrom(...paths),
    query: fc.webQueryParameters(),
    body: fc.oneof(
      fc.json(),
      fc.string(),
      nearly.map((value) => JSON.stringify({ ...value, email: "b@x.example" })),
    ),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, query, body }) => {
      const headers = { "x-api-key": ADMIN_KEY };
      const response = await fetch(`${world.url}/v1/admin${path}?${query}`, { method, headers, body });
      expect([200, 401, 402, 404, 405, 422]).toContain(response.status);
      expect(await response.json()).toBeTypeOf("object");
    }),
    { numRuns: 150 },
  );
  await world.close();
});
