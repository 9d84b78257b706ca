import { describe, expect, it } from "vitest";
import { trustsFiles } from "../../../src/teams/access.ts";
import { type Activity, activitySchema } from "../../../src/teams/inbound/activity.ts";
import { sentFiles } from "../../../src/teams/inbound/sent-files.ts";

const ACCESS = { kind: "tenant", appId: "app", password: "secret", tenantId: "tenant" } as const;
const tenant = trustsFiles(ACCESS);
const ADDRESS = "https://lumen-my.sharepoint.com/personal/ana/_layouts/15/download.aspx?tempauth=planted";

const sent = (downloadUrl: unknown, more: object = {}): Activity =>
  activitySchema.parse({
    type: "message",
    channelId: "msteams",
    serviceUrl: "https://smba.trafficmanager.net/emea/",
    from: { id: "29:ana" },
    conversation: { id: "a:1", conversationType: "personal" },
    attachments: [
      { contentType: "text/html", content: "<p></p>" },
      { contentType: "application/vnd.microsoft.teams.file.download.info", content: { downloadUrl } },
    ],
    ...more,
  });

describe("files in Teams", () => {
  it.each([
    [ADDRESS, true],
    ["https://lumen.sharepoint.com/sites/x/list.csv", true],
    ["http://lumen.sharepoint.com/list.csv", false],
    ["https://lumen.sharepoint.com:8443/list.csv", false],
    ["https://user:pass@lumen.sharepoint.com/list.csv", false],
    ["https://lumen.sharepoint.com.evil.example/list.csv", false],
    ["https://evilsharepoint.com/list.csv", false],
    ["https://127.0.0.1/list.csv", false],
    ["https://169.254.169.254/latest/meta-data", false],
  ])("are fetched from %s: %s", (address, isTrusted) => {
    expect(tenant(address)).toBe(isTrusted);
  });

  it("are fetched from the tenant's own hosts alone where the operator has named them", () => {
    const named = trustsFiles({ ...ACCESS, fileHosts: ["lumen-my.sharepoint.com"] });
    const others = [
      "https://lumen.sharepoint.com/a",
      "https://evil-my.sharepoint.com/a",
      "https://evil.example/a",
    ];
    expect(named(ADDRESS)).toBe(true);
    expect(others.map(named)).toEqual([false, false, false]);
  });

  it.each(["https://files.evil.example/?tempauth=planted", "file:///etc/passwd", "planted"])(
    "at %s are not fetched, and the address is not said",
    async (address) => {
      const [file] = sentFiles(sent(address), tenant);
      const error: unknown = await file?.(10).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "invalid", detail: "foreign_address" });
      expect(String(error)).not.toContain("planted");
    },
  );

  it("are those of the chat with the bot alone", () => {
    expect(sentFiles(sent(ADDRESS), tenant)).toHaveLength(1);
    const conversation = { id: "19:1@thread.tacv2", conversationType: "channel" };
    expect(sentFiles(sent(ADDRESS, { conversation }), tenant)).toEqual([]);
  });

  it.each([[null], [7], [{}], [""], ["x".repeat(9000)]])("whose address is %s are none", (address) => {
    expect(sentFiles(sent(address), tenant)).toEqual([]);
  });
});
