import { z } from "zod";
import type { Messenger } from "../app/messenger.ts";
import { AppError, networkCode } from "../errors.ts";
import { readBytes } from "../http-read.ts";
import { inTime } from "../within.ts";
import { type FilesOptions, withScope } from "./files.ts";
import { calling } from "./lanes.ts";
import { requireSlacks } from "./response-address.ts";

const SCOPE = "files:read";
/** Somebody waits at the form. */
const DOWNLOAD_MS = 8000;

/** What is kept elsewhere, such as in Google Drive, has no address at Slack. */
const held = z.object({
  file: z.object({
    user: z.string().nullish(),
    size: z.number().nonnegative(),
    url_private: z.url().nullish(),
    url_private_download: z.url().nullish(),
  }),
});

/** What people put into the forms' fields for files. */
export function createGivenFiles({
  client,
  call,
  apiUrl,
  scopes,
  token,
}: FilesOptions & { readonly token: string }): Required<Pick<Messenger, "readFile" | "mayReadFiles">> {
  return {
    mayReadFiles: () => scopes()?.has(SCOPE) ?? false,
    async readFile(id, owner, most) {
      const { file } = await withScope(
        call("read", calling("files.info"), held, () => client.files.info({ file: id })),
      );
      const address = file.url_private_download ?? file.url_private;
      if (file.user !== owner || address == null)
        throw new AppError("not_found", "Slack: the file is not theirs, or not at Slack", { detail: "gone" });
      if (file.size > most) return null;
      requireSlacks(address, apiUrl);
      return (await download(address, token, most)).bytes;
    },
  };
}

async function download(address: string, token: string, most: number) {
  try {
    return await inTime(read(address, token, most), DOWNLOAD_MS);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const detail = networkCode(cause) || "connection_failed";
    throw new AppError("unavailable", `Slack: ${detail}`, { detail, cause });
  }
}

async function read(address: string, token: string, most: number) {
  const answer = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
    signal: AbortSignal.timeout(DOWNLOAD_MS),
  });
  // Whom Slack does not let in it sends to a page for logging in, or shows it at once.
  const isPage = answer.headers.get("content-type")?.startsWith("text/html") === true;
  if (answer.status === 200 && !isPage) return { bytes: await readBytes(answer, most) };
  await answer.body?.cancel();
  throw new AppError("unavailable", `Slack: http_${answer.status}`, { detail: `http_${answer.status}` });
}
