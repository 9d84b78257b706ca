import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "../fault.ts";
import { answerThrough, createFaults } from "../fault.ts";
import type { Request } from "../http.ts";
import { createLog, decoded, parseJson, readRequest, sendFile } from "../http.ts";
import { createRefusals } from "../refusal.ts";
import type { Section } from "../world.ts";
import { installActivities } from "./activity.ts";
import { createClient } from "./client.ts";
import { TEAM } from "./company.ts";
import type { Call, OnCall } from "./connector.ts";
import { callConnector } from "./connector.ts";
import { createDeliveries } from "./delivery.ts";
import { createLimits } from "./limits.ts";
import type { StoredConversation, StoredPerson, TeamsState } from "./state.ts";
import { findConversation, findPerson, personalChat } from "./state.ts";

const KEPT_CALLS = 5000;

export type EmbeddedTeamsOptions = {
  section: Section<TeamsState>;
  now: () => number;
  /** Where the bot listens: activities go to `<botUrl>/api/messages`. */
  botUrl: () => string;
  /** Where the Bot Connector is: `<serviceUrl>v3/conversations`. Ends in a slash. */
  serviceUrl: () => string;
  /** The bearer token that the bot must call with; null (the default): none, as with local clients. */
  token?: string | null;
  /** The `Authorization` header of what is sent to the bot. */
  authorization?: () => Promise<string>;
  /** Whether 429 says how long to wait; Teams does not always. */
  retryAfter?: boolean;
  /** What the limits are counted by: the real time (the default), or the world's, which can be skipped. */
  limitsIn?: "real time" | "the world";
  /** How long a client waits for the answer to an invoke. */
  invokeMs?: number;
  /** Decides about faults with a probability. */
  random?: () => number;
  /** Called when the bot stops or starts to answer. */
  onTrouble?: () => void;
  onCall?: OnCall;
};

export type EmbeddedTeams = ReturnType<typeof createEmbeddedTeams>;

/** Microsoft Teams for newcomers and for tests: it refuses what Teams documents as refused. */
export function createEmbeddedTeams(options: EmbeddedTeamsOptions) {
  const { section, now, serviceUrl, retryAfter = true, limitsIn, token = null } = options;
  const limits = createLimits({ retryAfter, ...(limitsIn === "the world" ? { now } : {}) });
  const refusals = createRefusals();
  const calls = createLog<Call>(KEPT_CALLS);
  const faults = createFaults(options.random ?? Math.random);
  const context = { section, now, limits, refusals, token };
  const deliveries = createDeliveries({ onTrouble: () => {}, ...options });

  async function tell(conversation: StoredConversation, on: boolean, by: string): Promise<void> {
    const person = findPerson(section.get(), by);
    if (person === undefined) return;
    const scene = { person, conversation, root: null, now: now(), serviceUrl: serviceUrl() };
    for (const activity of installActivities(scene, on)) await deliveries.event(activity);
  }

  async function callApi(request: Request, res: ServerResponse, path: string): Promise<void> {
    const { method, text } = request;
    const run = () => callConnector(context, request, path);
    const { answer, passage } = await answerThrough(faults.take(method, path), res, run);
    const error = (answer?.body as { error?: { code?: string } } | undefined)?.error?.code ?? null;
    const body = text === "" ? undefined : parseJson(text);
    const call = { method, path: decoded(path), body, status: answer?.status ?? 0, error };
    calls.add(call);
    options.onCall?.(call, passage);
  }

  async function serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const [, area, id = ""] = /^\/(files|upload|drive)\/([\w-]+)/.exec(path) ?? [];
    const request = await readRequest(req);
    if (area === undefined) return callApi(request, res, path);
    // For the page: what somebody opens in their OneDrive.
    if (area === "drive")
      return sendFile(
        res,
        section.get().drive.find((each) => each.id === id),
      );
    const run = () => (area === "upload" ? takeUpload(section, request, id) : fileSent(section.get(), id));
    await answerThrough(faults.take(request.method, `/${area}`), res, run);
  }

  return {
    /** Answers what is asked below the `serviceUrl`: the Bot Connector, and files up and down. */
    handle: (req: IncomingMessage, res: ServerResponse, path: string): void => {
      serve(req, res, path).catch(() => res.destroy());
    },
    client: createClient({ ...context, deliveries, serviceUrl }),
    /** Adds the app for a person or removes it, and tells the bot. Removing is blocking: nothing comes through. */
    install: async (person: string, on: boolean): Promise<void> => {
      const chat = personalChat(section.get(), person);
      if (chat === undefined || chat.installed === on) return;
      section.change(() => {
        chat.installed = on;
        chat.blocked = !on;
      });
      await tell(chat, on, person);
    },
    /** The same for the whole team. */
    installInTeam: async (on: boolean): Promise<void> => {
      section.change((draft) => {
        for (const each of draft.conversations) if (each.kind === "channel") each.installed = on;
      });
      const team = findConversation(section.get(), TEAM.id);
      if (team !== undefined) await tell(team, on, TEAM.members[0] ?? "");
    },
    /** Once in the life of the state: tells the bot where it is installed already. */
    announce: async (): Promise<void> => {
      const { announced, conversations } = section.get();
      if (announced) return;
      section.change((draft) => {
        draft.announced = true;
      });
      // The team is told of once, by its first channel.
      const there = conversations.filter(
        ({ installed, kind, id }) => installed && (kind !== "channel" || id === TEAM.id),
      );
      for (const each of there) await tell(each, true, each.members[0] ?? "");
    },
    changePerson: (id: string, change: Partial<StoredPerson>): void => {
      const person = findPerson(section.get(), id);
      if (person === undefined) throw new Error(`nobody has the id ${id}`);
      section.change(() => void Object.assign(person, change));
    },
    deliveries,
    state: section.get,
    /** Paths are as on the wire, such as `/v3/conversations`, and `/upload` and `/files`. */
    faults,
    /** The latest calls of the Bot Connector, oldest first. */
    calls: calls.all,
    refusals: refusals.all,
  };
}

/** What somebody sent in a chat, for whoever has its address. */
function fileSent({ messages }: TeamsState, id: string): Answer {
  const base64 = messages.find(({ file }) => file?.id === id)?.file?.base64;
  const headers = { "content-type": "application/octet-stream" };
  return { status: base64 === undefined ? 404 : 200, headers, body: Buffer.from(base64 ?? "", "base64") };
}

/** `PUT` to an address in a OneDrive. */
function takeUpload(section: Section<TeamsState>, { method, headers, text }: Request, id: string): Answer {
  const refused = (status: number, code: string): Answer => ({
    ...{ status, body: { error: { code, message: code } } },
  });
  if (method !== "PUT") return refused(405, "notAllowed");
  // The address alone is the right to write there: OneDrive does not know our token, and refuses it.
  if (headers.authorization !== undefined) return refused(401, "unauthenticated");
  const file = section.get().drive.find(({ upload }) => upload === id);
  if (file === undefined) return refused(404, "itemNotFound");
  const length = Buffer.byteLength(text ?? "");
  const isWhole = headers["content-range"] === `bytes 0-${length - 1}/${length}`;
  if (text === null || !isWhole || Number(headers["content-length"]) !== length)
    return refused(400, "invalidRequest");
  section.change(() => void Object.assign(file, { text, upload: null }));
  return { status: 201, body: { id: file.id, name: file.name, size: length, file: {} } };
}
