import { AppError, networkError } from "../errors.ts";
import { within } from "../timing.ts";

export type Fetched = Awaited<ReturnType<typeof fetchWhole>>;

/**
 * One request and all of its answer in time, never led elsewhere. `bytes` is null when the answer was longer than that.
 * Throws what `fetch` throws.
 */
export async function fetchWhole(
  url: string,
  request: RequestInit,
  { ms, mostBytes = 64 * 1024 }: { readonly ms: number; readonly mostBytes?: number },
) {
  const whole = async () => {
    const signal = AbortSignal.timeout(ms);
    const { status, headers, body } = await fetch(url, { ...request, redirect: "manual", signal });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > mostBytes) return { status, headers, bytes: null };
      chunks.push(chunk);
    }
    return { status, headers, bytes: Buffer.concat(chunks) };
  };
  // The signal alone does not always end a body that trickles in: unreferenced, it may be gone before its time.
  const fetched = await within(whole(), ms);
  if (fetched === "late") throw new DOMException("It took too long", "TimeoutError");
  return fetched;
}

/** Somebody waits at the form. */
const DOWNLOAD_MS = 8000;

/**
 * What somebody sent to the bot, from where its platform keeps it; null: it is larger than that. The address is a secret,
 * so no error has it. With a `token` a page instead of a file is the one for logging in.
 */
export async function download(
  platform: string,
  address: string,
  mostBytes: number,
  token?: string,
): Promise<Uint8Array | null> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const got = await fetchWhole(address, { headers }, { ms: DOWNLOAD_MS, mostBytes }).catch(
    (error: unknown) => {
      throw networkError(platform, "read", error);
    },
  );
  const isPage = token !== undefined && got.headers.get("content-type")?.startsWith("text/html") === true;
  if (got.status === 200 && !isPage) return got.bytes;
  const detail = `http_${got.status}`;
  throw new AppError("unavailable", `${platform}: ${detail}`, { detail });
}
