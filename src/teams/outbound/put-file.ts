import { AppError, type ErrorCode, networkFailure } from "../../lib/errors.ts";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { retryAfter } from "../../lib/http/read.ts";
import type { Trusts } from "../access.ts";

const UPLOAD_MS = 20_000;
/** OneDrive takes less than that in one request. */
const MOST_BYTES = 60 * 1024 * 1024;

/**
 * All of a file in one request, to the address that came with the consent. Our token does not go there: whoever has the
 * address may write that one file, so it is never said either.
 */
export async function putFile(address: string, bytes: Uint8Array, trusted: Trusts): Promise<void> {
  if (!trusted(address)) throw failed("invalid", "foreign_address");
  const total = bytes.byteLength;
  if (total === 0 || total >= MOST_BYTES) throw failed("invalid", "file_size");
  const headers = {
    "content-type": "application/octet-stream",
    "content-range": `bytes 0-${total - 1}/${total}`,
  };
  // Of known length, which `fetch` says itself.
  const request = { method: "PUT", headers, body: new Uint8Array(bytes) };
  const answer = await fetchWhole(address, request, { ms: UPLOAD_MS }).catch((error: unknown) => {
    // What `fetch` throws can hold the address.
    const { code, detail } = networkFailure("write", error);
    throw failed(code, detail);
  });
  const { status } = answer;
  if (status !== 200 && status !== 201) throw failed(codeOf(status), `http_${status}`, retryAfter(answer));
}

function codeOf(status: number): ErrorCode {
  if (status === 429) return "rate_limited";
  if (status === 404 || status === 410) return "not_found";
  // It has these bytes already.
  if (status === 416) return "conflict";
  // Too many at once, or more bytes are waited for than there are.
  if (status === 503 || status === 408 || status === 202) return "unavailable";
  // No room: that stays so until somebody makes some.
  if (status === 507) return "invalid";
  return status >= 500 ? "outcome_unknown" : "invalid";
}

/** OneDrive has hosts of its own: what it answers says nothing about Teams. */
const failed = (code: ErrorCode, detail: string, retryAfterMs?: number): AppError =>
  new AppError(code, `OneDrive: ${detail}`, { detail, retryAfterMs, asked: false });
