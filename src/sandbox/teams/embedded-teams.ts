import { directOf, type StoredPlace, seatOf } from "../chat.ts";
import { createTeamsDeliveries, type TeamsDeliveryOptions } from "../delivery.ts";
import type { Answer, Request, ServiceOptions } from "../http.ts";
import { createService, decoded, fileAnswer, parseJson } from "../http.ts";
import { createRefusals } from "../refusal.ts";
import type { Section } from "../world.ts";
import { installActivities } from "./activity.ts";
import { createClient } from "./client.ts";
import { type Context, callConnector, createLimits } from "./connector.ts";
import { TEAM, type TeamsState } from "./state.ts";

export type Call = { method: string; path: string; body: unknown; status: number; error: string | null };

export type OnCall = NonNullable<EmbeddedTeamsOptions["onCall"]>;

export type EmbeddedTeamsOptions = ServiceOptions<Call> &
  TeamsDeliveryOptions & {
    section: Section<TeamsState>;
    now: () => number;
    /** What the limits are counted by; the world's clock when left out. */
    elapsed?: () => number;
    serviceUrl: () => string;
  };

export type EmbeddedTeams = ReturnType<typeof createEmbeddedTeams>;

/** Microsoft Teams for newcomers and for tests: it refuses what Teams documents as refused. */
export function createEmbeddedTeams(options: EmbeddedTeamsOptions) {
  const { section, now, elapsed = now, serviceUrl } = options;
  const refusals = createRefusals();
  const context: Context = { section, now, limit: createLimits(elapsed), refusals };
  const deliveries = createTeamsDeliveries(options);

  async function tell({ id, members: [first = ""] }: StoredPlace, on: boolean): Promise<void> {
    const seat = seatOf(section.get(), first, id);
    if (seat === null) return;
    const scene = { ...seat, root: null, now: now(), serviceUrl: serviceUrl() };
    for (const activity of installActivities(scene, on)) await deliveries.event(activity);
  }

  function connector(request: Request) {
    const { method, path, text } = request;
    const note = (answer: Answer | null): Call => {
      const error = (answer?.body as { error?: { code?: string } } | undefined)?.error?.code ?? null;
      const body = text === "" ? undefined : parseJson(text);
      return { method, path: decoded(path), body, status: answer?.status ?? 0, error };
    };
    return { run: () => callConnector(context, request), note };
  }

  /** What is asked below the `serviceUrl`: the Bot Connector, and files up and down. */
  const service = createService<Call>(options, (request) => {
    const [, area, id = ""] = /^\/(files|upload|drive)\/([\w-]+)/.exec(request.path) ?? [];
    if (area === undefined) return connector(request);
    const { drive, messages } = section.get();
    const run = (): Answer => {
      if (area === "upload") return takeUpload(section, request, id);
      // What somebody opens in their OneDrive, on the page.
      const put = drive.find((each) => each.id === id);
      if (area === "drive") return fileAnswer(put?.name, put?.text);
      // What somebody sent in a chat, for whoever has its address.
      const sent = messages.find(({ file }) => file?.id === id)?.file;
      return fileAnswer(sent?.name, sent && Buffer.from(sent.base64, "base64"));
    };
    return { run };
  });

  return {
    ...service,
    client: createClient({ ...context, deliveries, serviceUrl }),
    install: async (person: string, on: boolean): Promise<void> => {
      const chat = directOf(section.get(), person);
      if (chat === undefined || chat.installed === on) return;
      section.patch(chat, { installed: on, blocked: !on });
      await tell(chat, on);
    },
    /** Once in the life of the state: tells the bot where it is installed already. */
    announce: async (): Promise<void> => {
      const { announced, places } = section.get();
      if (announced) return;
      section.patch(section.get(), { announced: true });
      // The team is told of once, by its first channel.
      for (const each of places.filter(({ kind, id }) => kind !== "channel" || id === TEAM.id))
        if (each.installed) await tell(each, true);
    },
    deliveries,
    state: section.get,
    refusals: refusals.all,
  };
}

function takeUpload(section: Section<TeamsState>, { method, headers, text }: Request, id: string): Answer {
  const refused = (status: number, code: string) => ({ status, body: { error: { code, message: code } } });
  if (method !== "PUT") return refused(405, "notAllowed");
  // The address alone is the right to write there: OneDrive does not know our token, and refuses it.
  if (headers.authorization !== undefined) return refused(401, "unauthenticated");
  const file = section.get().drive.find(({ upload }) => upload === id);
  if (file === undefined) return refused(404, "itemNotFound");
  const length = Buffer.byteLength(text ?? "");
  const isWhole = headers["content-range"] === `bytes 0-${length - 1}/${length}`;
  if (text === null || !isWhole || Number(headers["content-length"]) !== length)
    return refused(400, "invalidRequest");
  section.patch(file, { text, upload: null });
  return { status: 201, body: { id: file.id, name: file.name, size: length, file: {} } };
}
