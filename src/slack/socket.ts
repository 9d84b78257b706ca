import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, SocketModeReceiver } from "@slack/bolt";
import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";
import { toAppError } from "./api-error.ts";
import { describe } from "./log.ts";
import type { Inbound } from "./receiver.ts";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** From asking for an address until Slack greets. */
const HELLO_MS = 30_000;

/**
 * Socket Mode with our own reconnecting: the library's waits 5 s before it does, and a refusal while it reconnects is an
 * unhandled rejection that ends the process.
 */
export function createSocket(
  appToken: string,
  slackApiUrl: string,
  logger: Logger,
  log: Log,
  take: (inbound: Inbound) => void,
  helloMs = HELLO_MS,
) {
  // Of Bolt's receiver only the client: it is never given the app, and what comes goes through a receiver of our own.
  const { client } = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        slackApiUrl,
        timeout: 10_000,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
      },
    },
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

  /** Resolves with the end of the connection once it is made. */
  async function open(): Promise<{ ended: Promise<void> }> {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    client.once("disconnected", end);
    try {
      await greeted();
      return { ended };
    } catch (cause) {
      client.off("disconnected", end);
      // A socket that closes before it greets rejects with nothing.
      throw toAppError(cause ?? new Error("closed before hello"), "read");
    }
  }

  /** The library waits for the greeting without end. */
  async function greeted(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error("no hello"));
        giveUp();
      }, helloMs);
    });
    try {
      await Promise.race([client.start(), silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asked once, the library waits 30 s for the other side to agree; asked twice, it ends at once. */
  function giveUp(): void {
    void client.disconnect();
    void client.disconnect();
  }

  async function keep(
    first: { ended: Promise<void> } | null,
    signal: AbortSignal,
    tried: (connected: boolean) => void,
  ): Promise<void> {
    let current = first;
    let delay = FIRST_DELAY_MS;
    while (!signal.aborted) {
      tried(current !== null);
      if (current !== null) {
        await current.ended;
        delay = FIRST_DELAY_MS;
        current = null;
      }
      await sleep(delay, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      current = await open().catch((error: unknown) => {
        log.warn(
          { source: "slack", error: describe(error), delay },
          "No Socket Mode connection, trying again",
        );
        return null;
      });
    }
    if (current !== null) giveUp();
  }

  return {
    client,
    connected: () => connected,
    /**
     * Connects and stays connected until `signal`, and tells what came of each attempt. Throws only when Slack refuses the
     * token at the first one.
     */
    async connect(signal: AbortSignal, tried: (connected: boolean) => void): Promise<void> {
      let first: { ended: Promise<void> } | null = null;
      try {
        first = await open();
      } catch (error) {
        if (error instanceof AppError && (error.code === "unauthorized" || error.code === "forbidden")) {
          throw new AppError(
            "forbidden",
            `Slack refuses SLACK_APP_TOKEN (${error.detail}); make a new one, which starts with xapp-, with the scope connections:write.`,
            {
              detail: error.detail,
              cause: error,
            },
          );
        }
        log.warn({ source: "slack", error: describe(error) }, "No Socket Mode connection yet, trying again");
      }
      void keep(first, signal, tried);
    },
    async disconnect(): Promise<void> {
      if (connected) await Promise.race([client.disconnect(), sleep(2000, undefined, { ref: false })]);
      else void client.disconnect();
    },
  };
}
