import { z } from "zod";
import type { KeyIdentity } from "../domain/key/key-owner.ts";
import type { KeyOutcome } from "../domain/key/key-reading.ts";
import { orElse } from "../lib/errors.ts";
import { isPage, sentence } from "./call.ts";
import { createSend, type HttpAnswer, type HttpOptions, type Send } from "./http.ts";

export type ProbeResult = {
  outcome: KeyOutcome;
  /** What the last answer came with; null when there was none. */
  status: number | null;
  /** How long Mistral asked us to wait (ms). */
  retryAfterMs?: number | undefined;
};

const SMALL = ["ministral-3b-latest", "ministral-8b-latest", "mistral-small-latest"];
const FALLBACK = "mistral-small-latest";
const MOST_MODELS = 3;

export type KeyProbe = ReturnType<typeof createKeyProbe>;

/** `baseUrl` is the API's root, normally `https://api.mistral.ai`. Neither of the two throws. */
export function createKeyProbe(options: Omit<HttpOptions, "scheme">) {
  const send = createSend({ ...options, scheme: "bearer" });
  // The published contract names this header for it, and no other.
  const sendNamed = createSend({ ...options, scheme: "x-api-key" });
  /** A key's owner never changes; what is not there is not asked for again. */
  let named: { readonly identity: KeyIdentity | null } | null = null;
  return {
    /** Whose key it is; null when Mistral does not say, or not now. */
    async identity(): Promise<KeyIdentity | null> {
      named ??= await whose(sendNamed);
      return named?.identity ?? null;
    },
    /** With the list of models and, to `spend`, with one token too: the list alone may answer while billing is off. */
    probe: (spend: boolean): Promise<ProbeResult> =>
      tryKey(send, spend).catch(orElse({ outcome: "down", status: null })),
  };
}

/** Without a fitting name or id it is left out: nobody has seen this answer yet. */
const place = z
  .object({ id: z.string().min(1).max(255), name: z.string().max(255) })
  .nullable()
  .catch(null);
const identitySchema = z.object({ organization: place, workspace: place });

/** null: ask again another time. */
async function whose(send: Send): Promise<{ identity: KeyIdentity | null } | null> {
  const answer = await send("GET", "/v1/users/me").catch(orElse(null));
  if (answer?.status === 404 || answer?.status === 405) return { identity: null };
  const read = identitySchema.safeParse(answer?.json);
  return answer?.status === 200 && read.success ? { identity: read.data } : null;
}

const modelSchema = z.object({
  id: z.string(),
  archived: z.boolean().nullish(),
  capabilities: z.object({ completion_chat: z.boolean().nullish() }).nullish().catch(null),
});
/** The schema says an object, the sample of the same document a bare array. */
const modelsSchema = z.union([
  z.object({ data: z.array(modelSchema) }).transform(({ data }) => data),
  z.array(modelSchema),
]);
const completionSchema = z.object({ choices: z.array(z.unknown()) });

async function tryKey(send: Send, spend: boolean): Promise<ProbeResult> {
  const listed = await send("GET", "/v1/models");
  const { status, retryAfterMs } = listed;
  const models = modelsSchema.safeParse(listed.json);
  if (status !== 200 || !models.success) return { outcome: outcomeOf(listed), status, retryAfterMs };
  return spend ? await spendToken(send, candidates(models.data)) : { outcome: "answers", status };
}

/** One token proves that the key really works. What a model says of itself is no word about the key. */
async function spendToken(send: Send, models: readonly string[]): Promise<ProbeResult> {
  let last: ProbeResult = { outcome: "answers", status: 200 };
  for (const model of models) {
    const messages = [{ role: "user", content: "Hi" }];
    const answer = await send("POST", "/v1/chat/completions", { model, messages, max_tokens: 1 });
    const { status, retryAfterMs } = answer;
    if (status === 200 && completionSchema.safeParse(answer.json).success)
      return { outcome: "works", status };
    if (!isAboutModel(answer)) return { outcome: outcomeOf(answer), status, retryAfterMs };
    last = { outcome: status === 403 ? "refused" : "answers", status };
  }
  return last;
}

/** A few models that can chat, small ones first: they cost least. */
function candidates(models: readonly z.infer<typeof modelSchema>[]): string[] {
  const chat = models
    .filter(({ archived, capabilities }) => !archived && capabilities?.completion_chat !== false)
    .map(({ id }) => id);
  const small = SMALL.filter((id) => chat.includes(id));
  const similar = chat.filter((id) => /^(ministral|mistral-small)/.test(id));
  return chat.length === 0 ? [FALLBACK] : [...new Set([...small, ...similar, ...chat])].slice(0, MOST_MODELS);
}

const INACTIVE = /inactive subscription|usage limit reached/i;
const SPENT =
  /monthly|per month|spend|budget|quota|balance|credit(?! card)|included usage|(?:organi[sz]ation|workspace|usage) limit/i;
const SOON_OVER = /per (?:second|minute|hour)/i;
const UNPAID = /payment|invoice|past due|billing|subscri/i;

/** The wording counts before the status: unpaid accounts are on record with 401, 402, 403 and 429. */
function outcomeOf(answer: HttpAnswer): KeyOutcome {
  const { status } = answer;
  if (isPage(answer)) return "proxy";
  if (status >= 500 || status === 408) return "down";
  const words = wordsOf(answer.json);
  if (status === 401 || status === 403) return billingWords(words) ?? "refused";
  if (status === 402) return billingWords(words) ?? (/limit/i.test(words) ? "spent" : "inactive");
  if (status !== 429) return "proxy";
  if (INACTIVE.test(words)) return "inactive";
  return SPENT.test(words) && !SOON_OVER.test(words) ? "spent" : "busy";
}

/** A model that is gone, not allowed or not for chat: it is tried with another one. */
const isAboutModel = (answer: HttpAnswer): boolean =>
  !isPage(answer) &&
  ([400, 404, 410, 422].includes(answer.status) ||
    (answer.status === 403 && isPermission(wordsOf(answer.json))));

/** "Not in your plan" is about billing only where it is not about one model. */
const isPermission = (words: string): boolean =>
  !INACTIVE.test(words) && (billingWords(words) === null || /\bmodel\b/i.test(words));

function billingWords(words: string): KeyOutcome | null {
  if (INACTIVE.test(words)) return "inactive";
  if (SPENT.test(words) || /limit (?:is |was )?reached/i.test(words)) return "spent";
  return UNPAID.test(words) ? "unpaid" : null;
}

/** Mistral's own sentence and its type, from any of the error bodies on record. */
function wordsOf(json: unknown): string {
  const type = typeof json === "object" && json !== null ? (json as { type?: unknown }).type : undefined;
  return [sentence(json), typeof type === "string" ? type.replaceAll("_", " ") : ""].join(" ");
}
