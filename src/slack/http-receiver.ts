import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { HTTPReceiver, type Logger } from "@slack/bolt";
import { AppError } from "../errors.ts";
import { readBody } from "../http-read.ts";
import { describe } from "./log.ts";
import { headerFault, type SignatureFault, sayWhy, signatureFault } from "./signature.ts";

export const EVENTS_PATH = "/slack/events";
/** The largest view is 250 kB, three times that when percent-encoded. */
const BODY_LIMIT = 1024 * 1024;
/** Anybody can send what is not signed: it fills no log. */
const SAY_AGAIN_MS = 60_000;

type Told = {
  /** Epoch ms. */
  readonly now: () => number;
  /** Called once in a minute at most while somebody signs with another secret. */
  readonly onForged: () => void;
};

/** Bolt's receiver without its server: the process has one port, and `main` owns it. */
export function createHttpReceiver(
  signingSecret: string,
  logger: Logger,
  { now, onForged }: Told,
): { receiver: HTTPReceiver; listener: RequestListener } {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    logger,
    bodyLimit: BODY_LIMIT,
    unhandledRequestHandler: ({ response }) => answer(response, 404),
    processEventErrorHandler: async ({ error, response }) => {
      // What is known to go wrong, such as a Slack that does not say who the bot is: it is not ours, and comes again.
      if (error instanceof AppError) logger.warn(`A request from Slack failed: ${describe(error)}`);
      else logger.error(`A request from Slack failed: ${describe(error)}`);
      answer(response, 500);
      return true;
    },
  });

  const lastSaid = new Map<string, number>();
  function refuse(res: ServerResponse, status: number, why: string, say: () => void): void {
    answer(res, status);
    const last = lastSaid.get(why);
    const time = performance.now();
    if (last !== undefined && time - last < SAY_AGAIN_MS) return;
    lastSaid.set(why, time);
    say();
  }

  const refuseForged = (res: ServerResponse, fault: SignatureFault) =>
    refuse(res, 401, fault, () => {
      sayWhy(fault, logger);
      if (fault === "forged") onForged();
    });

  async function accept(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.method !== "POST" || req.url?.split("?")[0] !== EVENTS_PATH) return answer(res, 404);
    // Nothing of a body is kept that cannot be Slack's.
    const early = headerFault(req.headers, now());
    if (early !== null) return refuseForged(res, early);
    const body = await readBody(req, BODY_LIMIT);
    if (body === null)
      return refuse(res, 413, "long", () =>
        logger.warn("A request to Slack's address is refused: it is longer than any of Slack's."),
      );
    // Bolt looks as well, but takes what is dated ahead, and says so in its own words and each time anew.
    const fault = signatureFault(req.headers, body, signingSecret);
    if (fault !== null) return refuseForged(res, fault);
    // Bolt compares the type exactly, and proxies like to add a charset.
    const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
    if (type !== undefined) req.headers["content-type"] = type;
    if (!isObject(body, type))
      return refuse(res, 400, "odd", () =>
        logger.warn(
          "A request to Slack's address is refused: its body is none of Slack's. See what else calls it, or what changes bodies on their way.",
        ),
      );
    receiver.requestListener(Object.assign(req, { rawBody: body }), res);
  }

  return {
    receiver,
    listener: (req, res) => {
      accept(req, res).catch((error: unknown) => {
        if (!req.destroyed) logger.warn(`A request to Slack's address failed: ${describe(error)}`);
        answer(res, 500);
      });
    },
  };
}

function answer(res: ServerResponse, status: number): void {
  if (res.headersSent) return;
  res.writeHead(status, status === 413 ? { connection: "close" } : {});
  res.end();
}

/** Bolt reads properties of whatever JSON it parsed, outside any try: `null` would end the process. */
function isObject(body: Buffer, type: string | undefined): boolean {
  const text = body.toString();
  let json = text;
  if (type === "application/x-www-form-urlencoded") {
    const payload = new URLSearchParams(text).get("payload");
    if (payload === null) return true;
    json = payload;
  }
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null;
  } catch {
    return false;
  }
}
