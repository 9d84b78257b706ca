import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { SAFE_HEADERS } from "../assets.ts";
import type { Answer, Faults } from "../fault.ts";
import { answerThrough } from "../fault.ts";
import { readText } from "../read-text.ts";
import type { Section } from "../world.ts";
import type { DriveFile, JsonObject, TeamsState } from "./state.ts";

/** Room for a file in somebody's OneDrive, which whoever has its address can fill once. */
export function openUpload(draft: TeamsState, owner: string, name: string, serviceUrl: string): DriveFile {
  const id = randomUUID();
  const link = `${serviceUrl}drive/${id}/${encodeURIComponent(name)}`;
  const file: DriveFile = { id, owner, name, link, upload: randomUUID(), text: null };
  draft.drive = [...(draft.drive ?? []), file];
  return file;
}

/** What the bot is told of it. */
export const uploadInfo = ({ id, name, link, upload }: DriveFile, serviceUrl: string): JsonObject => ({
  contentUrl: link,
  name,
  uploadUrl: `${serviceUrl}upload/${upload ?? ""}`,
  uniqueId: id,
  fileType: name.split(".").at(-1) ?? "",
});

const refused = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: code } },
});

function take(section: Section<TeamsState>, req: IncomingMessage, id: string, text: string | null): Answer {
  // The address alone is the right to write there: OneDrive does not know our token, and refuses it.
  if (req.headers.authorization !== undefined) return refused(401, "unauthenticated");
  const file = section.get().drive?.find(({ upload }) => upload === id);
  if (file === undefined) return refused(404, "itemNotFound");
  const length = Buffer.byteLength(text ?? "");
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(req.headers["content-range"] ?? "") ?? [];
  const isWhole = from === "0" && Number(to) === length - 1 && Number(total) === length;
  if (text === null || !isWhole || Number(req.headers["content-length"]) !== length)
    return refused(400, "invalidRequest");
  section.change((draft) => {
    const kept = draft.drive?.find((each) => each.id === file.id);
    if (kept !== undefined) Object.assign(kept, { text, upload: null });
  });
  return { status: 201, body: { id: file.id, name: file.name, size: length, file: {} } };
}

/** `PUT` to an address for an upload; its faults have the path `/upload`. */
export async function handleUpload(
  { section, faults }: { section: Section<TeamsState>; faults: Faults },
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
): Promise<void> {
  const text = await readText(req);
  const fault = faults.take(req.method, "/upload");
  await answerThrough(fault, res, () =>
    req.method === "PUT" ? take(section, req, id, text) : refused(405, "notAllowed"),
  );
}

/** For the page: what somebody opens in their OneDrive. */
export function sendFromDrive({ drive = [] }: TeamsState, res: ServerResponse, id: string): void {
  const file = drive.find((each) => each.id === id);
  if (file?.text == null) {
    res.writeHead(404, SAFE_HEADERS).end();
    return;
  }
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  const type = "application/octet-stream";
  res.writeHead(200, { "content-type": type, "content-disposition": disposition, ...SAFE_HEADERS });
  res.end(file.text);
}
