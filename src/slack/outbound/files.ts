import { z } from "zod";
import type { Messenger, OutgoingFile } from "../../app/core/messenger.ts";
import { AppError, networkFailure } from "../../lib/errors.ts";
import { download, fetchWhole } from "../../lib/http/fetch-whole.ts";
import type { WebClient } from "../clients.ts";
import { requireSlacks } from "./answers.ts";
import { calling, postingTo, type WebCall } from "./web-call.ts";

const UPLOAD_MS = 10_000;

const offered = z.object({ upload_url: z.url(), file_id: z.string().min(1) });

type Files = Required<Pick<Messenger, "sendFile" | "maySendFiles">>;

export type FilesOptions = {
  readonly client: WebClient;
  readonly call: WebCall;
  readonly apiUrl: string;
  /** What Slack's last answer said was granted; null: it has said nothing. */
  readonly scopes: () => ReadonlySet<string> | null;
};

/** Slack takes a file in three steps; only the last one shows it to anybody, so only that can do harm twice. */
export function createFiles({ client, call, apiUrl, scopes }: FilesOptions): Files {
  return {
    maySendFiles: () => scopes()?.has("files:write") ?? false,
    async sendFile(channel, { name, title, text, said }: OutgoingFile) {
      const bytes = Buffer.from(text);
      const { upload_url: address, file_id: id } = await withScope(
        call("repeatable", calling("files.getUploadURLExternal"), offered, () =>
          client.files.getUploadURLExternal({ filename: name, length: bytes.length }),
        ),
      );
      requireSlacks(address, apiUrl);
      await upload(address, bytes);
      await withScope(
        call("write", postingTo(channel), z.unknown(), () =>
          client.files.completeUploadExternal({
            files: [{ id, title }],
            channel_id: channel,
            initial_comment: said,
          }),
        ),
      );
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
    throw notUploaded(networkFailure("write", cause).detail, cause);
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

/** What people put into the forms' fields for files. */
export function createGivenFiles({
  client,
  call,
  apiUrl,
  scopes,
  token,
}: FilesOptions & { readonly token: string }): Required<Pick<Messenger, "readFile" | "mayReadFiles">> {
  return {
    mayReadFiles: () => scopes()?.has("files:read") ?? false,
    async readFile(id, owner, most) {
      const { file } = await withScope(
        call("read", calling("files.info"), held, () => client.files.info({ file: id })),
      );
      const address = file.url_private_download ?? file.url_private;
      if (file.user !== owner || address == null)
        throw new AppError("not_found", "Slack: the file is not theirs, or not at Slack", { detail: "gone" });
      if (file.size > most) return null;
      requireSlacks(address, apiUrl);
      return download("Slack", address, most, token);
    },
  };
}
