import { z } from "zod";
import type { Answer, Route } from "../http.ts";
import type { Context, Operation } from "./exchange.ts";
import { answer, checked, refuse } from "./exchange.ts";
import { keysWorkAt, limitReached, ORGANIZATION_ID } from "./state.ts";

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

export const KEY_ROUTES: readonly Route<Operation>[] = [
  ["GET", /^\/users\/me$/, identity],
  ["GET", /^\/models$/, models],
  ["POST", /^\/chat\/completions$/, complete],
];
