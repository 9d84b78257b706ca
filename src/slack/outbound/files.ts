import { z } from "zod";
import type { Messenger, OutgoingFile } from "../../app/core/app.ts";
import { AppError, networkError } from "../../lib/errors.ts";
import { download, fetchWhole } from "../../lib/http/fetch-whole.ts";
import { type Clients, postingTo, type WebCall } from "../web-api.ts";
import { requireSlacks } from "./answers.ts";

const UPLOAD_MS = 10_000;

const offered = z.object({ upload_url: z.url(), file_id: z.string().min(1) });

type Files = Required<Pick<Messenger, "sendFile" | "maySendFiles" | "readFile" | "mayReadFiles">>;

export function createFiles({ scopes, token }: Clients, call: WebCall, apiUrl: string): Files {
  return {
    maySendFiles: () => scopes()?.has("files:write") ?? false,
    mayReadFiles: () => scopes()?.has("files:read") ?? false,

    /** Slack takes a file in three steps; only the last one shows it to anybody, so only that can do harm twice. */
    async sendFile(channel, { name, title, text, said }: OutgoingFile) {
      const bytes = Buffer.from(text);
      const asked = { filename: name, length: bytes.length };
      const { upload_url: address, file_id: id } = await withScope(
        call("repeatable", "files.getUploadURLExternal", offered, asked),
      );
      requireSlacks(address, apiUrl);
      await upload(address, bytes);
      const shared = { files: [{ id, title }], channel_id: channel, initial_comment: said };
      await withScope(call("write", "files.completeUploadExternal", z.unknown(), shared, postingTo(channel)));
    },

    async readFile(id, owner, most) {
      const { file } = await withScope(call("read", "files.info", held, { file: id }));
      const address = file.url_private_download ?? file.url_private;
      if (file.user !== owner || address == null)
        throw new AppError("not_found", "Slack: the file is not theirs, or not at Slack", { detail: "gone" });
      if (file.size > most) return null;
      requireSlacks(address, apiUrl);
      return download("Slack", address, most, token());
    },
  };
}

/** A scope that is optional: without it this one thing does not work, and nothing else waits for it. */
async function withScope<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.detail !== "missing_scope") throw error;
    throw new AppError("invalid", error.message, { detail: "no_files", cause: error });
  }
}

/** What was uploaded and is not completed is seen by nobody, and thrown away by Slack. */
async function upload(address: string, bytes: Buffer): Promise<void> {
  const headers = { "content-type": "application/octet-stream" };
  const request = { method: "POST", headers, body: new Uint8Array(bytes) };
  const { status } = await fetchWhole(address, request, { ms: UPLOAD_MS }).catch((cause: unknown) => {
    throw notUploaded(networkError("Slack", "write", cause).detail ?? "", cause);
  });
  if (status !== 200) throw notUploaded(`http_${status}`);
}

/** Files have a host of their own: that it cannot be reached says nothing about Slack. */
const notUploaded = (detail: string, cause?: unknown): AppError =>
  new AppError("unavailable", `Slack: ${detail}`, { detail, asked: false, cause });

/** What is kept elsewhere, such as in Google Drive, has no address at Slack. */
const held = z.object({
  file: z.object({
    user: z.string().nullish(),
    size: z.number().nonnegative(),
    url_private: z.url().nullish(),
    url_private_download: z.url().nullish(),
  }),
});
