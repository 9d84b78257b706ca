import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { trustsFiles } from "../../../src/teams/access.ts";
import { putFile } from "../../../src/teams/outbound/put-file.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";

const tenant = trustsFiles({ kind: "tenant", appId: "app", password: "secret", tenantId: "tenant" });
const local = trustsFiles({ kind: "local" });
const BYTES = Buffer.from("é, two bytes\n");

async function drive(answer: (req: IncomingMessage, res: ServerResponse) => void) {
  const seen: { method?: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const server = await listenRaw((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => void chunks.push(chunk));
    req.on("end", () => {
      const { method = "", headers } = req;
      seen.push({ method, headers, body: Buffer.concat(chunks).toString() });
      answer(req, res);
    });
  });
  return { seen, address: `${server.url}/upload?tempauth=planted`, close: server.close };
}

describe("a file for OneDrive", () => {
  it("goes there in one request that says which bytes it has, and without our token", async () => {
    const { seen, address, close } = await drive((_, res) => void res.writeHead(201).end("{}"));
    await putFile(address, BYTES, local);
    await close();
    const [{ method, headers, body } = { method: "", headers: {}, body: "" }, ...others] = seen;
    expect(others).toEqual([]);
    expect([method, body]).toEqual(["PUT", BYTES.toString()]);
    expect(headers).toMatchObject({
      "content-length": String(BYTES.byteLength),
      "content-range": `bytes 0-${BYTES.byteLength - 1}/${BYTES.byteLength}`,
    });
    expect(headers.authorization).toBeUndefined();
  });

  it.each([
    [202, "unavailable"],
    [302, "invalid"],
    [400, "invalid"],
    [401, "invalid"],
    [403, "invalid"],
    [404, "not_found"],
    [410, "not_found"],
    [416, "conflict"],
    [429, "rate_limited"],
    [500, "outcome_unknown"],
    [503, "unavailable"],
    [507, "invalid"],
  ])("that is answered with %i is %s, and the address is not said", async (status, code) => {
    const headers = { location: "http://127.0.0.1:9/", "retry-after": "7" };
    const { seen, address, close } = await drive((_, res) => void res.writeHead(status, headers).end("{}"));
    const error: unknown = await putFile(address, BYTES, local).catch((thrown: unknown) => thrown);
    await close();
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ code, detail: `http_${status}`, retryAfterMs: 7000, asked: false });
    expect(JSON.stringify([error, String(error)])).not.toContain("planted");
  });

  it("whose answer is lost may be there", async () => {
    const { address, close } = await drive((req) => void req.socket.destroy());
    await expect(putFile(address, BYTES, local)).rejects.toMatchObject({ code: "outcome_unknown" });
    await close();
    await expect(putFile(address, BYTES, local)).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each([
    "http://lumen.sharepoint.com/upload",
    "https://lumen.sharepoint.com.evil.example/upload",
    "https://169.254.169.254/latest/meta-data",
    "http://127.0.0.1/upload",
    "planted",
  ])("does not go to %s", async (address) => {
    await expect(putFile(address, BYTES, tenant)).rejects.toMatchObject({
      code: "invalid",
      detail: "foreign_address",
    });
  });

  it("that is empty, or larger than OneDrive takes at once, does not go", async () => {
    for (const size of [0, 60 * 1024 * 1024])
      await expect(putFile("http://127.0.0.1:9/", new Uint8Array(size), local)).rejects.toMatchObject({
        code: "invalid",
        detail: "file_size",
      });
  });
});
