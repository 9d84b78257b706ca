import type { Answer } from "../fault.ts";
import { completionIn } from "./bodies.ts";
import type { Context, Route } from "./exchange.ts";
import { answer, refuse, withBody } from "./exchange.ts";
import { keysWorkAt, limitReached, type MistralState, ORGANIZATION_ID } from "./state.ts";

const MODELS = ["mistral-small-latest", "ministral-3b-latest", "mistral-large-latest"];

export const KEY_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/users\/me$/, run: ({ section }) => identity(section.get()) },
  {
    method: "GET",
    path: /^\/models$/,
    run: (context) => (context.quirks.modelsWhileInactive ? null : inactive(context)) ?? models(),
  },
  {
    method: "POST",
    path: /^\/chat\/completions$/,
    run: (context, { body }) => inactive(context) ?? complete(context, body),
  },
];

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

/** The owner's key, made in the default workspace. */
function identity({ members, workspaces, organization }: MistralState): Answer {
  const [owner] = members;
  const home = workspaces.find(({ isDefault }) => isDefault);
  const [first_name = "", last_name = ""] = owner?.name.split(" ") ?? [];
  return answer(200, {
    ...{ id: owner?.id, email: owner?.email, first_name, last_name },
    workspace: { id: home?.id, name: home?.name },
    organization: { id: ORGANIZATION_ID, name: organization },
    api_key: null,
  });
}

const error = (status: number, message: string, type: string): Answer =>
  answer(status, { object: "error", message, type, param: null, code: null });

function models(): Answer {
  const data = MODELS.map((id) => ({
    id,
    object: "model",
    created: 0,
    owned_by: "mistralai",
    capabilities: { completion_chat: true },
    aliases: [],
    type: "base",
  }));
  return answer(200, { object: "list", data });
}

function complete({ now }: Context, body: unknown): Answer {
  return withBody(completionIn, body, ({ model }) => {
    if (!MODELS.includes(model)) return error(400, `Invalid model: ${model}`, "invalid_model");
    const message = { role: "assistant", content: "Hello", tool_calls: null };
    return answer(200, {
      id: "sandbox",
      object: "chat.completion",
      created: Math.floor(now() / 1000),
      model,
      choices: [{ index: 0, message, finish_reason: "length" }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  });
}
