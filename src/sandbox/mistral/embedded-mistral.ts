import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "../fault.ts";
import { answerThrough, createFaults } from "../fault.ts";
import type { Request } from "../http.ts";
import { bearerOf, createLog, parseJson, readRequest, routeFor } from "../http.ts";
import type { Section } from "../world.ts";
import { ADMIN_ROUTES } from "./admin-api.ts";
import type { Context, Quirks } from "./exchange.ts";
import { DEFAULT_QUIRKS, refuse } from "./exchange.ts";
import { KEY_ROUTES } from "./key-api.ts";
import type { PanelChange } from "./panel.ts";
import { changePanel, mailsOf, panelOf, txtAt } from "./panel.ts";
import { accept } from "./people.ts";
import type { MistralState } from "./state.ts";

const KEPT_CALLS = 5_000;

/** `status` is what the caller got; 0: nothing. */
export type Call = { method: string; path: string; query: string; status: number; at: number; body: unknown };

export type EmbeddedMistralOptions = {
  section: Section<MistralState>;
  now: () => number;
  adminKey: string;
  /** An ordinary key of the same organization. */
  key: string;
  quirks?: Partial<Quirks>;
  /** Decides about faults with a probability. */
  random?: () => number;
};

export type EmbeddedMistral = ReturnType<typeof createEmbeddedMistral>;

/** Mistral for newcomers and for tests: it refuses what Mistral documents as refused. */
export function createEmbeddedMistral({
  quirks,
  adminKey,
  key,
  random = Math.random,
  ...rest
}: EmbeddedMistralOptions) {
  const context: Context = { ...rest, quirks: { ...DEFAULT_QUIRKS, ...quirks } };
  const { section, now } = rest;
  const faults = createFaults(random);
  const calls = createLog<Call>(KEPT_CALLS);

  function run(request: Request, body: unknown, path: string): Answer {
    if (!path.startsWith("/v1/")) return refuse(404, "Not Found");
    const isAdmin = path.startsWith("/v1/admin/");
    const given = [request.headers["x-api-key"], bearerOf(request)];
    const { adminApi, keyRefused } = section.get();
    const isClosed = isAdmin && (!adminApi || keyRefused);
    if (isClosed || !given.includes(isAdmin ? adminKey : key)) return refuse(401, "Unauthorized");
    const below = path.slice(isAdmin ? "/v1/admin".length : "/v1".length);
    const route = routeFor(isAdmin ? ADMIN_ROUTES : KEY_ROUTES, request.method, below);
    if (route.run !== undefined)
      return route.run(context, { query: request.query, body, id: route.parts[0] ?? "" });
    return route.isKnown ? refuse(405, "Method Not Allowed") : refuse(404, "Not Found");
  }

  async function serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const request = await readRequest(req);
    const { method, text } = request;
    const body = parseJson(text);
    const { answer } = await answerThrough(faults.take(method, path), res, () => run(request, body, path));
    const [, query = ""] = (req.url ?? "").split("?");
    calls.add({ method, path, query, status: answer?.status ?? 0, at: now(), body });
  }

  return {
    /** Answers everything below `/v1/`. */
    handle: (req: IncomingMessage, res: ServerResponse, path: string): void => {
      serve(req, res, path).catch(() => res.destroy());
    },
    panel: () => panelOf(section.get(), now()),
    /** The TXT records of a name in the world around it; null: no such name. */
    txt: (name: string) => txtAt(section.get(), name),
    mails: () => mailsOf(section.get(), now()),
    /** The invitee accepts, under this name or one made from the address. A sentence when that does not work. */
    accept: (mailId: string, name?: string) => section.change((draft) => accept(draft, mailId, now(), name)),
    /** What a person does in the admin panel. A sentence when it does not work. */
    change: (change: PanelChange) => section.change((draft) => changePanel(draft, change, now())),
    /** The latest requests, oldest first. */
    calls: calls.all,
    faults,
  };
}
