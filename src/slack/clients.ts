import { type Logger, webApi } from "@slack/bolt";
import { fetchWhole } from "../lib/http/fetch-whole.ts";

export type WebClient = webApi.WebClient;

export type Clients = {
  /** For what no client of Slack's fetches. */
  readonly token: string;
  /** While a person waits: 2.5 s, because a trigger lives for 3. */
  readonly interactive: WebClient;
  /** Looking up who acts, inside the 3 s that Slack waits for an answer. */
  readonly quick: WebClient;
  /** For jobs, which retry by themselves. */
  readonly background: WebClient;
  /** What the app was granted, as Slack's last answer says; null: none has said it. */
  readonly scopes: () => ReadonlySet<string> | null;
};

/** Far more than 200 messages with all their blocks. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Three clients, because a client's timeout is for all its calls. None retries: repeating a post duplicates it. */
export function createClients(token: string, slackApiUrl: string, logger: Logger): Clients {
  let scopes: ReadonlySet<string> | null = null;
  const note = ({ headers }: Response) => {
    const granted = headers.get("x-oauth-scopes");
    if (granted !== null) scopes = new Set(granted.split(",").map((scope) => scope.trim()));
  };
  return {
    token,
    scopes: () => scopes,
    interactive: client(token, slackApiUrl, logger, 2500, note),
    quick: client(token, slackApiUrl, logger, 1500, note),
    background: client(token, slackApiUrl, logger, 10_000, note),
  };
}

/** `seen` is shown each answer. Never with `headers`: web-api writes the token of the first client into that object. */
export function client(
  token: string,
  slackApiUrl: string,
  logger: Logger,
  timeout: number,
  seen: (answer: Response) => void = () => {},
): WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl,
    logger,
    timeout,
    fetch: wholeWithin(timeout, seen),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
}

/** The client's own time limit is for the beginning of an answer; this one is for all of it. */
const wholeWithin =
  (ms: number, seen: (answer: Response) => void): typeof fetch =>
  async (url, request) => {
    const { status, headers, bytes } = await fetchWhole(String(url), request ?? {}, {
      ms,
      mostBytes: MOST_BYTES,
    });
    if (bytes === null) throw new Error("too long an answer");
    const answer = new Response(bytes.byteLength === 0 ? null : Buffer.from(bytes), { status, headers });
    seen(answer);
    return answer;
  };
