import fc from "fast-check";
import { expect, test } from "vitest";
import { ADMIN_KEY, listenEmbeddedMistral } from "../support/servers/mistral.ts";

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
