import { z } from "zod";
import type { SentFile } from "../../app/core/app.ts";
import { download } from "../../lib/http/fetch-whole.ts";
import type { Trusts } from "../access.ts";
import { failure } from "../api-error.ts";
import { type Activity, isPersonal } from "./activity.ts";

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
