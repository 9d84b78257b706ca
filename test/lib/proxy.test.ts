import { describe, expect, it } from "vitest";
import { isDirect } from "../../src/lib/http/proxy.ts";

describe("a host is called without the proxy", () => {
  const direct = (...entries: string[]) => ({ url: "http://proxy.example:3128", direct: entries });

  it.each([
    ["where NO_PROXY names it", "slack.com", direct("api.mistral.ai", "slack.com")],
    ["where NO_PROXY names one above it", "wss-primary.slack.com", direct("slack.com")],
    ["where NO_PROXY names one above it with a dot", "files.slack.com", direct(".slack.com")],
    ["where NO_PROXY names one above it with a star", "files.slack.com", direct("*.slack.com")],
    ["where NO_PROXY names all", "slack.com", direct("*")],
  ])("%s", (_, host, proxy) => {
    expect(isDirect(host, proxy)).toBe(true);
  });

  it("and by it where NO_PROXY names another, or one that merely ends alike", () => {
    expect(isDirect("notslack.com", direct("slack.com", "api.mistral.ai"))).toBe(false);
    expect(isDirect("slack.com", direct())).toBe(false);
  });
});
