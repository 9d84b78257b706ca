import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { App as Bolt, type ReceiverEvent } from "@slack/bolt";
import { again } from "../again.ts";
import type { App } from "../app/app.ts";
import type { Messenger } from "../app/messenger.ts";
import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";
import { createPace } from "../pace.ts";
import { withinRequest } from "../request-id.ts";
import { createChannelLook } from "./channels.ts";
import { createClients } from "./clients.ts";
import { listen } from "./edge.ts";
import { forBolt } from "./guard.ts";
import { createHttpReceiver } from "./http-receiver.ts";
import { createIdentity, type IdentityHolder } from "./identity.ts";
import { boltLogger, describe } from "./log.ts";
import { createMessenger } from "./messenger.ts";
import { toldTo } from "./payload.ts";
import { createSocket } from "./socket.ts";
import { createDelivery } from "./surface.ts";
import type { SlackWords, SlackWordsIn } from "./words.ts";

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
  /** Both null until Slack has said who the token belongs to. */
  botUserId(): string | null;
  team(): string | null;
};

type Process = (event: ReceiverEvent) => Promise<void>;

const DRAIN_MS = 5000;

export function createSlack(options: SlackOptions): SlackConnection {
  const { log, words, apiUrl, appToken, signingSecret, now = Date.now } = options;
  const logger = boltLogger(log);
  const clients = createClients(options.botToken, apiUrl, logger);
  const identity = createIdentity(clients.background);
  const pace = createPace(options.elapsed);
  const messenger = createMessenger({ clients, apiUrl, identity, pace, now, log });
  const delivery = (said: SlackWords) => createDelivery(clients.interactive, pace, said, log);
  const socket = appToken === undefined ? null : createSocket(appToken, apiUrl, logger, log);
  const http =
    socket === null
      ? createHttpReceiver(signingSecret ?? "", logger, { now, onForged: () => core?.forged("slack") })
      : null;
  const receiver = socket?.receiver ?? http?.receiver;

  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let core: App | null = null;
  let revoked = false;

  function takeRequests(app: App): void {
    if (receiver === undefined) return;
    const bolt = new Bolt({
      receiver,
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
      void learnWhetherLetIn();
    };
    const { answerWithinMs } = options;
    const whyClosed = createChannelLook(clients.quick, pace);
    const ways = { identity, lookUp: messenger.account, whyClosed, onRevoked };
    listen(bolt, { app, delivery, words, log, answerWithinMs, ...ways });

    const process = bolt.processEvent.bind(bolt);
    bolt.processEvent = async (event) => {
      // The connection ends before this could be acknowledged. Over HTTP a request that was let in is answered.
      if (socket !== null && stopping.signal.aborted) return;
      const taken = socket === null ? event : timed(event, options.acknowledged);
      const work = withinRequest(() => take(taken, process, identity));
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    };
    core = app;
  }

  /** That the app was removed can be told again after a new installation: what Slack answers now counts. */
  async function learnWhetherLetIn(): Promise<void> {
    if (!(await isTold())) await again(isTold, stopping.signal);
  }

  async function isTold(): Promise<boolean> {
    try {
      await identity.ask();
    } catch (error) {
      return error instanceof AppError && error.code === "forbidden";
    }
    revoked = false;
    log.info({ source: "slack" }, "Slack lets the app in all the same");
    return true;
  }

  async function learnIdentity(): Promise<void> {
    try {
      await identity.learn();
    } catch (error) {
      if (error instanceof AppError && error.code === "forbidden") throw error;
      log.warn({ source: "slack", error: describe(error) }, "Slack cannot be reached yet, trying again");
      void again(isKnown, stopping.signal);
    }
  }

  async function isKnown(): Promise<boolean> {
    try {
      await identity.learn();
      return true;
    } catch (error) {
      log.warn({ source: "slack", error: describe(error) }, "Slack cannot be reached, trying again");
      return false;
    }
  }

  return {
    messenger,
    requestListener:
      http === null
        ? null
        : (req, res) => {
            if (core !== null && !stopping.signal.aborted) return http.listener(req, res);
            res.writeHead(503).end();
          },
    async start(app) {
      takeRequests(app);
      await learnIdentity();
      if (socket === null) app.listens(true);
      else await socket.connect(stopping.signal, app.listens);
    },
    async stop() {
      stopping.abort();
      await Promise.race([Promise.allSettled(underWay), sleep(DRAIN_MS, undefined, { ref: false })]);
      await socket?.disconnect();
    },
    trouble() {
      if (core === null) return "not_started";
      if (revoked) return "app_removed";
      if (identity.current() === null) return "not_reached";
      return (socket?.connected() ?? true) ? null : "no_socket";
    },
    botUserId: () => identity.current()?.botUserId ?? null,
    team: () => identity.current()?.team ?? null,
  };
}

function timed(event: ReceiverEvent, acknowledged: SlackOptions["acknowledged"]): ReceiverEvent {
  if (acknowledged === undefined) return event;
  const began = performance.now();
  return {
    ...event,
    ack: async (answer) => {
      await event.ack(answer);
      acknowledged(performance.now() - began);
    },
  };
}

/** Whatever is not for us is acknowledged, so that Slack does not send it again. */
async function take(event: ReceiverEvent, process: Process, { isOurs }: IdentityHolder): Promise<void> {
  const body = forBolt(event.body);
  if (body === null) return void (await event.ack());
  if (body["type"] !== "event_callback") return process({ ...event, body });
  if (!(await isOurs(toldTo(body)))) return void (await event.ack());
  return acknowledgeLast({ ...event, body }, process);
}

/**
 * Bolt acknowledges an event before the listener runs. Held back until the transaction is through, a crash makes Slack
 * send the event again; `processBeforeResponse` would do so for dialogs too, and keep people waiting for the network.
 */
async function acknowledgeLast(event: ReceiverEvent, process: Process): Promise<void> {
  await process({ ...event, ack: async () => {} });
  await event.ack();
}
