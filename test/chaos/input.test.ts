import { expect, it, onTestFinished } from "vitest";
import { boltLogger, client } from "../../src/slack/web-api.ts";
import { createConnector } from "../../src/teams/outbound/connector.ts";
import { listenRaw } from "../support/servers/raw-server.ts";
import { FUZZING } from "./fuzz/scenarios.ts";
import { REPLAYS } from "./replays.ts";
import { SECRETS } from "./secrets.ts";
import { holdInShort } from "./short.ts";

holdInShort([...FUZZING, ...REPLAYS, ...SECRETS]);

const TIMEOUT_MS = 300;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const CALLS: Record<"Slack" | "Teams", (url: string) => Promise<unknown>> = {
  Slack: (url) => client(() => "xoxb-1", `${url}/api/`, boltLogger(quiet), TIMEOUT_MS).auth.test(),
  Teams: (url) => {
    const tokens = { get: async () => "t0ken", refused() {} };
    const pace = <T>(_lanes: unknown, work: () => Promise<T>) => work();
    const connector = createConnector({ tokens, pace, trusts: () => true, timeoutMs: TIMEOUT_MS });
    return connector.send({ serviceUrl: `${url}/`, id: "a:1" }, { type: "message", text: "hi" });
  },
};

it.each(Object.entries(CALLS))(
  "an answer of %s that never comes to its end is given up in time",
  async (_, call) => {
    const { url, close } = await listenRaw((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": 9999 });
      const timer = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(timer));
    });
    onTestFinished(close);
    const began = performance.now();
    await expect(call(url)).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(20 * TIMEOUT_MS);
  },
);
