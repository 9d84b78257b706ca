import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { ROOT } from "../root.ts";
import { NOT_FOUND, SAFE_HEADERS, sendJson } from "./http.ts";

const TYPES: Record<string, [type: string, folder: string]> = {
  html: ["text/html; charset=utf-8", "src/sandbox/page/"],
  css: ["text/css; charset=utf-8", "dist/sandbox/page/"],
  svg: ["image/svg+xml", "src/sandbox/page/"],
  js: ["text/javascript; charset=utf-8", "dist/sandbox/page/"],
};

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function sendAsset(res: ServerResponse, name: string): void {
  const [type, folder] = TYPES[/^[a-z][a-z-]*\.([a-z]+)$/.exec(name)?.[1] ?? ""] ?? [];
  try {
    if (type === undefined) throw new Error("no such type");
    const content = readFileSync(fileURLToPath(new URL(`${folder}${name}`, ROOT)), "utf8");
    res.writeHead(200, { "content-type": type, "content-security-policy": POLICY, ...SAFE_HEADERS });
    res.end(content);
  } catch {
    sendJson(res, NOT_FOUND);
  }
}
