import { AppError } from "../errors.ts";
import type { HttpAnswer, Send } from "./exchange.ts";
import type { HttpOptions } from "./http.ts";
import { createSend } from "./http.ts";
import { isPage, sentence } from "./http-error.ts";
import { completionSchema, modelsSchema } from "./schemas.ts";

/**
 * `refused`: the key, or billing that is not in force yet, which Mistral may answer alike. `payment`: the answer
 * speaks of billing. `limited`: too many requests or a spent limit. `unclear`: no word about the key.
 */
export type ProbeResult =
  | { outcome: "works" }
  | { outcome: "refused" | "payment" | "limited" | "unclear"; status: number | null };

export interface KeyProbe {
  /** Tries the key with a list of models and one token. Does not throw. */
  probe(): Promise<ProbeResult>;
}

const SMALL = ["ministral-3b-latest", "ministral-8b-latest", "mistral-small-latest"];
const FALLBACK = "mistral-small-latest";
const ABOUT_BILLING = /inactive subscription|usage limit|payment|billing|credit|subscribe/i;

/** `baseUrl` is the API's root, normally `https://api.mistral.ai`. */
export function createKeyProbe(options: Omit<HttpOptions, "scheme">): KeyProbe {
  const send = createSend({ ...options, scheme: "bearer" });
  return {
    async probe() {
      try {
        return await tryKey(send);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { outcome: error.code === "forbidden" ? "refused" : "unclear", status: null };
      }
    },
  };
}

async function tryKey(send: Send): Promise<ProbeResult> {
  const listed = await send("GET", "/v1/models");
  const models = modelsSchema.safeParse(listed.json);
  if (listed.status !== 200 || !models.success) return read(listed);
  // The list may answer while billing is off; one token proves that the key really works.
  const answer = await send("POST", "/v1/chat/completions", {
    model: smallModel(models.data.map((model) => model.id)),
    messages: [{ role: "user", content: "Hi" }],
    max_tokens: 1,
  });
  const works = answer.status === 200 && completionSchema.safeParse(answer.json).success;
  return works ? { outcome: "works" } : read(answer);
}

const smallModel = (listed: readonly string[]): string =>
  SMALL.find((id) => listed.includes(id)) ??
  listed.find((id) => /^(ministral|mistral-small)/.test(id)) ??
  FALLBACK;

/** The wording counts before the status: unpaid accounts are on record with 401, 402, 403 and 429. */
function read(answer: HttpAnswer): ProbeResult {
  const { status } = answer;
  if (isPage(answer)) return { outcome: "unclear", status };
  if (status === 402) return { outcome: "payment", status };
  if (status === 401 || status === 403) {
    return { outcome: ABOUT_BILLING.test(sentence(answer.json) ?? "") ? "payment" : "refused", status };
  }
  return { outcome: status === 429 ? "limited" : "unclear", status };
}
