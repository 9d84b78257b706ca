import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { createMistralAdmin } from "../../src/mistral/admin/admin.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

const KEY = "admin-key-0123456789";
const asked: string[] = [];

/** A Mistral that lets in one header alone. */
function listenTo(lets: (req: IncomingMessage) => boolean) {
  asked.length = 0;
  return listenRaw((req, res) => {
    const scheme = req.headers.authorization === undefined ? "x-api-key" : "bearer";
    asked.push(scheme);
    const isLetIn = lets(req);
    res.writeHead(isLetIn ? 200 : 401, { "content-type": "application/json" });
    res.end(JSON.stringify(isLetIn ? { members: [], invites: [] } : { detail: "Unauthorized" }));
  });
}

const LETS = {
  bearer: ({ headers }: IncomingMessage) => headers.authorization === `Bearer ${KEY}`,
  "x-api-key": ({ headers }: IncomingMessage) => headers["x-api-key"] === KEY,
};

it.each([
  ["x-api-key", "bearer"],
  ["bearer", "x-api-key"],
] as const)(
  "an Admin key that is not let in as %s is tried once as %s, which is kept",
  async (scheme, other) => {
    const raw = await listenTo(LETS[other]);
    const admin = createMistralAdmin({ baseUrl: raw.url, key: KEY, scheme });
    expect(await admin.people()).toMatchObject({ members: [], invites: [] });
    await admin.people();
    expect(asked).toEqual([scheme, other, other]);
    await raw.close();
  },
);

it("once an Admin key was let in, it counts as refused after the second 401 in a row", async () => {
  let refusals = 0;
  const raw = await listenTo((req) => refusals-- <= 0 && LETS["x-api-key"](req));
  const admin = createMistralAdmin({ baseUrl: raw.url, key: KEY, secondTryMs: 10 });
  await admin.people();
  refusals = 1;
  expect(await admin.people()).toMatchObject({ members: [], invites: [] });
  refusals = 2;
  await expect(admin.people()).rejects.toMatchObject({ code: "unauthorized" });
  expect(asked).toEqual(Array(5).fill("x-api-key"));
  await raw.close();
});

it("an Admin key that no header lets in is refused after both were tried twice", async () => {
  const raw = await listenTo(() => false);
  const admin = createMistralAdmin({ baseUrl: raw.url, key: KEY, secondTryMs: 10 });
  await expect(admin.people()).rejects.toMatchObject({ code: "unauthorized" });
  expect(asked).toEqual(["x-api-key", "bearer", "x-api-key", "bearer"]);
  await raw.close();
});
