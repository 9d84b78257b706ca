import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, Faults } from "../fault.ts";
import { answerThrough, createFaults } from "../fault.ts";
import { parseJson, readRequest } from "../http.ts";
import type { Mail, Panel } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { txtAt } from "./access.ts";
import { ADMIN_ROUTES } from "./admin-routes.ts";
import type { Context, Quirks, Request, Route } from "./exchange.ts";
import { DEFAULT_QUIRKS, refuse } from "./exchange.ts";
import { KEY_ROUTES } from "./key-routes.ts";
import { mailsOf } from "./mail.ts";
import type { PanelChange } from "./panel.ts";
import { changePanel, panelOf } from "./panel.ts";
import { accept } from "./people.ts";
import type { MistralState } from "./state.ts";

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

export type EmbeddedMistral = {
  /** Answers everything below `/v1/`; false: not a path of Mistral's. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): boolean;
  panel(): Panel;
  /** The TXT records of a name in the world around it; null: no such name. */
  txt(name: string): string[] | null;
  /** Oldest first. */
  mails(): Mail[];
  /** The invitee accepts, under this name or one made from the address. A sentence when that does not work. */
  accept(mailId: string, name?: string): string | null;
  /** What a person does in the admin panel. A sentence when it does not work. */
  change(change: PanelChange): string | null;
  /** The latest requests, oldest first. */
  calls(): readonly Call[];
  faults: Faults;
};

const KEPT_CALLS = 5_000;

/** Mistral for newcomers and for tests: it refuses what Mistral documents as refused. */
export function createEmbeddedMistral(options: EmbeddedMistralOptions): EmbeddedMistral {
  const { section, now } = options;
  const context: Context = { section, now, quirks: { ...DEFAULT_QUIRKS, ...options.quirks } };
  const faults = createFaults(options.random ?? Math.random);
  const calls: Call[] = [];

  async function serve(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const method = req.method ?? "GET";
    const body = parseJson((await readRequest(req)).text);
    const request = { method, path: url.pathname, query: url.searchParams, body };
    const fault = faults.take(method, url.pathname);
    const { answer: given } = await answerThrough(fault, res, () => dispatch(context, options, req, request));
    const query = url.search.slice(1);
    calls.push({ method, path: url.pathname, query, status: given?.status ?? 0, at: now(), body });
    if (calls.length > KEPT_CALLS) calls.shift();
  }

  return {
    handle(req, res, path) {
      const query = path.includes("?") ? "" : ((req.url ?? "").split("?")[1] ?? "");
      const url = new URL(query === "" ? path : `${path}?${query}`, "http://mistral.invalid");
      if (!url.pathname.startsWith("/v1/")) return false;
      serve(req, res, url).catch(() => res.destroy());
      return true;
    },
    panel: () => panelOf(section.get(), now()),
    txt: (name) => txtAt(section.get(), name),
    mails: () => mailsOf(section.get(), now()),
    accept: (mailId, name) => section.change((draft) => accept(draft, mailId, now(), name)),
    change: (change) => section.change((draft) => changePanel(draft, change, now())),
    calls: () => calls,
    faults,
  };
}

function dispatch(
  context: Context,
  keys: { adminKey: string; key: string },
  req: IncomingMessage,
  request: Request,
): Answer {
  const isAdmin = request.path.startsWith("/v1/admin/");
  const expected = isAdmin ? keys.adminKey : keys.key;
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  const given = [req.headers["x-api-key"], bearer];
  const { adminApi, keyRefused } = context.section.get();
  const closed = isAdmin && (!adminApi || keyRefused === true);
  if (closed || !given.includes(expected)) return refuse(401, "Unauthorized");
  const path = request.path.slice(isAdmin ? "/v1/admin".length : "/v1".length);
  return run(isAdmin ? ADMIN_ROUTES : KEY_ROUTES, context, request, path);
}

function run(routes: readonly Route[], context: Context, request: Request, path: string): Answer {
  const here = routes.filter((route) => route.path.test(path));
  const route = here.find((candidate) => candidate.method === request.method);
  if (route === undefined)
    return here.length > 0 ? refuse(405, "Method Not Allowed") : refuse(404, "Not Found");
  return route.run(context, request, route.path.exec(path)?.[1] ?? "");
}
