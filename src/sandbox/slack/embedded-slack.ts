import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../fault.ts";
import { createFaults } from "../fault.ts";
import type { Section } from "../world.ts";
import type { SlackClient } from "./client.ts";
import { createClient } from "./client.ts";
import type { Deliveries, Outcome } from "./delivery.ts";
import { createDeliveries } from "./delivery.ts";
import { handleUpload, sendFile } from "./file-methods.ts";
import { handleDownload } from "./given-files.ts";
import type { Refusal } from "./refusal.ts";
import { handleResponse } from "./responses.ts";
import { wireUser } from "./shapes.ts";
import type { JsonObject, SlackState, StoredChannel, StoredPerson } from "./state.ts";
import { findChannel, findPerson } from "./state.ts";
import { createTriggers } from "./triggers.ts";
import type { Call, OnCall } from "./web-api.ts";
import { createWebApi } from "./web-api.ts";

/** What the manifest asks for, with what it may be refused. */
export const GRANTED_SCOPES: readonly string[] = [
  "commands",
  "chat:write",
  "im:write",
  "users:read",
  "users:read.email",
  "channels:read",
  "groups:read",
  "chat:write.public",
  "channels:history",
  "groups:history",
  "im:history",
  "files:write",
  "files:read",
];

export type EmbeddedSlackOptions = {
  section: Section<SlackState>;
  now: () => number;
  botToken: string;
  signingSecret: string;
  /** Where the bot listens: events go to `<botUrl>/slack/events`. */
  botUrl: () => string;
  /** Where response_urls live: `<responseUrl>/<id>`. */
  responseUrl: () => string;
  /** Where files are uploaded to: `<uploadUrl>/<id>`. */
  uploadUrl: () => string;
  /** Where files are that people put into forms: `<downloadUrl>/<id>`. */
  downloadUrl: () => string;
  scopes?: readonly string[];
  /** Decides about faults with a probability. */
  random?: () => number;
  /** Called when the bot stops or starts to answer. */
  onTrouble?: () => void;
  onCall?: OnCall;
};

export type EmbeddedSlack = {
  /** Answers a Web API call. */
  handleApi(req: IncomingMessage, res: ServerResponse, method: string): void;
  /** Answers a `POST` to a response_url. */
  handleUpload(req: IncomingMessage, res: ServerResponse, id: string): void;
  handleDownload(req: IncomingMessage, res: ServerResponse, id: string): void;
  /** What was shared in a message; false: there is none. */
  sendFile(res: ServerResponse, id: string): boolean;
  handleResponse(req: IncomingMessage, res: ServerResponse, id: string): void;
  client: SlackClient;
  /** Sends any event, in the envelope that Slack puts around it. */
  emit(event: JsonObject): Promise<Outcome>;
  /** Changes a person's account and tells the bot (`user_change`). */
  changePerson(id: string, change: Partial<StoredPerson>): Promise<Outcome>;
  /** Archives a channel, or changes who is in it (`members` are users' ids, the bot's among them). */
  changeChannel(id: string, change: Partial<Pick<StoredChannel, "archived" | "members">>): void;
  /** Takes the app out of the workspace: its token stops working, then it is told. */
  uninstall(): Promise<Outcome>;
  deliveries: Deliveries;
  state(): SlackState;
  /** Paths are `/chat.postMessage` and the like, and `/response_url`. */
  faults: Faults;
  /** The latest Web API calls, oldest first. */
  calls(): readonly Call[];
  /** Every payload of the bot's that was refused, with Slack's reasons: well-behaved bots have none. */
  refusals(): readonly { where: string; error: string; messages: string[] }[];
};

/** Slack for newcomers and for tests: it refuses what Slack documents as refused. */
export function createEmbeddedSlack(options: EmbeddedSlackOptions): EmbeddedSlack {
  const { section, now } = options;
  const refusals: { where: string; error: string; messages: string[] }[] = [];
  const faults = createFaults(options.random ?? Math.random);
  const context = {
    section,
    now,
    scopes: new Set(options.scopes ?? GRANTED_SCOPES),
    triggers: createTriggers(),
  };
  const onRefusal = (where: string, { code, extra }: Refusal): void => {
    const metadata = extra["response_metadata"] as { messages?: string[] } | undefined;
    refusals.push({ where, error: code, messages: metadata?.messages ?? [] });
  };
  const { signingSecret, botUrl, onTrouble = () => {} } = options;
  const deliveries = createDeliveries({ signingSecret, botUrl, onTrouble });
  const downloadUrl = (id: string): string => `${options.downloadUrl()}/${id}`;
  const api = createWebApi({
    ...context,
    token: options.botToken,
    faults,
    onRefusal,
    uploadUrl: (id) => `${options.uploadUrl()}/${id}`,
    downloadUrl,
    ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
  });
  const responseUrl = (id: string): string => `${options.responseUrl()}/${id}`;
  const emit = deliveries.event;

  return {
    handleApi: api.handle,
    handleResponse: (req, res, id) => {
      handleResponse({ ...context, faults, onRefusal }, req, res, id).catch(() => res.destroy());
    },
    handleUpload: (req, res, id) => {
      handleUpload({ ...context, faults }, req, res, id).catch(() => res.destroy());
    },
    handleDownload: (req, res, id) => {
      const { botToken: token } = options;
      handleDownload({ ...context, faults, token }, req, res, id).catch(() => res.destroy());
    },
    sendFile: (res, id) => sendFile(context, res, id),
    client: createClient({ ...context, deliveries, responseUrl, downloadUrl, onRefusal }),
    emit,
    changePerson: (id, change) => {
      const person = findPerson(section.get(), id);
      if (person === undefined) throw new Error(`nobody has the id ${id}`);
      section.change(() => void Object.assign(person, change));
      return emit({ type: "user_change", user: wireUser(person, now(), { email: true, locale: true }) });
    },
    changeChannel: (id, change) => {
      const channel = findChannel(section.get(), id);
      if (channel === undefined) throw new Error(`no channel has the id ${id}`);
      section.change(() => void Object.assign(channel, change));
    },
    uninstall: async () => {
      section.change((draft) => {
        draft.installed = false;
      });
      await emit({ type: "tokens_revoked", tokens: { oauth: [], bot: ["U0MSETUP01"] } });
      return emit({ type: "app_uninstalled" });
    },
    deliveries,
    state: section.get,
    faults,
    calls: api.calls,
    refusals: () => refusals,
  };
}
