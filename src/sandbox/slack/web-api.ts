import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, Faults, Passage } from "../fault.ts";
import { answerThrough, passageOf } from "../fault.ts";
import { parseJson, readText } from "../read-text.ts";
import { CHAT_METHODS } from "./chat-methods.ts";
import { CONVERSATION_METHODS } from "./conversation-methods.ts";
import { fileMethods } from "./file-methods.ts";
import { givenFileMethods } from "./given-files.ts";
import type { Context, Method } from "./method.ts";
import type { Args } from "./refusal.ts";
import { Refusal, refuse } from "./refusal.ts";
import { USER_METHODS } from "./user-methods.ts";
import { VIEW_METHODS } from "./view-methods.ts";

/** A call as it was answered; `error` is Slack's code, or null. `status` 0: nothing was sent. */
export type Call = { method: string; args: Args; status: number; error: string | null; answer: unknown };

export type WebApi = {
  handle(req: IncomingMessage, res: ServerResponse, method: string): void;
  /** The latest calls, oldest first. */
  calls(): readonly Call[];
};

const METHODS: Record<string, Method> = {
  ...USER_METHODS,
  ...CONVERSATION_METHODS,
  ...CHAT_METHODS,
  ...VIEW_METHODS,
};

type ApiContext = Context & {
  methods: Record<string, Method>;
  token: string;
  onRefusal: (where: string, error: Refusal) => void;
};

const KEPT_CALLS = 5000;
const JSON_FIELDS = ["blocks", "view", "metadata", "attachments"];

type Options = Omit<ApiContext, "methods"> & {
  faults: Faults;
  onCall?: OnCall;
  uploadUrl: (id: string) => string;
  downloadUrl: (id: string) => string;
};

/** Told of every call once it was answered, or was not. */
export type OnCall = (call: Call, passage: Passage) => void;

export function createWebApi(given: Options): WebApi {
  const methods = { ...METHODS, ...fileMethods(given.uploadUrl), ...givenFileMethods(given.downloadUrl) };
  const context = { ...given, methods };
  const calls: Call[] = [];
  const note = (method: string, args: Args, answer: Answer | null): Call => {
    const body = answer?.body as { error?: string } | undefined;
    const call = { method, args, status: answer?.status ?? 0, error: body?.error ?? null, answer: body };
    calls.push(call);
    if (calls.length > KEPT_CALLS) calls.shift();
    return call;
  };

  async function serve(req: IncomingMessage, res: ServerResponse, method: string): Promise<void> {
    const args = await readArgs(req);
    const fault = context.faults.take(req.method, `/${method}`);
    const { passage, carryOut } = passageOf(fault, res, () => run(context, req, method, args));
    const call = note(method, args, await answerThrough(fault, res, carryOut));
    context.onCall?.(call, passage);
  }

  return {
    handle: (req, res, method) => {
      serve(req, res, method).catch(() => res.destroy());
    },
    calls: () => calls,
  };
}

function run(context: ApiContext, req: IncomingMessage, name: string, args: Args): Answer {
  const headers = { "x-oauth-scopes": [...context.scopes].join(",") };
  try {
    const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
    const method = Object.hasOwn(context.methods, name) ? context.methods[name] : undefined;
    if (method === undefined) return refuse("unknown_method", { req_method: name });
    authorize(context, bearer ?? args["token"]);
    return { status: 200, headers, body: { ok: true, ...method(context, args) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.extra["response_metadata"] !== undefined) context.onRefusal(name, error);
    return { status: 200, headers, body: { ok: false, error: error.code, ...error.extra } };
  }
}

function authorize({ token, section }: ApiContext, given: unknown): void {
  if (given === undefined || given === "") refuse("not_authed");
  if (given !== token) refuse("invalid_auth");
  if (!section.get().installed) refuse("account_inactive");
}

async function readArgs(req: IncomingMessage): Promise<Args> {
  const query = new URL(req.url ?? "/", "http://slack.invalid").searchParams;
  const text = await readText(req);
  const json = (req.headers["content-type"] ?? "").includes("json");
  const body = json ? (parseJson(text || "{}") as Args) : Object.fromEntries(new URLSearchParams(text ?? ""));
  const args: Args = { ...Object.fromEntries(query), ...body };
  for (const name of JSON_FIELDS) {
    // What is no JSON stays text, so that its check refuses it.
    if (typeof args[name] === "string") args[name] = parseJson(args[name]) ?? args[name];
  }
  return args;
}
