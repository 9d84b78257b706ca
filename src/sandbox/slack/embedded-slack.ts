import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, Passage } from "../fault.ts";
import { answerThrough, createFaults } from "../fault.ts";
import type { Request } from "../http.ts";
import { createLog, notFound, readRequest, sendFile } from "../http.ts";
import { createRefusals } from "../refusal.ts";
import type { Section } from "../world.ts";
import { createClient } from "./client.ts";
import { BOT } from "./company.ts";
import { createDeliveries } from "./delivery.ts";
import { download, takeUpload } from "./files.ts";
import type { Args } from "./method.ts";
import { createTriggers } from "./method.ts";
import { respond } from "./responses.ts";
import type { SlackState, StoredChannel, StoredPerson } from "./state.ts";
import { findChannel, findFile, findPerson } from "./state.ts";
import { callMethod, readArgs } from "./web-api.ts";
import { wireUser } from "./wire.ts";

/** What the manifest asks for, with what it may be refused. */
export const GRANTED_SCOPES: readonly string[] = [
  ...["commands", "chat:write", "im:write", "users:read", "users:read.email", "channels:read", "groups:read"],
  ...["chat:write.public", "channels:history", "groups:history", "im:history", "files:write", "files:read"],
];

const KEPT_CALLS = 5000;

/** A call of the Web API as it was answered; `error` is Slack's code, or null. `status` 0: nothing was sent. */
export type Call = { method: string; args: Args; status: number; error: string | null; answer: unknown };

/** Told of every call once it was answered, or was not. */
export type OnCall = (call: Call, passage: Passage) => void;

export type EmbeddedSlackOptions = {
  section: Section<SlackState>;
  now: () => number;
  botToken: string;
  signingSecret: string;
  /** Where the bot listens: events go to `<botUrl>/slack/events`. */
  botUrl: () => string;
  /** Where this is mounted: the Web API is at `<url>/api/`. */
  url: () => string;
  scopes?: readonly string[];
  /** Decides about faults with a probability. */
  random?: () => number;
  /** Called when the bot stops or starts to answer. */
  onTrouble?: () => void;
  onCall?: OnCall;
};

export type EmbeddedSlack = ReturnType<typeof createEmbeddedSlack>;

/** Slack for newcomers and for tests: it refuses what Slack documents as refused. */
export function createEmbeddedSlack(options: EmbeddedSlackOptions) {
  const { section, now, botToken, url } = options;
  const faults = createFaults(options.random ?? Math.random);
  const calls = createLog<Call>(KEPT_CALLS);
  const refusals = createRefusals();
  const scopes = new Set(options.scopes ?? GRANTED_SCOPES);
  const context = { section, now, url, refusals, scopes, triggers: createTriggers() };
  const deliveries = createDeliveries({ onTrouble: () => {}, ...options });
  const emit = deliveries.event;

  async function callApi(request: Request, res: ServerResponse, method: string): Promise<void> {
    const args = readArgs(request);
    const fault = faults.take(request.method, `/${method}`);
    const run = () => callMethod(context, request, { method, args, token: botToken });
    const { answer, passage } = await answerThrough(fault, res, run);
    const body = answer?.body as { error?: string } | undefined;
    const call = { method, args, status: answer?.status ?? 0, error: body?.error ?? null, answer: body };
    calls.add(call);
    options.onCall?.(call, passage);
  }

  const REST: Record<string, { path: string; run: (request: Request, id: string) => Answer }> = {
    response: { path: "/response_url", run: ({ text }, id) => respond(context, id, text) },
    upload: { path: "/upload", run: (request, id) => takeUpload(context, id, request) },
    download: { path: "/download", run: (request, id) => download(context, id, request, botToken) },
  };

  async function serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const [, kind = "", id = ""] = path.split("/");
    const request = await readRequest(req);
    if (kind === "api") return callApi(request, res, id);
    const rest = Object.hasOwn(REST, kind) ? REST[kind] : undefined;
    if (rest !== undefined)
      await answerThrough(faults.take(request.method, rest.path), res, () => rest.run(request, id));
    else if (kind === "file" && request.method === "GET") {
      // For the page: what somebody downloads from a message.
      const file = findFile(section.get(), id);
      sendFile(res, file?.channel == null ? undefined : file);
    } else notFound(res);
  }

  return {
    /** Answers what is asked below `url`: the Web API, response_urls, and files up and down. */
    handle: (req: IncomingMessage, res: ServerResponse, path: string): void => {
      serve(req, res, path).catch(() => res.destroy());
    },
    client: createClient({ ...context, deliveries }),
    /** Sends any event, in the envelope that Slack puts around it. */
    emit,
    /** Changes a person's account and tells the bot (`user_change`). */
    changePerson: (id: string, change: Partial<StoredPerson>) => {
      const person = findPerson(section.get(), id);
      if (person === undefined) throw new Error(`nobody has the id ${id}`);
      section.change(() => void Object.assign(person, change));
      return emit({ type: "user_change", user: wireUser(person, now(), { email: true, locale: true }) });
    },
    /** Archives a channel, or changes who is in it (`members` are users' ids, the bot's among them). */
    changeChannel: (id: string, change: Partial<Pick<StoredChannel, "archived" | "members">>): void => {
      const channel = findChannel(section.get(), id);
      if (channel === undefined) throw new Error(`no channel has the id ${id}`);
      section.change(() => void Object.assign(channel, change));
    },
    /** Takes the app out of the workspace: its token stops working, then it is told. */
    uninstall: async () => {
      section.change((draft) => {
        draft.installed = false;
      });
      await emit({ type: "tokens_revoked", tokens: { oauth: [], bot: [BOT.id] } });
      return emit({ type: "app_uninstalled" });
    },
    deliveries,
    state: section.get,
    /** Paths are `/chat.postMessage` and the like, `/response_url`, `/upload` and `/download`. */
    faults,
    /** The latest Web API calls, oldest first. */
    calls: calls.all,
    refusals: refusals.all,
  };
}
