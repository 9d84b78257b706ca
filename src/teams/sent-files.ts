import { z } from "zod";
import type { SentFile } from "../app/app.ts";
import { AppError, networkCode } from "../errors.ts";
import { readBytes } from "../http-read.ts";
import { inTime } from "../within.ts";
import type { Trusts } from "./access.ts";
import { type Activity, isPersonal } from "./activity.ts";

const DOWNLOAD_MS = 8000;

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
    content === undefined ? [] : [(most: number) => download(content.downloadUrl, trusted, most)],
  );
}

async function download(address: string, trusted: Trusts, most: number): Promise<Uint8Array | null> {
  if (!URL.canParse(address) || !trusted(new URL(address)))
    throw new AppError("invalid", "Teams named an address that is not Microsoft's", {
      detail: "foreign_address",
    });
  try {
    return (await inTime(read(address, most), DOWNLOAD_MS)).bytes;
  } catch (error) {
    if (error instanceof AppError) throw error;
    // What `fetch` throws can hold the address.
    const detail = networkCode(error) || "connection_failed";
    throw new AppError("unavailable", `Teams: ${detail}`, { detail });
  }
}

async function read(address: string, most: number) {
  const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(DOWNLOAD_MS) });
  if (answer.status === 200) return { bytes: await readBytes(answer, most) };
  await answer.body?.cancel();
  const detail = `http_${answer.status}`;
  throw new AppError("unavailable", `Teams: ${detail}`, { detail });
}
