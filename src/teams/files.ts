import { z } from "zod";
import type { FileAnswer, SentFile } from "../app/core/app.ts";
import { AppError, type ErrorCode, networkError } from "../lib/errors.ts";
import { download, fetchWhole } from "../lib/http/fetch-whole.ts";
import { retryAfter } from "../lib/http/read.ts";
import { cleanLine } from "../view/core/clean.ts";
import type { ViewFile } from "../view/core/view.ts";
import type { Trusts } from "./access.ts";
import { type Activity, isPersonal } from "./activity.ts";
import { failure } from "./outbound/call.ts";
import type { Attachment } from "./outbound/connector.ts";

const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";
const DESCRIPTION = 500;

/** Teams' own cards for files: one asks whether it may be put into the reader's OneDrive, one shows it there. */
export function fileAttachment(file: ViewFile): Attachment {
  if (file.kind === "put") {
    const { link, name, id, type } = file.place;
    return { contentType: INFO, contentUrl: link, name, content: { uniqueId: id, fileType: type } };
  }
  const { name, size: sizeInBytes, said, offer } = file;
  const contexts = { acceptContext: { offer }, declineContext: { offer } };
  const content = { description: cleanLine(said, DESCRIPTION), sizeInBytes, ...contexts };
  return { contentType: CONSENT, name, content };
}

const context = z.object({ offer: z.number().int().positive() });
const address = z.string().min(1).max(8000);
const consent = z.discriminatedUnion("action", [
  z.object({ action: z.literal("decline"), context }),
  z.object({
    action: z.literal("accept"),
    context,
    uploadInfo: z.object({
      uploadUrl: address,
      contentUrl: address,
      name: z.string().min(1).max(400),
      uniqueId: z.string().min(1).max(200),
      fileType: z.string().max(50),
    }),
  }),
]);

/** What was said to an offer; null: nothing that can be read, or with an address that is not Microsoft's. */
export function readConsent(activity: Activity, trusted: Trusts): FileAnswer | null {
  const read = isPersonal(activity) ? consent.safeParse(activity.value).data : undefined;
  if (read === undefined) return null;
  const { offer } = read.context;
  if (read.action === "decline") return { offer, place: null };
  const { uploadUrl, contentUrl, name, uniqueId, fileType } = read.uploadInfo;
  if (![uploadUrl, contentUrl].every(trusted)) return null;
  const place = { address: uploadUrl, link: contentUrl, id: uniqueId, type: fileType, name };
  return { offer, place };
}

/** The address is good for a few minutes and for whoever has it, so it is kept nowhere and never said. */
const attached = z.object({
  contentType: z.literal("application/vnd.microsoft.teams.file.download.info"),
  content: z.object({ downloadUrl: z.string().min(1).max(8000) }),
});

/** The files of a message; Teams gives them to bots in the personal chat alone. */
export function sentFiles(activity: Activity, trusted: Trusts): SentFile[] {
  if (!isPersonal(activity)) return [];
  const found = (activity.attachments ?? []).map((each) => attached.safeParse(each).data?.content);
  return found.flatMap((content) =>
    content === undefined ? [] : [(most: number) => read(content.downloadUrl, trusted, most)],
  );
}

async function read(address: string, trusted: Trusts, most: number): Promise<Uint8Array | null> {
  if (trusted(address)) return download("Teams", address, most);
  throw failure("invalid", "foreign_address");
}

const UPLOAD_MS = 20_000;

/** Whoever has the address may write that one file: our token does not go there, and the address is never said. */
export async function putFile(address: string, bytes: Uint8Array, trusted: Trusts): Promise<void> {
  if (!trusted(address)) throw failure("invalid", "foreign_address", { asked: false });
  const total = bytes.byteLength;
  const range = `bytes 0-${total - 1}/${total}`;
  const headers = { "content-type": "application/octet-stream", "content-range": range };
  // Of known length, which `fetch` says itself.
  const request = { method: "PUT", headers, body: new Uint8Array(bytes) };
  const answer = await fetchWhole(address, request, { ms: UPLOAD_MS }).catch((error: unknown) => {
    // What `fetch` throws can hold the address.
    const { code, detail = "" } = networkError("OneDrive", "write", error);
    throw failed(code, detail);
  });
  const { status } = answer;
  if (status !== 200 && status !== 201) throw failed(codeOf(status), `http_${status}`, retryAfter(answer));
}

/** 416: it has these bytes already. 202, 408, 503: too many at once, or it waits for more bytes than there are. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  ...{ 202: "unavailable", 404: "not_found", 408: "unavailable", 410: "not_found", 416: "conflict" },
  // 507: there is no room, and that stays so until somebody makes some.
  ...{ 429: "rate_limited", 503: "unavailable", 507: "invalid" },
};
const codeOf = (status: number): ErrorCode =>
  CODES[status] ?? (status >= 500 ? "outcome_unknown" : "invalid");

/** OneDrive has hosts of its own: what it answers says nothing about Teams. */
const failed = (code: ErrorCode, detail: string, retryAfterMs?: number): AppError =>
  new AppError(code, `OneDrive: ${detail}`, { detail, retryAfterMs, asked: false });
