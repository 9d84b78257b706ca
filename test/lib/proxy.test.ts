import https from "node:https";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { isDirect, leaveBy } from "../../src/lib/http/proxy.ts";
import { startProxy } from "../support/servers/proxy.ts";

describe("a host is called without the proxy", () => {
  const direct = (...entries: string[]) => ({ url: "http://proxy.example:3128", direct: entries });

  it.each([
    ["where NO_PROXY names it", "slack.com", direct("api.mistral.ai", "slack.com")],
    ["where NO_PROXY names one above it", "wss-primary.slack.com", direct("slack.com")],
    ["where NO_PROXY names one above it with a dot", "files.slack.com", direct(".slack.com")],
    ["where NO_PROXY names one above it with a star", "files.slack.com", direct("*.slack.com")],
    ["where NO_PROXY names all", "slack.com", direct("*")],
    ["where NO_PROXY names it with the port", "slack.com", direct("slack.com:443")],
  ])("%s", (_, host, proxy) => {
    expect(isDirect(host, proxy)).toBe(true);
  });

  it("and by it where NO_PROXY names another, or one that merely ends alike", () => {
    expect(isDirect("notslack.com", direct("slack.com", "api.mistral.ai"))).toBe(false);
    expect(isDirect("slack.com", direct())).toBe(false);
  });
});

describe("a call leaves by the proxy or directly", () => {
  const HOST = "127.0.0.2";

  it.each([["*"], [HOST], [`${HOST}:443`], ["slack.com"]])(
    "as the doctor says it of its host, where NO_PROXY is %s",
    async (entry) => {
      const [agent, dispatcher] = [https.globalAgent, getGlobalDispatcher()];
      onTestFinished(() => {
        https.globalAgent = agent;
        setGlobalDispatcher(dispatcher);
      });
      const proxy = await startProxy({
        hosts: { "slack.com": "http://127.0.0.1:1" },
        user: "me",
        password: "word",
      });
      onTestFinished(proxy.close);
      const direct = [entry, "localhost"];
      leaveBy({ url: proxy.url, direct });
      await expect(fetch(`https://${HOST}/`)).rejects.toThrow();
      expect(proxy.refused.length === 0).toBe(isDirect(HOST, { direct }));
    },
  );
});
