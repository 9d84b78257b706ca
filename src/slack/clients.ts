import { type Logger, webApi } from "@slack/bolt";

export type WebClient = webApi.WebClient;

export type Clients = {
  /** While a person waits: 2.5 s, because a trigger lives for 3. */
  readonly interactive: WebClient;
  /** Looking up who acts, inside the 3 s that Slack waits for an answer. */
  readonly quick: WebClient;
  /** For jobs, which retry by themselves. */
  readonly background: WebClient;
};

/** Three clients, because a client's timeout is for all its calls. None retries: repeating a post duplicates it. */
export function createClients(token: string, slackApiUrl: string, logger: Logger): Clients {
  return {
    interactive: client(token, slackApiUrl, logger, 2500),
    quick: client(token, slackApiUrl, logger, 1500),
    background: client(token, slackApiUrl, logger, 10_000),
  };
}

/** Never with `headers`: web-api writes the token of the first client into that object. */
export function client(token: string, slackApiUrl: string, logger: Logger, timeout: number): WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl,
    logger,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
}
