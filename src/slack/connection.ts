import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { App as Bolt } from "@slack/bolt";
import type { App } from "../app/core/app.ts";
import type { Messenger } from "../app/core/messenger.ts";
import { AppError } from "../lib/errors.ts";
import type { Log } from "../lib/log.ts";
import { createPace } from "../lib/rate-limit.ts";
import { again } from "../lib/timing.ts";
import type { SlackWordsIn } from "../view/strings/strings.ts";
import { createClients } from "./clients.ts";
import { createIdentity } from "./identity.ts";
import { listen } from "./inbound/edge.ts";
import { createHttpListener } from "./inbound/http-requests.ts";
import { createRequests, type Inbound } from "./inbound/receiver.ts";
import { createSocket } from "./inbound/socket.ts";
import { createDelivery } from "./inbound/surface.ts";
import { boltLogger, describe } from "./log.ts";
import { createChannelLook } from "./outbound/channels.ts";
import { createMessenger } from "./outbound/messenger.ts";
import { createWebCall } from "./outbound/web-call.ts";

export type SlackOptions = {
  readonly botToken: string;
  /** One of the two: requests over HTTP are signed with the first, Socket Mode is opened with the second (and wins). */
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly apiUrl: string;
  readonly words: SlackWordsIn;
  readonly log: Log;
  /** The wall clock of signatures, epoch ms. */
  readonly now?: () => number;
  /** What sending is paced by, ms on a clock that never goes back; the real time by default. */
  readonly elapsed?: () => number;
  /** How long the core may take until Slack hears something else, ms; 2,300 when left out. */
  readonly answerWithinMs?: number;
  /** Told how long Slack waited for each acknowledgement over Socket Mode (ms). */
  readonly acknowledged?: ((milliseconds: number) => void) | undefined;
};

export type SlackConnection = {
  readonly messenger: Messenger;
  /** For `POST /slack/events`; null in Socket Mode. Answers 503 before `start` and after `stop`. */
  readonly requestListener: RequestListener | null;
  /**
   * Takes requests for `app` from now on. Throws AppError `forbidden` when Slack refuses a token; when Slack cannot be
   * reached it resolves and keeps trying.
   */
  start(app: App): Promise<void>;
  /** Takes nothing more and waits for what is under way, 5 s at most. */
  stop(): Promise<void>;
  /** Why it does not work just now, as one of the words that readiness explains; null: it does. */
  trouble(): string | null;
};

const DRAIN_MS = 5000;

export function createSlack(options: SlackOptions): SlackConnection {
  const { log, words, apiUrl, appToken, signingSecret, now = Date.now } = options;
  const logger = boltLogger(log);
  const clients = createClients(options.botToken, apiUrl, logger);
  const identity = createIdentity(clients.background);
  const pace = createPace(options.elapsed);
  const messenger = createMessenger({ clients, apiUrl, identity, pace, now, log });
  const delivery = createDelivery(clients.interactive, pace, log);
  const requests = createRequests(identity, log);
  const socket = appToken === undefined ? null : createSocket(appToken, apiUrl, logger, log, fromSocket);
  const onForged = () => core?.forged("slack");
  const { take } = requests;
  const listener =
    socket === null
      ? createHttpListener({ signingSecret: signingSecret ?? "", take, log, now, onForged })
      : null;
  const stopping = new AbortController();
  let core: App | null = null;
  let revoked = false;

  /** The connection ends before a request could be acknowledged that comes now. One over HTTP is answered. */
  function fromSocket({ body, ack }: Inbound): void {
    if (stopping.signal.aborted) return;
    const began = performance.now();
    const acknowledge = async (answer: unknown) => {
      await ack(answer);
      options.acknowledged?.(performance.now() - began);
    };
    void take({ body, ack: acknowledge });
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
    const onRevoked = () => {
      revoked = true;
      log.error({ source: "slack" }, "Slack says that the app was removed or its token revoked");
      void isToldAgain().then((told) => (told ? undefined : again(isToldAgain, stopping.signal)));
    };
    const { answerWithinMs } = options;
    const whyClosed = createChannelLook(createWebCall(pace, clients.quick));
    const ways = { identity, lookUp: messenger.account, whyClosed, onRevoked };
    listen(bolt, { app, delivery, words, log, answerWithinMs, ...ways });
    core = app;
  }

  /** That the app was removed can be told again after a new installation: what Slack answers now counts. */
  async function isToldAgain(): Promise<boolean> {
    try {
      await identity.ask();
    } catch (error) {
      return isForbidden(error);
    }
    revoked = false;
    log.info({ source: "slack" }, "Slack lets the app in all the same");
    return true;
  }

  async function isKnown(atStart = false): Promise<boolean> {
    try {
      await identity.learn();
      return true;
    } catch (error) {
      if (atStart && isForbidden(error)) throw error;
      log.warn({ source: "slack", error: describe(error) }, "Slack cannot be reached, trying again");
      return false;
    }
  }

  return {
    messenger,
    requestListener:
      listener === null
        ? null
        : (req, res) => {
            if (core !== null && !stopping.signal.aborted) return listener(req, res);
            res.writeHead(503).end();
          },
    async start(app) {
      takeRequests(app);
      if (!(await isKnown(true))) void again(isKnown, stopping.signal);
      if (socket === null) app.listens(true);
      else await socket.connect(stopping.signal, app.listens);
    },
    async stop() {
      stopping.abort();
      await Promise.race([requests.stop(), sleep(DRAIN_MS, undefined, { ref: false })]);
      await socket?.disconnect();
    },
    trouble() {
      if (core === null) return "not_started";
      if (revoked) return "app_removed";
      if (identity.current() === null) return "not_reached";
      return (socket?.connected() ?? true) ? null : "no_socket";
    },
  };
}

const isForbidden = (error: unknown): boolean => error instanceof AppError && error.code === "forbidden";
