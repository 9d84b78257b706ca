import { createService, type ServiceOptions } from "../fault.ts";
import { type Answer, bearerOf, parseJson, type Request, routeFor } from "../http.ts";
import type { Section } from "../world.ts";
import { ADMIN_ROUTES } from "./admin-api.ts";
import type { Context, Quirks } from "./exchange.ts";
import { DEFAULT_QUIRKS, refuse } from "./exchange.ts";
import { KEY_ROUTES } from "./key-api.ts";
import type { PanelChange } from "./panel.ts";
import { changePanel, mailsOf, panelOf, txtAt } from "./panel.ts";
import { accept } from "./people.ts";
import type { MistralState } from "./state.ts";

/** `status` is what the caller got; 0: nothing. */
export type Call = { method: string; path: string; query: string; status: number; at: number; body: unknown };

export type EmbeddedMistralOptions = Pick<ServiceOptions<Call>, "random"> & {
  section: Section<MistralState>;
  now: () => number;
  adminKey: string;
  key: string;
  quirks?: Partial<Quirks>;
};

export type EmbeddedMistral = ReturnType<typeof createEmbeddedMistral>;

/** Mistral for newcomers and for tests: it refuses what Mistral documents as refused. */
export function createEmbeddedMistral(options: EmbeddedMistralOptions) {
  const { section, now, adminKey, key, quirks } = options;
  const context: Context = { section, now, quirks: { ...DEFAULT_QUIRKS, ...quirks } };

  function run(request: Request, body: unknown): Answer {
    const [, admin, path] = /^\/v1(\/admin)?(\/.*)$/.exec(request.path) ?? [];
    if (path === undefined) return refuse(404, "Not Found");
    const given = [request.headers["x-api-key"], bearerOf(request)];
    const { adminApi, keyRefused } = section.get();
    const isOpen = admin === undefined || (adminApi && !keyRefused);
    if (!isOpen || !given.includes(admin === undefined ? key : adminKey)) return refuse(401, "Unauthorized");
    const routes = admin === undefined ? KEY_ROUTES : ADMIN_ROUTES;
    const { run: operation, parts, isKnown } = routeFor(routes, { ...request, path });
    if (operation !== undefined)
      return operation(context, { query: request.query, body, id: parts[0] ?? "" });
    return isKnown ? refuse(405, "Method Not Allowed") : refuse(404, "Not Found");
  }

  const service = createService<Call>(options, (request) => {
    const { method, path, query, text } = request;
    const body = parseJson(text);
    const note = (answer: Answer | null): Call => {
      return { method, path, query: query.toString(), status: answer?.status ?? 0, at: now(), body };
    };
    return { path, run: () => run(request, body), note };
  });

  return {
    ...service,
    panel: () => panelOf(section.get(), now()),
    txt: (name: string) => txtAt(section.get(), name),
    mails: () => mailsOf(section.get(), now()),
    /** The invitee accepts, under this name or one made from the address. A sentence when that does not work. */
    accept: (mailId: string, name?: string) => section.change((draft) => accept(draft, mailId, now(), name)),
    change: (change: PanelChange) => section.change((draft) => changePanel(draft, change, now())),
  };
}
