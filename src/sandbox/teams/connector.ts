import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, Faults, Passage } from "../fault.ts";
import { answerThrough, passageOf } from "../fault.ts";
import { parseJson, readText } from "../read-text.ts";
import { createConversation, deleteActivity, sendActivity, updateActivity } from "./activities-api.ts";
import type { Context } from "./context.ts";
import { Refusal, refuse } from "./refusal.ts";
import { allMembers, oneMember, pagedMembers, teamChannels, teamDetails } from "./roster-api.ts";

/** A call as it was answered. `status` 0: nothing was sent; `error`: Teams' code, or null. */
export type Call = {
  method: string;
  path: string;
  body: unknown;
  status: number;
  error: string | null;
};

export type Connector = {
  /** `path` is what follows the service's address, such as `/v3/conversations`, not decoded. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): void;
  /** The latest calls, oldest first. */
  calls(): readonly Call[];
};

type Request = { method: string; parts: string[]; query: URLSearchParams; body: unknown };

const KEPT_CALLS = 5000;

export type ConnectorOptions = Context & {
  faults: Faults;
  /** The bearer token that is asked for; null: anybody may call, as local clients let one. */
  token: string | null;
  /** Something of the bot's was not in order. */
  onRefusal: (where: string, error: Refusal) => void;
  onCall?: OnCall;
};

/** Told of every call once it was answered, or was not. */
export type OnCall = (call: Call, passage: Passage) => void;

/** The Bot Connector's REST service: what a bot finds at the `serviceUrl`. */
export function createConnector(options: ConnectorOptions): Connector {
  const calls: Call[] = [];

  async function serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const text = await readText(req);
    const { method = "GET" } = req;
    const request: Request = {
      method,
      parts: path.split("/").slice(1).map(decoded),
      query: new URL(req.url ?? "/", "http://teams.invalid").searchParams,
      body: text === "" ? undefined : parseJson(text),
    };
    const fault = options.faults.take(method, path);
    const { passage, carryOut } = passageOf(fault, res, () => run(options, req, request));
    const answer = await answerThrough(fault, res, carryOut);
    const error = (answer?.body as { error?: { code?: string } } | undefined)?.error?.code ?? null;
    const call = { method, path: decoded(path), body: request.body, status: answer?.status ?? 0, error };
    calls.push(call);
    if (calls.length > KEPT_CALLS) calls.shift();
    options.onCall?.(call, passage);
  }

  return {
    handle: (req, res, path) => {
      serve(req, res, path).catch(() => res.destroy());
    },
    calls: () => calls,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function run(options: ConnectorOptions, req: IncomingMessage, request: Request): Answer {
  try {
    const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
    if (options.token !== null && bearer !== options.token)
      refuse(401, "Unauthorized", "Authorization has been denied for this request.");
    return route(options, request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 400 || error.status === 413)
      options.onRefusal(`${request.method} ${request.parts.at(-1)}`, error);
    const { status, code, message, headers } = error;
    const blocked = code === "MessageWritesBlocked";
    return { status, headers, body: blocked ? { errorCode: 209, message } : { error: { code, message } } };
  }
}

function route(context: Context, { method, parts, query, body }: Request): Answer {
  const [version, area, id = "", what, part = "", more] = parts;
  if (version !== "v3" || more !== undefined) return notFound();
  const at = [method, area, ...(id === "" ? [] : ["{id}"]), ...(what === undefined ? [] : [what])].join(" ");
  const one = part !== "";
  switch (at) {
    case "POST conversations":
      return createConversation(context, body);
    case "POST conversations {id} activities":
      return sendActivity(context, id, one ? part : null, body);
    case "PUT conversations {id} activities":
      return one ? updateActivity(context, id, part, body) : notFound();
    case "DELETE conversations {id} activities":
      return one ? deleteActivity(context, id, part) : notFound();
    case "GET conversations {id} members":
      return one ? oneMember(context, id, part) : allMembers(context, id);
    case "GET conversations {id} pagedmembers":
      return pagedMembers(context, id, query);
    case "GET teams {id}":
      return teamDetails(context, id);
    case "GET teams {id} conversations":
      return teamChannels(context, id);
    default:
      return notFound();
  }
}

const notFound = (): never => refuse(404, "ServiceError", "There is no such operation.");
