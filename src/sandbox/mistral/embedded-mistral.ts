import { z } from "zod";
import type { Answer, Request, Route, ServiceOptions } from "../http.ts";
import { bearerOf, createService, parseJson, routeFor } from "../http.ts";
import type { Section } from "../world.ts";
import type { Context, Operation, Quirks } from "./admin-api.ts";
import { ADMIN_ROUTES, answer, checked, DEFAULT_QUIRKS, refuse } from "./admin-api.ts";
import { changePanel, mailsOf, type PanelChange, panelOf, txtAt } from "./panel.ts";
import { accept } from "./people.ts";
import { keysWorkAt, limitReached, type MistralState, ORGANIZATION_ID } from "./state.ts";

/** `status` is what the caller got; 0: nothing. */
export type Call = { method: string; path: string; query: string; status: number; at: number; body: unknown };

export type EmbeddedMistralOptions = Pick<ServiceOptions<Call>, "carry"> & {
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
    const { run: operation, parts } = routeFor(routes, { ...request, path });
    const asked = { query: request.query, body, id: parts[0] ?? "" };
    return operation?.(context, asked) ?? refuse(404, "Not Found");
  }

  const service = createService<Call>(options, (request) => {
    const { method, path, query, text } = request;
    const body = parseJson(text);
    const asked = { method, path, query: query.toString(), body };
    return {
      run: () => run(request, body),
      note: (to) => ({ ...asked, status: to?.status ?? 0, at: now() }),
    };
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

const MODELS = ["mistral-small-latest", "ministral-3b-latest", "mistral-large-latest"];

const error = (status: number, message: string, type: string): Answer =>
  answer(status, { object: "error", message, type, param: null, code: null });

/** Why an ordinary key is refused although it is right, in one of the ways on record. */
function inactive({ section, now, quirks }: Context): Answer | null {
  const state = section.get();
  if (limitReached(state)) return error(402, "The monthly spending limit is reached", "limit_reached");
  const from = keysWorkAt(state);
  if (from !== null && now() >= from) return null;
  if (quirks.inactiveStatus === 401) return refuse(401, "Unauthorized");
  if (quirks.inactiveStatus === 402)
    return error(402, "The account has no payment method", "payment_required");
  return answer(403, { message: "Inactive subscription or usage limit reached", request_id: "sandbox" });
}

const identity: Operation = ({ section }) => {
  const { members, workspaces, organization } = section.get();
  const [owner] = members;
  const home = workspaces.find(({ isDefault }) => isDefault);
  const [first_name = "", last_name = ""] = owner?.name.split(" ") ?? [];
  return answer(200, {
    ...{ id: owner?.id, email: owner?.email, first_name, last_name, api_key: null },
    workspace: { id: home?.id, name: home?.name },
    organization: { id: ORGANIZATION_ID, name: organization },
  });
};

const models: Operation = (context) => {
  const common = { object: "model", created: 0, owned_by: "mistralai", aliases: [], type: "base" };
  const data = MODELS.map((id) => ({ id, ...common, capabilities: { completion_chat: true } }));
  const refused = context.quirks.modelsWhileInactive ? null : inactive(context);
  return refused ?? answer(200, { object: "list", data });
};

const COMPLETION = z.object({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  max_tokens: z.int().min(0).nullish(),
});

const complete: Operation = (context, { body }) =>
  inactive(context) ??
  checked(COMPLETION, "body", body, ({ model }) => {
    if (!MODELS.includes(model)) return error(400, `Invalid model: ${model}`, "invalid_model");
    const message = { role: "assistant", content: "Hello", tool_calls: null };
    return answer(200, {
      ...{ id: "sandbox", object: "chat.completion", created: Math.floor(context.now() / 1000), model },
      choices: [{ index: 0, message, finish_reason: "length" }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  });

const KEY_ROUTES: readonly Route<Operation>[] = [
  ["GET", /^\/users\/me$/, identity],
  ["GET", /^\/models$/, models],
  ["POST", /^\/chat\/completions$/, complete],
];
