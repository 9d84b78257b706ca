import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { ROOT } from "../root.ts";
import { notFound, SAFE_HEADERS } from "./http.ts";

const PREACT: Record<string, string> = {
  "preact.mjs": "node_modules/preact/dist/preact.mjs",
  "preact-hooks.mjs": "node_modules/preact/hooks/dist/hooks.mjs",
  "preact-jsx-runtime.mjs": "node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs",
};

const TYPES: Record<string, [type: string, folder: string]> = {
  html: ["text/html; charset=utf-8", "src/sandbox/page/"],
  css: ["text/css; charset=utf-8", "src/sandbox/page/"],
  svg: ["image/svg+xml", "src/sandbox/page/"],
  js: ["text/javascript; charset=utf-8", "dist/sandbox/page/"],
  mjs: ["text/javascript; charset=utf-8", ""],
};

/** Sends a file of the page by its name. */
export function sendAsset(res: ServerResponse, name: string): void {
  const [type = "", folder] = TYPES[/^[a-z][a-z-]*\.([a-z]+)$/.exec(name)?.[1] ?? ""] ?? [];
  const path = folder === "" ? PREACT[name] : `${folder}${name}`;
  const content = folder === undefined || path === undefined ? null : contentOf(path);
  if (content === null) {
    notFound(res);
    return;
  }
  const policy = name.endsWith(".html") ? { "content-security-policy": policyFor(content) } : {};
  res.writeHead(200, { "content-type": type, ...SAFE_HEADERS, ...policy }).end(content);
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(fileURLToPath(new URL(path, ROOT)), "utf8");
  } catch {
    return null;
  }
}

/** Only our own files, and the page's import map by its hash. */
function policyFor(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(
    ([, code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
  );
  return [
    ...["default-src 'none'", `script-src 'self' ${hashes.join(" ")}`, "style-src 'self'"],
    ...["img-src 'self' data:", "connect-src 'self'", "base-uri 'none'"],
    ...["form-action 'none'", "frame-ancestors 'none'"],
  ].join("; ");
}
