import type { Shown } from "../../app/core/app.ts";
import { AppError } from "../../lib/errors.ts";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import type { View } from "../../view/core/view.ts";
import { renderMessage, type SlackMessage } from "../render/render.ts";

type Subject = NonNullable<Shown["subject"]>;

const RESPONSE_TIMEOUT_MS = 5000;

/** A private answer has no address but the response_url of the newest press on it: this is where its row stands. */
const MARK = "answer#";
export const answerAt = (ts: string): string => `${MARK}${ts}`;
export const isAnswer = (conversation: string): boolean => conversation.startsWith(MARK);

/** Nothing of a private message comes back with a press on it but ids of blocks: these say what it is an answer about. */
export function subjectIn(blockId: string | null | undefined): Subject | null {
  const [mark, subject] = blockId?.split("#") ?? [];
  return `${mark}#` === MARK && subject !== undefined ? (subject as Subject) : null;
}

export function renderAnswer(view: View, subject?: Subject): SlackMessage {
  const { text, blocks } = renderMessage(view);
  if (subject === undefined) return { text, blocks };
  return { text, blocks: blocks.map((block, at) => ({ ...block, block_id: `${MARK}${subject}#${at}` })) };
}

/** Says something through a response_url. `not_found`: it was used five times, or is older than 30 minutes. */
export async function respond(address: string | null, apiUrl: string, message: object): Promise<void> {
  if (address === null) throw new AppError("not_found", "no response_url", { detail: "no_address" });
  requireSlacks(address, apiUrl);
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(message) };
  const { status } = await fetchWhole(address, request, { ms: RESPONSE_TIMEOUT_MS });
  if (status >= 200 && status <= 299) return;
  const code = status === 404 ? "not_found" : "unavailable";
  throw new AppError(code, "Slack: response_url", { detail: `http_${status}` });
}

const HOOKS = "hooks.slack.com";

/** Whether an address to answer to is Slack's own. An answer goes nowhere else, whoever signed what named it. */
export function isSlacks(address: string, apiUrl: string): boolean {
  const to = new URL(address);
  const api = new URL(apiUrl);
  if (to.username !== "" || to.password !== "") return false;
  if (to.hostname === api.hostname) return to.protocol === api.protocol;
  const known = to.hostname === HOOKS || to.hostname.endsWith(`.${api.hostname}`);
  return known && to.protocol === "https:" && to.port === "";
}

export function requireSlacks(address: string, apiUrl: string): void {
  const detail = "foreign_address";
  if (!isSlacks(address, apiUrl))
    throw new AppError("invalid", "Slack named an address that is not its own", { detail });
}
