import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, SocketModeReceiver } from "@slack/bolt";
import { getGlobalDispatcher } from "undici";
import { AppError } from "../../lib/errors.ts";
import { describe, type Log } from "../../lib/log.ts";
import { within } from "../../lib/timing.ts";
import { toAppError } from "../web-api.ts";
import type { Inbound } from "./receiver.ts";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** From asking for an address until Slack greets. */
const HELLO_MS = 30_000;

const sleeping = (ms: number, signal: AbortSignal): Promise<unknown> =>
  sleep(ms, undefined, { signal, ref: false });

/**
 * With our own reconnecting: the library's waits 5 s, and a refusal meanwhile is an unhandled rejection, which ends the
 * process.
 */
export function createSocket(
  appToken: string,
  slackApiUrl: string,
  logger: Logger,
  log: Log,
  take: (inbound: Inbound) => void,
  { helloMs = HELLO_MS, pause = sleeping } = {},
) {
  const limits = { timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  // Of Bolt's receiver only the client: it is never given the app, and what comes goes through a receiver of our own.
  const { client } = new SocketModeReceiver({
    ...{ appToken, logger, autoReconnectEnabled: false },
    // Left to itself, its WebSocket would not go by a proxy.
    dispatcher: getGlobalDispatcher(),
    installerOptions: { clientOptions: { slackApiUrl, allowAbsoluteUrls: false, ...limits } },
  });
  client.on("slack_event", take);
  // The library reads messages without looking, and nobody there catches what then goes wrong: it would end the process.
  for (const read of client.listeners("ws_message")) {
    client.off("ws_message", read);
    client.on("ws_message", (...message: unknown[]) => {
      Promise.resolve(read(...message)).catch((error: unknown) => {
        log.warn({ source: "slack", error: describe(error) }, "A message from Slack could not be read");
      });
    });
  }
  let connected = false;
  client.on("connected", () => {
    connected = true;
  });
  client.on("disconnected", () => {
    connected = false;
  });

  /** The library waits for the greeting without end. */
  async function open(): Promise<void> {
    const greeted = await within(client.start(), helloMs).catch((cause: unknown) => {
      // A socket that closes before it greets rejects with nothing.
      throw toAppError(cause ?? new Error("closed before hello"), "read");
    });
    if (greeted !== "late") return;
    giveUp();
    throw toAppError(new Error("no hello"), "read");
  }

  /** Asked once, the library waits 30 s for the other side to agree; asked twice, it ends at once. */
  function giveUp(): void {
    void client.disconnect();
    void client.disconnect();
  }

  async function keep(signal: AbortSignal, tried: (connected: boolean) => void): Promise<void> {
    let delay = FIRST_DELAY_MS;
    while (!signal.aborted) {
      tried(connected);
      if (connected) {
        await new Promise<void>((resolve) => client.once("disconnected", resolve));
        delay = FIRST_DELAY_MS;
      }
      await pause(delay, signal).catch(() => {});
      if (signal.aborted) return;
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      await open().catch(notYet);
    }
    if (connected) giveUp();
  }

  const notYet = (error: unknown) =>
    log.warn({ source: "slack", error: describe(error) }, "No Socket Mode connection yet, trying again");

  return {
    connected: () => connected,
    /** Stays connected until `signal`; `tried` hears of each attempt. Throws only when Slack refuses the token at the first. */
    async connect(signal: AbortSignal, tried: (connected: boolean) => void): Promise<void> {
      await open().catch((cause: AppError) => {
        const { code, detail } = cause;
        if (code !== "unauthorized" && code !== "forbidden") return notYet(cause);
        throw new AppError(
          "forbidden",
          `Slack refuses SLACK_APP_TOKEN (${detail}); make a new one, which starts with xapp-, with the scope connections:write.`,
          { detail, cause },
        );
      });
      void keep(signal, tried);
    },
    async disconnect(): Promise<void> {
      if (connected) await Promise.race([client.disconnect(), sleep(2000, undefined, { ref: false })]);
      else void client.disconnect();
    },
  };
}
