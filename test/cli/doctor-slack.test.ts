import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPlace } from "../../src/sandbox/chat.ts";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { type FakeSlack, fakeSlack } from "../slack/fake-slack.ts";
import { must } from "../support/must.ts";
import { withSetup } from "../support/reading/doctors-scene.ts";
import { examined } from "../support/reading/examined.ts";
import { listenRaw } from "../support/servers/raw-server.ts";
import { BOT_TOKEN, slackEnv, startSandbox, type TestSandbox } from "../support/servers/slack.ts";

/** In the shape of Slack's. */
const SECRET = "0123456789abcdef0123456789abcdef";
const APPROVALS = "C0APPROVE1";
const NEWS = "C0MISTRAL1";
const RANDOM = "C0RANDOM01";

const place = (channel: string) => ({ platform: "slack", channel }) as const;
const news = (channel: string) => ({ ...place(channel), level: "everything" }) as const;

let sandbox: TestSandbox;
const start = async (scopes: readonly string[] = GRANTED_SCOPES) => {
  await sandbox?.stop();
  sandbox = await startSandbox({ slack: { scopes } });
};
const over = (env: Record<string, string>) => ({
  ...slackEnv(sandbox),
  SLACK_SIGNING_SECRET: SECRET,
  ...env,
});

describe("the doctor asks Slack", () => {
  beforeEach(() => start());
  afterEach(() => sandbox.stop());

  it("with nothing but reads, and finds all well: token, scopes, channels", async () => {
    const env = withSetup({
      settings: { approvals: [place(APPROVALS)], news: [news(NEWS), news(RANDOM)] },
    });
    const { code, said } = await examined(over(env));
    expect(code).toBe(0);
    expect(said("slack-token")).toBe("ok: Slack lets the bot into the chat workspace Atelier Lumen.");
    expect(said("slack-scopes")).toBe("ok: Every scope needed is granted.");
    expect(said("slack-channels")).toBe("ok: The bot can write to the 3 channels of the settings.");
    expect(said("slack-command")).toMatch(/^skipped: No command has come yet/);
    const methods = new Set(sandbox.slack.calls().map(({ method }) => method));
    expect([...methods].toSorted()).toEqual(["auth.test", "conversations.info"]);
  });

  it("and says that the token is refused, without asking for channels, and without quoting it", async () => {
    const env = withSetup({ settings: { news: [news(NEWS)] } });
    const token = "xoxb-revoked-0123456789";
    const { code, said, printed } = await examined(over({ ...env, SLACK_BOT_TOKEN: token }));
    expect(code).toBe(1);
    expect(said("slack-token")).toMatch(
      /^fail: Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. → Reinstall the app .*OAuth & Permissions/,
    );
    expect(said("slack-channels")).toBe("");
    for (const secret of [token, SECRET]) expect(printed).not.toContain(secret);
  });

  it("and names the scopes that are missing, and those that were left out", async () => {
    await start(GRANTED_SCOPES.filter((scope) => scope !== "im:write" && scope !== "users:read"));
    const env = withSetup();
    expect((await examined(over(env))).said("slack-scopes")).toMatch(
      /^fail: Slack hasn't granted im:write, users:read\. → Add what is missing at .* and reinstall/,
    );
    await start(GRANTED_SCOPES.filter((scope) => !scope.endsWith(":history")));
    expect((await examined(over(env))).said("slack-scopes")).toBe(
      "ok: Every scope needed is granted. Optional ones left out: channels:history, groups:history, im:history.",
    );
  });

  it("and names each channel that it cannot write to", async () => {
    await start(GRANTED_SCOPES.filter((scope) => scope !== "chat:write.public"));
    must(findPlace(sandbox.slack.state(), NEWS)).archived = true;
    must(findPlace(sandbox.slack.state(), APPROVALS)).members = [];
    const env = withSetup({
      settings: { approvals: [place(APPROVALS)], news: [news(NEWS), news(RANDOM)] },
    });
    const { code, said } = await examined(over(env));
    expect(code).toBe(1);
    expect(said("slack-channels").split("\n")).toEqual([
      expect.stringMatching(
        /^fail: The bot can't see the channel C0APPROVE1.* → Type \/invite @Mistral Setup there/,
      ),
      expect.stringMatching(/^fail: #mistral is archived\. → Unarchive it, or choose another/),
      expect.stringMatching(/^fail: The bot isn't in #random\. → Type \/invite/),
    ]);
  });

  it("and does not call a channel deleted that Slack did not tell of", async () => {
    const fault = { kind: "answer", status: 200, body: { ok: false, error: "internal_error" } } as const;
    sandbox.slack.faults.add({ path: "/conversations.info", fault });
    const env = withSetup({ settings: { news: [news(NEWS)] } });
    const { code, said } = await examined(over(env));
    expect([code, said("slack-channels"), said("slack-token")]).toEqual([
      0,
      `warn: Couldn't look at the channel ${NEWS} (internal_error). → Fix what else is wrong with Slack, and look again.`,
      expect.stringMatching(/^ok: /),
    ]);
  });

  const DAY = 86_400_000;
  it.each<[string, [forged: number | null, command: number], RegExp]>([
    ["two days ago", [null, 2], /^ok: The last press or message from Slack came on /],
    [
      "before one that does not fit the secret",
      [3, 9],
      /^warn: .* SLACK_SIGNING_SECRET .* → Copy it again, then send SIGHUP or restart/,
    ],
    ["after one that does not fit the secret", [9, 3], /^ok: The last press or message/],
  ])("and says what it means that something came %s", async (_when, [forged, command], expected) => {
    const heard = { "forged:slack": forged, "slack:command:1": command };
    const env = withSetup({
      more: ({ processedRequests }) => {
        for (const [key, days] of Object.entries(heard))
          if (days !== null) processedRequests.firstTime(key, Date.now() - days * DAY);
      },
    });
    const { code, said } = await examined(over(env));
    expect([code, said("slack-requests")]).toEqual([0, expect.stringMatching(expected)]);
    expect(said("slack-command")).toMatch(
      /^ok: The last \/mistral-setup came on \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/,
    );
  });

  it("and says that a signing secret cannot be one", async () => {
    const { said, printed } = await examined(
      over({ ...withSetup(), SLACK_SIGNING_SECRET: "not-what-slack-makes" }),
    );
    expect(said("slack-requests")).toMatch(
      /^warn: SLACK_SIGNING_SECRET does not look like one.* → Copy it again/,
    );
    expect(printed).not.toContain("not-what-slack-makes");
  });
});

describe("the doctor asks a Slack that answers otherwise", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await fakeSlack();
  });
  afterEach(() => slack.close());

  const organization = {
    ok: true,
    user_id: "UBOT",
    enterprise_id: "E1",
    team: "Lumen",
    is_enterprise_install: true,
  };
  it.each<[string, object, string]>([
    [
      "and where it was added",
      {
        teams: [
          { id: "T1", name: "Paris" },
          { id: "T2", name: "Berlin" },
        ],
      },
      "ok: The app is installed for the organization Lumen, and added to 2 of its workspaces: Paris, Berlin.",
    ],
    [
      "and the list of apps from which it is added",
      { teams: [] },
      "fail: The app is installed for the organization Lumen, and added to none of its workspaces. → Add it to those that need it: https://app.slack.com/manage/E1/integrations",
    ],
  ])("and says that the app is installed for an organization, %s", async (_what, teams, expected) => {
    slack.answers.set("auth.test", () => ({ body: organization }));
    slack.answers.set("auth.teams.list", () => ({ body: { ok: true, ...teams } }));
    const slackHere = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.url, SLACK_SIGNING_SECRET: SECRET };
    const { said } = await examined({ ...slackHere, ...withSetup() });
    expect(said("slack-token")).toBe(expected);
  });
  const asked = (more: Record<string, string> = {}) =>
    examined({
      ...withSetup(),
      ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.url },
      ...more,
    });

  it("for an address for Socket Mode, and does not connect; or says that the app token is refused", async () => {
    const url = "wss://wss-primary.slack.com/link/?ticket=sesame-0123456789";
    slack.answers.set("apps.connections.open", () => ({ body: { ok: true, url } }));
    const { said, printed } = await asked({ SLACK_APP_TOKEN: "xapp-1-secret" });
    expect(said("slack-socket")).toBe("ok: Slack gives out an address for Socket Mode.");
    expect(printed).not.toContain("sesame");
    expect(slack.named("apps.connections.open")).toMatchObject([{ authorization: "Bearer xapp-1-secret" }]);
    slack.answers.set("apps.connections.open", () => ({ body: { ok: false, error: "invalid_auth" } }));
    const refused = await asked({ SLACK_APP_TOKEN: "xapp-1-secret" });
    expect(refused.said("slack-socket")).toMatch(
      /^fail: Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. → Make a new app-level token/,
    );
  });

  it("prints no secret that is quoted back, and nothing that a terminal would obey", async () => {
    const seen: string[] = [];
    for (const body of [
      { ok: false, error: SECRET },
      { ok: true, team_id: "T1", user_id: "U1", team: `\u001b[31m${SECRET}\n${BOT_TOKEN}` },
    ]) {
      slack.answers.set("auth.test", () => ({ body }));
      const { printed, said } = await asked();
      for (const secret of [BOT_TOKEN, SECRET]) expect(printed).not.toContain(secret);
      expect(printed).not.toContain("\\u001b");
      seen.push(said("slack-token"));
    }
    expect(seen).toEqual([
      expect.stringContaining("([secret])"),
      expect.stringMatching(/^ok: .*\[secret\] \[secret\]\.$/),
    ]);
  });

  it("follows no redirect, takes a proxy's page for no answer, and says when there is none", async () => {
    const taken: string[] = [];
    const elsewhere = await listenRaw((request, response) => {
      taken.push(request.url ?? "");
      response.end("{}");
    });
    for (const answer of [
      { status: 302, headers: { location: `${elsewhere.url}/taken` }, body: {} },
      { status: 200, body: "<html>Please log in</html>" },
    ]) {
      slack.answers.set("auth.test", () => answer);
      const { said } = await asked();
      expect(said("slack-token")).toMatch(
        /^fail: Slack doesn't answer properly .* → Check that this machine/,
      );
    }
    expect(taken).toEqual([]);
    await elsewhere.close();
    const { said } = await asked({ SLACK_API_URL: `${elsewhere.url}/api/` });
    expect(said("slack-token")).toMatch(/^fail: Slack doesn't answer properly \(ECONNREFUSED\)\./);
  });
});
