import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Answer, bearerOf, fileAnswer, parseJson, type Request } from "../http.ts";
import { refuse } from "../refusal.ts";
import type { InputState } from "../request-schemas.ts";
import type { Json, JsonObject } from "../snapshot.ts";
import { post, visibleChannel } from "./messages.ts";
import { type Args, type Context, type Method, maybe, needScope, refuseProblems, word } from "./method.ts";
import { BOT, findFile, nextId, type SlackState, type StoredFile } from "./state.ts";

const MOST_BYTES = 10 * 1024 * 1024;
const MISSING = "[ERROR] missing required field";

function add(draft: SlackState, file: Pick<StoredFile, "name" | "length" | "upload" | "given">): StoredFile {
  const made = { id: nextId(draft, "F"), text: null, channel: null, ...file };
  draft.files.push(made);
  return made;
}

/** `POST` to an address for uploads. */
export function takeUpload({ section }: Context, id: string, { text }: Request): Answer {
  const file = section.get().files.find(({ upload }) => upload !== "" && upload === id);
  if (file === undefined || file.text !== null) return { status: 404, body: { error: "not_found" } };
  if (text === null || Buffer.byteLength(text) !== file.length)
    return { status: 400, body: { error: "another length than announced" } };
  section.patch(file, { text });
  return { status: 200, body: { ok: true } };
}

function fileIn({ files }: Args): { id?: unknown; title?: string } {
  const list = typeof files === "string" ? parseJson(files) : files;
  if (Array.isArray(list) && list.length > 0) return Object(list[0]) as { id?: unknown; title?: string };
  return refuse("invalid_arguments", { problems: [`${MISSING}: files`] });
}

const chosen = z.array(z.object({ name: z.string().min(1).max(255), base64: z.base64() }));

const endOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

export function problemOfFiles(element: JsonObject, entered: Json): string | null {
  const files = chosen.safeParse(entered).data;
  if (files === undefined) return "This file could not be uploaded.";
  if (files.length > Number(element["max_files"] ?? 10)) return "Please choose fewer files.";
  const types = element["filetypes"];
  const fits = (name: string) => !Array.isArray(types) || types.includes(endOf(name));
  if (!files.every(({ name }) => fits(name))) return "This type of file is not allowed here.";
  const isLarge = files.some(({ base64 }) => Buffer.byteLength(base64, "base64") > MOST_BYTES);
  return isLarge ? "Files may have 10 MB." : null;
}

/** The state of a form as it goes out: with `user`'s files uploaded or, where nothing is sent yet, without them. */
export function withUploaded(context: Context, state: InputState, user: string | null): InputState {
  const sent = structuredClone(state);
  for (const element of Object.values(sent).flatMap((elements) => Object.values(elements) as JsonObject[])) {
    if (element["type"] !== "file_input") continue;
    const files = user === null ? [] : (chosen.safeParse(element["files"]).data ?? []);
    element["files"] = files.map(({ name, base64 }) => {
      const length = Buffer.byteLength(base64, "base64");
      const given = { name, length, upload: "", given: { user: user ?? "", base64 } };
      const file = context.section.change((draft) => add(draft, given));
      return wireFile(context, file);
    });
  }
  return sent;
}

function wireFile({ url }: Context, { id, name, length, given }: StoredFile): JsonObject {
  const address = `${url()}/download/${id}`;
  return {
    ...{ id, name, title: name, mimetype: "text/csv", filetype: endOf(name), size: length },
    ...{ user: given?.user ?? BOT.id, mode: "hosted", is_external: false },
    ...{ url_private: address, url_private_download: address },
  };
}

/** `GET` of what somebody put into a form. Without the token there is a page. */
export function download({ section, scopes, botToken }: Context, id: string, request: Request): Answer {
  const file = findFile(section.get(), id);
  const answer = fileAnswer(file?.name, file?.given && Buffer.from(file.given.base64, "base64"));
  const isAllowed = bearerOf(request) === botToken && scopes.has("files:read");
  return isAllowed ? answer : { status: answer.status, body: "<html><title>Sign in to Slack</title></html>" };
}

export const FILE_METHODS: Record<string, Method> = {
  /** Slack shares a file in three steps: an address to upload to, the upload, and the sharing. */
  "files.getUploadURLExternal": (context, args) => {
    needScope(context, "files:write");
    const name = word(args, "filename");
    const length = Number(maybe(args, "length") ?? Number.NaN);
    if (!Number.isInteger(length) || length < 1)
      refuseProblems("invalid_arguments", [`${MISSING}: length [json-pointer:/length]`]);
    const file = context.section.change((draft) => add(draft, { name, length, upload: randomUUID() }));
    return { upload_url: `${context.url()}/upload/${file.upload}`, file_id: file.id };
  },
  "files.completeUploadExternal": (context, args) => {
    needScope(context, "files:write");
    const wanted = fileIn(args);
    const file = findFile(context.section.get(), wanted.id);
    if (file === undefined || file.text === null || file.channel !== null) return refuse("file_not_found");
    const channel = visibleChannel(context, args, "channel_id");
    if (!channel.members.includes(BOT.id)) refuse("not_in_channel");
    const text = maybe(args, "initial_comment") ?? "";
    context.section.patch(file, { channel: channel.id });
    post(context, { place: channel.id, text, files: [file.id] });
    return { files: [{ id: file.id, title: wanted.title ?? file.name }] };
  },
  "files.info": (context, args) => {
    needScope(context, "files:read");
    const file = findFile(context.section.get(), word(args, "file", "file_not_found"));
    return { file: wireFile(context, file ?? refuse("file_not_found")) };
  },
};
