import { setTimeout as sleep } from "node:timers/promises";
import { App as Bolt } from "@slack/bolt";
import type { App } from "../app/core/app.ts";
import { AppError } from "../lib/errors.ts";
import { describe, type Log } from "../lib/log.ts";
import { createPace } from "../lib/rate-limit.ts";
import { newRequest } from "../lib/request-id.ts";
import { again } from "../lib/timing.ts";
import type { SlackWordsIn } from "../view/strings/strings.ts";
import { addingPage, createIdentity } from "./identity.ts";
import { listen } from "./inbound/edge.ts";
import { createHttpListener } from "./inbound/http-requests.ts";
import { createRequests, type Inbound } from "./inbound/receiver.ts";
import { createSigningSecrets } from "./inbound/signing-secrets.ts";
import { createSocket } from "./inbound/socket.ts";
import { createChannelLook } from "./outbound/channels.ts";
import { createDelivery } from "./outbound/delivery.ts";
import { createMessenger } from "./outbound/messenger.ts";
import { boltLogger, client, createClients, createWebCall } from "./web-api.ts";

export type SlackOptions = {
  readonly botToken: string;
  /** One of the two: requests over HTTP are signed with the first, Socket Mode is opened with the second (and wins). */
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly apiUrl: string;
  readonly words: SlackWordsIn;
  readonly log: Log;
  readonly now?: () => number;
  readonly elapsed?: (() => number) | undefined;
  /** How long the core may take until Slack hears something else, ms; 2,300 when left out. */
  readonly answerWithinMs?: number | undefined;
  /** Told how long Slack waited for each acknowledgement over Socket Mode (ms). */
  readonly acknowledged?: ((milliseconds: number) => void) | undefined;
};

export type SlackConnection = ReturnType<typeof createSlack>;

const DRAIN_MS = 5000;
const TRY_MS = 10_000;

/** The app that an app-level token names. One of a form that Slack may have later names none. */
const appOf = (appToken: string): string | undefined => /^xapp-\d+-(A\w+)-/.exec(appToken)?.[1];

export function createSlack(options: SlackOptions) {
  const { log, words, apiUrl, signingSecret, now = Date.now } = options;
  const logger = boltLogger(log);
  let { botToken, appToken } = options;
  const clients = createClients(() => botToken, apiUrl, logger);
  const identity = createIdentity(clients.background, now);
  const pace = createPace(options.elapsed);
  const messenger = createMessenger({ clients, apiUrl, identity, pace, now, log });
  const delivery = createDelivery(clients.interactive, pace, log);
  const requests = createRequests(identity, log);
  const stopping = new AbortController();
  let socket = appToken === undefined ? null : socketWith(appToken);
  const secrets = socket === null ? createSigningSecrets(signingSecret ?? "", now) : null;
  let core: App | null = null;
  const isOpen = () => core !== null && !stopping.signal.aborted;
  const onForged = () => core?.forged("slack");
  const { take } = requests;
  const http = { take, log, now, onForged, isOpen };
  const drained = () => Promise.race([requests.stop(), sleep(DRAIN_MS, undefined, { ref: false })]);

  function socketWith(token: string) {
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ending.signal]);
    return { ...createSocket(token, apiUrl, logger, log, fromSocket), signal, end: () => ending.abort() };
  }

  /** The connection ends before a request could be acknowledged that comes now. One over HTTP is answered. */
  function fromSocket({ body, ack }: Inbound): void {
    if (stopping.signal.aborted) return;
    const began = performance.now();
    const acknowledge = async (answer: unknown) => {
      await ack(answer);
      options.acknowledged?.(performance.now() - began);
    };
    void newRequest(() => take({ body, ack: acknowledge }));
  }

  function takeRequests(app: App): void {
    const bolt = new Bolt({
      receiver: requests,
      // Bolt's own client stays without a token: ours have the time limits, and one token is for one workspace.
      authorize: async () => ({}),
      clientOptions: { slackApiUrl: apiUrl },
      logger,
      ignoreSelf: false,
      convoStore: false,
    });
    const { answerWithinMs } = options;
    const whyClosed = createChannelLook(createWebCall(pace, clients.quick));
    const ways = { identity, lookUp: messenger.account, whyClosed };
    listen(bolt, { app, delivery, words, log, answerWithinMs, ...ways });
    core = app;
  }

  async function isKnown(atStart = false): Promise<boolean> {
    try {
      const known = await identity.learn();
      const page = addingPage(known);
      if (known.workspaces.size === 0)
        log.warn({ source: "slack", page }, "Slack's app is in none of the organization's workspaces yet");
      return true;
    } catch (error) {
      if (atStart && error instanceof AppError && error.code === "forbidden") throw error;
      log.warn({ source: "slack", error: describe(error) }, "Slack cannot be reached, trying again");
      return false;
    }
  }

  return {
    messenger,
    /** Takes `POST /slack/events`, and nothing in Socket Mode. Answers 503 before `start` and after `stop`. */
    handle: secrets === null ? () => false : createHttpListener({ ...http, secrets }),
    /** Throws AppError `forbidden` when Slack refuses a token. Where Slack cannot be reached it keeps trying. */
    async start(app: App): Promise<void> {
      takeRequests(app);
      if (!(await isKnown(true))) void again(isKnown, stopping.signal);
      if (socket === null) app.listens(true);
      else await socket.connect(socket.signal, app.listens);
    },
    /** Takes nothing more and waits for what is under way, 5 s at most. */
    async stop(): Promise<void> {
      stopping.abort();
      await drained();
      await socket?.disconnect();
    },
    /** By their variables: a secret that takes the place of the one in use, without a request lost. */
    replace: {
      async SLACK_BOT_TOKEN(next: string): Promise<void> {
        const found = await createIdentity(client(() => next, apiUrl, logger, TRY_MS)).learn();
        if (!identity.isSame(found))
          throw new AppError("forbidden", "it is of another Slack app or workspace");
        botToken = next;
      },
      async SLACK_APP_TOKEN(next: string): Promise<void> {
        const before = socket;
        if (before === null || core === null || appToken === undefined) return;
        const [ours, theirs] = [appToken, next].map(appOf);
        if (ours && theirs && ours !== theirs) throw new AppError("forbidden", "it is of another Slack app");
        const after = socketWith(next);
        await after.connect(after.signal, core.listens);
        if (!after.connected()) {
          after.end();
          throw new AppError("unavailable", "Slack cannot be reached");
        }
        [socket, appToken] = [after, next];
        before.end();
        // Slack sends new requests by either; what came by the old one is answered by it.
        await drained();
        await before.disconnect();
      },
      async SLACK_SIGNING_SECRET(next: string): Promise<void> {
        core?.secretReplaced("slack");
        secrets?.replace(next);
      },
    },
    /** Why it does not work just now, as one of the words that readiness explains; null: it does. */
    trouble(): string | null {
      if (core === null) return "not_started";
      if (!identity.isKnown()) return "not_reached";
      return (socket?.connected() ?? true) ? null : "no_socket";
    },
  };
}
