import { z } from "zod";
import type { FileAnswer } from "../../app/core/app.ts";
import { cleanLine } from "../../view/core/clean.ts";
import type { ViewFile } from "../../view/core/view.ts";
import type { Trusts } from "../access.ts";
import { type Activity, conversationOf } from "../inbound/activity.ts";
import type { Attachment } from "./message.ts";

const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";
const DESCRIPTION = 500;

/** Teams' own cards for files: one asks whether it may be put into the reader's OneDrive, one shows it there. */
export function fileAttachment(file: ViewFile): Attachment {
  switch (file.kind) {
    case "offered": {
      const { name, size, said, offer } = file;
      const [acceptContext, declineContext] = [{ offer }, { offer }];
      const description = cleanLine(said, DESCRIPTION);
      return {
        contentType: CONSENT,
        name,
        content: { description, sizeInBytes: size, acceptContext, declineContext },
      };
    }
    case "put": {
      const { link, name, id, type } = file.place;
      return { contentType: INFO, contentUrl: link, name, content: { uniqueId: id, fileType: type } };
    }
  }
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

/** What was said to an offer; null: nothing that can be read; `foreign`: with an address that is not Microsoft's. */
export function readConsent(activity: Activity, trusted: Trusts): FileAnswer | "foreign" | null {
  const { value, replyToId } = activity;
  const read = consent.safeParse(value).data;
  if (read === undefined) return null;
  const { offer } = read.context;
  const message = replyToId ? { channel: conversationOf(activity), id: replyToId } : null;
  if (read.action === "decline") return { offer, place: null, message };
  const { uploadUrl, contentUrl, name, uniqueId, fileType } = read.uploadInfo;
  const isOurs = [uploadUrl, contentUrl].every(trusted);
  if (!isOurs) return "foreign";
  const place = { address: uploadUrl, link: contentUrl, id: uniqueId, type: fileType, name };
  return { offer, place, message };
}
