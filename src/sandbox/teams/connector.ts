import type { Answer, Passage } from "../fault.ts";
import type { Request, Route } from "../http.ts";
import { bearerOf, parseJson, routeFor } from "../http.ts";
import type { Refusals } from "../refusal.ts";
import { orRefused, refuse } from "../refusal.ts";
import type { Asked, Context } from "./conversations.ts";
import { createConversation, sendActivity, updateActivity } from "./conversations.ts";
import { member, pagedMembers, teamChannels } from "./roster.ts";

/** A call as it was answered. `status` 0: nothing was sent; `error`: Teams' code, or null. */
export type Call = { method: string; path: string; body: unknown; status: number; error: string | null };

/** Told of every call once it was answered, or was not. */
export type OnCall = (call: Call, passage: Passage) => void;

const ROUTES: readonly Route<(context: Context, asked: Asked) => Answer>[] = [
  ["POST", /^\/v3\/conversations$/, createConversation],
  ["POST", /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]*))?$/, sendActivity],
  ["PUT", /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, updateActivity],
  ["GET", /^\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/, member],
  ["GET", /^\/v3\/conversations\/([^/]+)\/pagedmembers$/, pagedMembers],
  ["GET", /^\/v3\/teams\/([^/]+)\/conversations$/, teamChannels],
];

/** The Bot Connector's REST service: what a bot finds at the `serviceUrl`. `token`: that is asked for; null: none. */
export function callConnector(
  context: Context & { refusals: Refusals; token: string | null },
  request: Request,
  path: string,
): Answer {
  const { method, query, text } = request;
  const run = (): Answer => {
    if (context.token !== null && bearerOf(request) !== context.token)
      refuse("Unauthorized", { status: 401, problems: ["Authorization has been denied for this request."] });
    const { run: operation, parts } = routeFor(ROUTES, method, path);
    if (operation === undefined)
      return refuse("ServiceError", { status: 404, problems: ["There is no such operation."] });
    const [id = "", part = ""] = parts;
    return operation(context, { id, part, query, body: text === "" ? undefined : parseJson(text) });
  };
  return orRefused(run, (refusal) => {
    const { status, code, problems, headers, extra } = refusal;
    if (status === 400 || status === 413) context.refusals.note(`${method} ${path}`, refusal);
    const message = problems.join("; ");
    const isBlocked = "errorCode" in extra;
    return { status, headers, body: isBlocked ? { ...extra, message } : { error: { code, message } } };
  });
}
