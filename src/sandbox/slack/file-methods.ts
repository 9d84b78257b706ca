import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { SAFE_HEADERS } from "../assets.ts";
import type { Faults } from "../fault.ts";
import { answerThrough } from "../fault.ts";
import { parseJson, readText } from "../read-text.ts";
import { BOT } from "./bot.ts";
import { visibleChannel } from "./conversation-methods.ts";
import type { Context, Method } from "./method.ts";
import { addMessage } from "./posting.ts";
import { maybe, needScope, refuse, refuseProblems, word } from "./refusal.ts";
import type { StoredFile } from "./state.ts";
import { findFile, nextId } from "./state.ts";

const MISSING = "[ERROR] missing required field";

/** As Slack does it in three steps: an address to upload to, the upload, and the sharing. */
export function fileMethods(uploadUrl: (id: string) => string): Record<string, Method> {
  return {
    "files.getUploadURLExternal": (context, args) => {
      needScope(context, "files:write");
      const name = word(args, "filename");
      const length = Number(maybe(args, "length") ?? Number.NaN);
      if (!Number.isInteger(length) || length < 1)
        refuseProblems("invalid_arguments", [`${MISSING}: length [json-pointer:/length]`]);
      const file = context.section.change((draft) => {
        const made: StoredFile = {
          id: nextId(draft, "F"),
          upload: randomUUID(),
          name,
          length,
          text: null,
          channel: null,
        };
        draft.files = [...(draft.files ?? []), made];
        return made;
      });
      return { upload_url: uploadUrl(file.upload), file_id: file.id };
    },

    "files.completeUploadExternal": (context, args) => {
      needScope(context, "files:write");
      const [wanted] = filesIn(args["files"]);
      const file = findFile(context.section.get(), String(wanted?.id ?? ""));
      if (file === undefined || file.text === null || file.channel !== null) return refuse("file_not_found");
      const channel = visibleChannel(context, word(args, "channel_id", "channel_not_found"));
      if (!channel.members.includes(BOT.id)) refuse("not_in_channel");
      const text = maybe(args, "initial_comment") ?? "";
      context.section.change((draft) => {
        const shared = findFile(draft, file.id);
        if (shared !== undefined) shared.channel = channel.id;
        const content = { text, blocks: [], metadata: null };
        const message = addMessage(draft, context.now(), { channel: channel.id }, content);
        message.files = [file.id];
      });
      return { files: [{ id: file.id, title: wanted?.title ?? file.name }] };
    },
  };
}

function filesIn(given: unknown): { id?: unknown; title?: string }[] {
  const list = typeof given === "string" ? parseJson(given) : given;
  if (Array.isArray(list) && list.length > 0) return list as { id?: unknown; title?: string }[];
  return refuse("invalid_arguments", { response_metadata: { messages: [`${MISSING}: files`] } });
}

/** `POST` to an address for uploads; its faults have the path `/upload`. */
export async function handleUpload(
  { section, faults }: Context & { faults: Faults },
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
): Promise<void> {
  const text = await readText(req);
  const fault = faults.take(req.method, "/upload");
  await answerThrough(fault, res, () => {
    const file = section.get().files?.find(({ upload }) => upload === id);
    if (file === undefined || file.text !== null) return { status: 404, body: { error: "not_found" } };
    if (text === null || Buffer.byteLength(text) !== file.length)
      return { status: 400, body: { error: "another length than announced" } };
    section.change((draft) => {
      const kept = findFile(draft, file.id);
      if (kept !== undefined) kept.text = text;
    });
    return { status: 200, body: { ok: true } };
  });
}

/** For the page: what somebody downloads from a message. */
export function sendFile({ section }: Pick<Context, "section">, res: ServerResponse, id: string): boolean {
  const file = findFile(section.get(), id);
  if (file === undefined || file.text === null || file.channel === null) return false;
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  const type = "application/octet-stream";
  res.writeHead(200, { "content-type": type, "content-disposition": disposition, ...SAFE_HEADERS });
  res.end(file.text);
  return true;
}
