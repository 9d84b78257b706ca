import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, Faults } from "../fault.ts";
import { answerThrough } from "../fault.ts";
import { parseJson, readText } from "../read-text.ts";
import type { Context } from "./method.ts";
import { addMessage, editMessage, readContent } from "./posting.ts";
import type { Args } from "./refusal.ts";
import { flag, Refusal, refuse } from "./refusal.ts";
import type { SlackState } from "./state.ts";
import { findMessage } from "./state.ts";

const LIFE_MS = 30 * 60 * 1000;
const USES = 5;
const LONGEST = 40_000;

export type Origin = { channel: string; user: string; messageTs: string | null };

/** A new response_url's id, good for five uses within 30 minutes. */
export function makeResponse(draft: SlackState, origin: Origin): string {
  const createdAt = Date.now();
  draft.responses = draft.responses.filter((each) => createdAt - each.createdAt < 2 * LIFE_MS);
  const id = randomUUID();
  draft.responses.push({ id, ...origin, uses: 0, createdAt });
  return id;
}

/** Says something where the person acted: the answer to a command, or what came to a response_url. */
export function answerInPlace(context: Context, origin: Origin, args: Args): void {
  const now = context.now();
  const found = findMessage(context.section.get(), origin.channel, origin.messageTs ?? "");
  const content = readContent(args, LONGEST);
  if (flag(args, "replace_original") && found !== undefined) {
    context.section.change((draft) => editMessage(draft, now, found, content));
    return;
  }
  const ephemeralFor = args["response_type"] === "in_channel" ? null : origin.user;
  context.section.change((draft) =>
    addMessage(draft, now, { channel: origin.channel, ephemeralFor }, content),
  );
}

export type ResponseContext = Context & {
  faults: Faults;
  onRefusal: (where: string, error: Refusal) => void;
};

/** `POST` to a response_url; its faults have the path `/response_url`. */
export async function handleResponse(
  context: ResponseContext,
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
): Promise<void> {
  const text = await readText(req);
  const fault = context.faults.take(req.method, "/response_url");
  await answerThrough(fault, res, () => respond(context, id, text));
}

function respond(context: ResponseContext, id: string, text: string | null): Answer {
  try {
    const response = context.section.get().responses.find((each) => each.id === id);
    if (response === undefined) return refuse("invalid_url");
    if (Date.now() - response.createdAt > LIFE_MS) refuse("expired_url");
    if (response.uses >= USES) refuse("used_url");
    context.section.change(() => {
      response.uses += 1;
    });
    answerInPlace(context, response, readArgs(text));
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.onRefusal("response_url", error);
    const status = error.code.endsWith("_url") ? 404 : 400;
    return { status, body: { ok: false, error: error.code, ...error.extra } };
  }
}

function readArgs(text: string | null): Args {
  const body = parseJson(text);
  return typeof body === "object" && body !== null ? (body as Args) : refuse("invalid_payload");
}
