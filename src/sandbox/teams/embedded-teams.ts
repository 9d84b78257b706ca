import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault, Faults } from "../fault.ts";
import { answerThrough, createFaults } from "../fault.ts";
import type { Section } from "../world.ts";
import { installActivities } from "./activity.ts";
import type { TeamsClient } from "./client.ts";
import { createClient } from "./client.ts";
import { TEAM } from "./company.ts";
import type { Call, OnCall } from "./connector.ts";
import { createConnector } from "./connector.ts";
import type { Deliveries } from "./delivery.ts";
import { createDeliveries } from "./delivery.ts";
import { handleUpload, sendFromDrive } from "./drive.ts";
import { createLimits } from "./limits.ts";
import type { Refusal } from "./refusal.ts";
import type { StoredConversation, StoredPerson, TeamsState } from "./state.ts";
import { findConversation, findPerson, personalChat } from "./state.ts";

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

export type EmbeddedTeams = {
  /** Answers a call of the Bot Connector's REST service; `path` begins with `/v3/`. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): void;
  client: TeamsClient;
  /** Adds the app for a person or removes it, and tells the bot. Removing is blocking: nothing comes through. */
  install(person: string, on: boolean): Promise<void>;
  /** The same for the whole team. */
  installInTeam(on: boolean): Promise<void>;
  /** Once in the life of the state: tells the bot where it is installed already. */
  announce(): Promise<void>;
  changePerson(id: string, change: Partial<StoredPerson>): void;
  deliveries: Deliveries;
  state(): TeamsState;
  /** Paths are as on the wire, such as `/v3/conversations`. */
  faults: Faults;
  /** The latest calls of the Bot Connector, oldest first. */
  calls(): readonly Call[];
  /** Everything of the bot's that was not in order: well-behaved bots have none. */
  refusals(): readonly { where: string; error: string }[];
};

/** What somebody sent in a chat, for whoever has its address. */
async function sendFile(
  state: TeamsState,
  id: string,
  fault: Fault | null,
  res: ServerResponse,
): Promise<void> {
  const base64 = state.messages.find(({ file }) => file?.id === id)?.file?.base64;
  const bytes = Buffer.from(base64 ?? "", "base64");
  const status = base64 === undefined ? 404 : 200;
  if (fault === null) res.writeHead(status, { "content-type": "application/octet-stream" }).end(bytes);
  else await answerThrough(fault, res, () => ({ status, body: bytes.toString() }));
}

/** Microsoft Teams for newcomers and for tests: it refuses what Teams documents as refused. */
export function createEmbeddedTeams(options: EmbeddedTeamsOptions): EmbeddedTeams {
  const { section, now, serviceUrl, retryAfter = true, onTrouble = () => {}, invokeMs } = options;
  const limits = createLimits({ retryAfter, ...(options.limitsIn === "the world" ? { now } : {}) });
  const refusals: { where: string; error: string }[] = [];
  const faults = createFaults(options.random ?? Math.random);
  const context = { section, now, limits };
  const onRefusal = (where: string, { code, message }: Refusal): void => {
    refusals.push({ where, error: `${code}: ${message}` });
  };
  const deliveries = createDeliveries({
    botUrl: options.botUrl,
    authorization: options.authorization ?? null,
    onTrouble,
    ...(invokeMs === undefined ? {} : { invokeMs }),
  });
  const connector = createConnector({
    ...context,
    faults,
    token: options.token ?? null,
    onRefusal,
    ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
  });

  async function tell(conversation: StoredConversation, on: boolean, by: string): Promise<void> {
    const person = findPerson(section.get(), by);
    if (person === undefined) return;
    const scene = { person, conversation, root: null, now: now(), serviceUrl: serviceUrl() };
    for (const activity of installActivities(scene, on)) await deliveries.event(activity);
  }

  async function installInTeam(on: boolean): Promise<void> {
    section.change((draft) => {
      for (const each of draft.conversations) if (each.kind === "channel") each.installed = on;
    });
    const team = findConversation(section.get(), TEAM.id);
    if (team !== undefined) await tell(team, on, TEAM.members[0] ?? "");
  }

  return {
    handle: (req, res, path) => {
      const [, area, id = ""] = /^\/(files|upload|drive)\/([\w-]+)/.exec(path) ?? [];
      if (area === undefined) connector.handle(req, res, path);
      else if (area === "drive") sendFromDrive(section.get(), res, id);
      else if (area === "upload") handleUpload({ section, faults }, req, res, id).catch(() => res.destroy());
      else sendFile(section.get(), id, faults.take(req.method, "/files"), res).catch(() => res.destroy());
    },
    client: createClient({ ...context, deliveries, serviceUrl, onRefusal }),
    install: async (person, on) => {
      const chat = personalChat(section.get(), person);
      if (chat === undefined || chat.installed === on) return;
      section.change(() => {
        chat.installed = on;
        chat.blocked = !on;
      });
      await tell(chat, on, person);
    },
    installInTeam,
    announce: async () => {
      if (section.get().announced) return;
      section.change((draft) => {
        draft.announced = true;
      });
      const { conversations } = section.get();
      const there = conversations.filter(({ installed, kind, id }) =>
        kind === "channel" ? installed && id === TEAM.id : installed,
      );
      for (const each of there) await tell(each, true, each.members[0] ?? "");
    },
    changePerson: (id, change) => {
      const person = findPerson(section.get(), id);
      if (person === undefined) throw new Error(`nobody has the id ${id}`);
      section.change(() => void Object.assign(person, change));
    },
    deliveries,
    state: section.get,
    faults,
    calls: connector.calls,
    refusals: () => refusals,
  };
}
