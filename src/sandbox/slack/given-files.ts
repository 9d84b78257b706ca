import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { answerThrough, type Faults } from "../fault.ts";
import type { InputState } from "../request-schemas.ts";
import type { Block, Json } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { BOT } from "./bot.ts";
import type { Context, Method } from "./method.ts";
import { needScope, refuse, word } from "./refusal.ts";
import type { JsonObject, SlackState, StoredFile } from "./state.ts";
import { findFile, nextId } from "./state.ts";

const MOST_BYTES = 10 * 1024 * 1024;

/** What the page sends of a file that somebody chose. */
const chosen = z.array(z.object({ name: z.string().min(1).max(255), base64: z.base64() }));

/** What Slack says at the field. */
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

const endOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

export const hasFileInput = (blocks: Block[]): boolean =>
  blocks.some(({ element }) => (element as JsonObject | undefined)?.["type"] === "file_input");

type Files = { readonly section: Section<SlackState>; readonly downloadUrl: (id: string) => string };

/** The state of a form as it goes out: with files uploaded, or where nothing is sent yet without them. */
export function withUploaded(
  state: InputState,
  { section, downloadUrl }: Files,
  user: string | null,
): InputState {
  const uploaded = (value: Json): Json[] => {
    const files = user === null ? [] : (chosen.safeParse(value).data ?? []);
    return files.map(({ name, base64 }) =>
      wireFile(
        section.change((draft) => keep(draft, name, { user: user ?? "", base64 })),
        downloadUrl,
      ),
    );
  };
  const entries = Object.entries(state).map(([block, elements]) => [
    block,
    Object.fromEntries(
      Object.entries(elements).map(([action, element]) => {
        const one = element as JsonObject;
        return [action, one["type"] === "file_input" ? { ...one, files: uploaded(one["files"] ?? []) } : one];
      }),
    ),
  ]);
  return Object.fromEntries(entries) as InputState;
}

function keep(draft: SlackState, name: string, given: NonNullable<StoredFile["given"]>): StoredFile {
  const length = Buffer.byteLength(given.base64, "base64");
  const file = { id: nextId(draft, "F"), upload: "", name, length, text: null, channel: null, given };
  draft.files = [...(draft.files ?? []), file];
  return file;
}

function wireFile({ id, name, length, given }: StoredFile, downloadUrl: (id: string) => string): JsonObject {
  const address = downloadUrl(id);
  return {
    id,
    name,
    title: name,
    mimetype: "text/csv",
    filetype: endOf(name),
    user: given?.user ?? BOT.id,
    mode: "hosted",
    is_external: false,
    size: length,
    url_private: address,
    url_private_download: address,
  };
}

export const givenFileMethods = (downloadUrl: (id: string) => string): Record<string, Method> => ({
  "files.info": (context, args) => {
    needScope(context, "files:read");
    const file = findFile(context.section.get(), word(args, "file", "file_not_found"));
    return { file: wireFile(file ?? refuse("file_not_found"), downloadUrl) };
  },
});

/** `GET` of what somebody put into a form; its faults have the path `/download`. Without the token there is a page. */
export async function handleDownload(
  { section, scopes, faults, token }: Context & { faults: Faults; token: string },
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
): Promise<void> {
  const fault = faults.take(req.method, "/download");
  const base64 = findFile(section.get(), id)?.given?.base64;
  const bytes = Buffer.from(base64 ?? "", "base64");
  const letIn = req.headers.authorization === `Bearer ${token}` && scopes.has("files:read");
  const status = base64 === undefined ? 404 : 200;
  const headers = { "content-type": letIn ? "application/octet-stream" : "text/html; charset=utf-8" };
  const body = letIn ? bytes : "<html><title>Sign in to Slack</title></html>";
  if (fault === null) res.writeHead(status, headers).end(body);
  else await answerThrough(fault, res, () => ({ status, headers, body: body.toString() }));
}
