import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { readBody } from "../../../src/lib/http/read.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { SIGNING_SECRET } from "../../support/servers/slack.ts";

type Delivery = { readonly path: string; readonly headers: Record<string, string>; readonly body: string };
type Answer = { readonly status: number; readonly type: string; readonly text: string };

const LARGEST = 1_000_000;
const AT_ONCE = 12;
const REASONS = ["http_timeout", "connection_failed", "http_error"];

/**
 * Stands between the platforms and the bot, and delivers what comes through more than once: shuffled, at the same moment,
 * marked as Slack marks a repetition, and signed again.
 */
export async function startRepeater(options: {
  readonly botUrl: () => string;
  readonly random: () => number;
  /** Each payload comes so often, at most. */
  readonly most: number;
}) {
  const { botUrl, random, most } = options;
  const taken: Delivery[] = [];
  const troubles: string[] = [];
  let deliveries = 0;
  const times = () => 1 + Math.floor(random() * most);

  async function deliver({ path, headers, body }: Delivery, nth: number): Promise<Answer> {
    deliveries += 1;
    await sleep(random() * 15);
    const again = path === "/slack/events" ? signedAgain(body, nth) : {};
    const sent = { method: "POST", headers: { ...headers, ...(nth === 0 ? {} : again) }, body };
    const answer = await fetch(botUrl() + path, { ...sent, signal: AbortSignal.timeout(10_000) });
    const type = answer.headers.get("content-type") ?? "application/json";
    if (answer.status >= 300) troubles.push(`${path} was answered ${answer.status} to ${body.slice(0, 200)}`);
    return { status: answer.status, type, text: await answer.text() };
  }

  async function take(req: IncomingMessage): Promise<Answer> {
    const body = String(await readBody(req, LARGEST));
    const headers: Record<string, string> = {};
    for (const name of ["content-type", "x-slack-request-timestamp", "x-slack-signature"]) {
      const value = req.headers[name];
      if (typeof value === "string") headers[name] = value;
    }
    const delivery = { path: req.url ?? "", headers, body };
    taken.push(delivery);
    const answers = await Promise.all(Array.from({ length: times() }, (_, nth) => deliver(delivery, nth)));
    // The sender gets the answer to the first delivery: those to repetitions say less.
    const [full] = answers.sort((a, b) => b.text.length - a.text.length);
    if (full === undefined) throw new Error("nothing was delivered");
    return full;
  }

  const { url, close } = await listenRaw((req, res) => {
    take(req).then(
      ({ status, type, text }) => res.writeHead(status, { "content-type": type }).end(text),
      () => res.destroy(),
    );
  });

  return {
    url,
    /** All that ever came comes once more, one time or more each. */
    again: async (): Promise<void> => {
      const all = taken.flatMap((delivery) => Array<Delivery>(times()).fill(delivery));
      const shuffled = all.map((delivery) => ({ delivery, at: random() })).sort((a, b) => a.at - b.at);
      for (let from = 0; from < shuffled.length; from += AT_ONCE) {
        const some = shuffled.slice(from, from + AT_ONCE);
        await Promise.all(some.map(({ delivery }, nth) => deliver(delivery, 1 + (nth % 3))));
      }
    },
    payloads: () => taken.length,
    deliveries: () => deliveries,
    troubles: () => troubles,
    stop: close,
  };
}

/** Slack signs what it sends again as it signs everything, at the time at which it does. */
function signedAgain(body: string, nth: number): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${mac}`,
    "x-slack-retry-num": String(nth),
    "x-slack-retry-reason": REASONS[nth % REASONS.length] ?? "",
  };
}
