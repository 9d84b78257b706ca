import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { ROOT } from "../root.ts";
import { notFound, SAFE_HEADERS } from "./http.ts";

const TYPES: Record<string, [type: string, folder: string]> = {
  html: ["text/html; charset=utf-8", "src/sandbox/page/"],
  css: ["text/css; charset=utf-8", "dist/sandbox/page/"],
  svg: ["image/svg+xml", "src/sandbox/page/"],
  js: ["text/javascript; charset=utf-8", "dist/sandbox/page/"],
};

/** Only our own files. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Sends a file of the page by its name. */
export function sendAsset(res: ServerResponse, name: string): void {
  const [type, folder] = TYPES[/^[a-z][a-z-]*\.([a-z]+)$/.exec(name)?.[1] ?? ""] ?? [];
  const content = type === undefined ? null : contentOf(`${folder}${name}`);
  if (content === null) {
    notFound(res);
    return;
  }
  const policy = name.endsWith(".html") ? { "content-security-policy": POLICY } : {};
  res.writeHead(200, { "content-type": type, ...SAFE_HEADERS, ...policy }).end(content);
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(fileURLToPath(new URL(path, ROOT)), "utf8");
  } catch {
    return null;
  }
}
