import { randomUUID } from "node:crypto";
import type { Answer } from "../fault.ts";
import { parseJson } from "../http.ts";
import { orRefused, refuse } from "../refusal.ts";
import { addMessage, editMessage, readContent } from "./messages.ts";
import type { Args, Context } from "./method.ts";
import { flag, refusedBody } from "./method.ts";
import type { Origin } from "./state.ts";
import { findMessage } from "./state.ts";

const LIFE_MS = 30 * 60 * 1000;
const USES = 5;

/** A new response_url, good for five uses within 30 minutes. */
export function makeResponse({ section, url }: Context, origin: Origin): string {
  const [id, createdAt] = [randomUUID(), Date.now()];
  section.change((draft) => {
    draft.responses = draft.responses.filter((each) => createdAt - each.createdAt < 2 * LIFE_MS);
    draft.responses.push({ id, ...origin, uses: 0, createdAt });
  });
  return `${url()}/response/${id}`;
}

/** Says something where the person acted: the answer to a command, or what came to a response_url. */
export function answerInPlace(context: Context, { channel, user, messageTs }: Origin, args: Args): void {
  const found = findMessage(context.section.get(), channel, messageTs ?? "");
  const content = readContent(args);
  const ephemeralFor = args["response_type"] === "in_channel" ? null : user;
  if (flag(args, "replace_original") && found !== undefined) editMessage(context, found, content);
  else addMessage(context, { channel, ephemeralFor }, content);
}

/** `POST` to a response_url. */
export function respond(context: Context, id: string, text: string | null): Answer {
  const run = (): Answer => {
    const response = context.section.get().responses.find((each) => each.id === id);
    if (response === undefined) return refuse("invalid_url");
    if (Date.now() - response.createdAt > LIFE_MS) refuse("expired_url");
    if (response.uses >= USES) refuse("used_url");
    context.section.change(() => {
      response.uses += 1;
    });
    const body = parseJson(text);
    const isObject = typeof body === "object" && body !== null;
    answerInPlace(context, response, isObject ? (body as Args) : refuse("invalid_payload"));
    return { status: 200, body: { ok: true } };
  };
  return orRefused(run, (refusal) => {
    context.refusals.note("response_url", refusal);
    const { code } = refusal;
    return { status: code.endsWith("_url") ? 404 : 400, body: refusedBody(refusal) };
  });
}
