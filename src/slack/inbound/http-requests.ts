import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { readBody, reply } from "../../lib/http/read.ts";
import { parseJson } from "../../lib/json.ts";
import { describe, type Log } from "../../lib/log.ts";
import { createOnceAMinute } from "../../lib/timing.ts";
import type { Requests } from "./receiver.ts";
import type { SigningSecrets } from "./signing-secrets.ts";

const EVENTS_PATH = "/slack/events";
/** The largest view is 250 kB, three times that when percent-encoded. */
const BODY_LIMIT = 1024 * 1024;
const SSL_CHECK_LIMIT = 1024;
const AHEAD_SECONDS = 60;
const BEHIND_SECONDS = 5 * 60;

const refused = (status: number, why: string) => ({ status, why });

const REFUSALS = {
  unsigned: refused(401, "it has no signature. See what else calls it, or what takes headers away."),
  dated: refused(401, "it is dated more than a minute ahead or five back. Set the clock of this machine."),
  forged: refused(
    401,
    "its signature does not fit SLACK_SIGNING_SECRET. Where Slack shows errors, copy the Signing Secret anew and restart; else somebody else calls it.",
  ),
  long: refused(413, "it is longer than any of Slack's."),
  odd: refused(400, "its body is not one that Slack sends. See what else calls it, or what changes bodies."),
};

type Fault = keyof typeof REFUSALS;

export type HttpOptions = {
  readonly secrets: Pick<SigningSecrets, "fit">;
  readonly take: Requests["take"];
  readonly log: Log;
  readonly now: () => number;
  readonly onForged: () => void;
  readonly isOpen: () => boolean;
};

/** Slack's requests at the one port of the process: true for those at its address. Signature and body are read once. */
export function createHttpListener(options: HttpOptions) {
  const { secrets, take, log, now, onForged, isOpen } = options;
  const isToSay = createOnceAMinute();

  function refuse(res: ServerResponse, fault: Fault): void {
    const { status, why } = REFUSALS[fault];
    reply(res, status);
    if (!isToSay(fault)) return;
    log.warn({ source: "slack" }, `A request to Slack's address is refused: ${why}`);
    if (fault === "forged") onForged();
  }

  async function accept(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!isOpen()) return reply(res, 503);
    if (req.method !== "POST") return reply(res, 404);
    // Nothing of a body is kept that cannot be Slack's.
    const early = headerFault(req.headers, now());
    if (early === "unsigned" && (await isSslCheck(req))) return reply(res, 200);
    if (early !== null) return refuse(res, early);
    const bytes = await readBody(req, BODY_LIMIT);
    if (bytes === null) return refuse(res, "long");
    if (!secrets.fit(req.headers, bytes)) return refuse(res, "forged");
    const body = bodyOf(bytes.toString(), isForm(req.headers));
    if (body === null) return refuse(res, "odd");
    if (body["type"] === "url_verification") return reply(res, 200, { challenge: body["challenge"] });
    const done = await take({ body, ack: async (said) => reply(res, 200, said) });
    // What nobody has acknowledged by now is a command of somebody else's, or failed.
    reply(res, done ? 404 : 500);
  }

  return (req: IncomingMessage, res: ServerResponse): boolean => {
    if (req.url?.split("?", 1)[0] !== EVENTS_PATH) return false;
    accept(req, res).catch((error: unknown) => {
      if (!req.destroyed)
        log.warn({ source: "slack", error: describe(error) }, "A request to Slack's address failed");
      reply(res, 500);
    });
    return true;
  };
}

/** Slack tries a certificate with a form that it does not sign, and documents that it wants 200. The rest of it is not read. */
async function isSslCheck(req: IncomingMessage): Promise<boolean> {
  if (!isForm(req.headers)) return false;
  const body = await readBody(req, SSL_CHECK_LIMIT);
  return body !== null && new URLSearchParams(body.toString()).get("ssl_check") === "1";
}

const isForm = ({ "content-type": type = "" }: IncomingHttpHeaders): boolean =>
  type.split(";")[0]?.trim().toLowerCase() === "application/x-www-form-urlencoded";

/** What the headers alone tell; null: it may be Slack's. `now`: epoch ms. */
function headerFault(headers: IncomingHttpHeaders, now: number): "unsigned" | "dated" | null {
  const { "x-slack-signature": signature, "x-slack-request-timestamp": time } = headers;
  if (typeof signature !== "string" || typeof time !== "string" || !/^\d{1,12}$/.test(time))
    return "unsigned";
  const age = now / 1000 - Number(time);
  return age < -AHEAD_SECONDS || age > BEHIND_SECONDS ? "dated" : null;
}

/** Events are JSON, commands a form, and all else JSON in a form's field; null: it is none of these. */
function bodyOf(text: string, asForm: boolean): Record<string, unknown> | null {
  const fields = asForm ? new URLSearchParams(text) : null;
  const json = fields === null ? text : fields.get("payload");
  if (json === null) return Object.fromEntries(fields ?? []);
  const parsed = parseJson(json);
  return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : null;
}
