import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Child, MAIN, startChild } from "../support/programs/child.ts";
import { eachBuildsOnTheOneBefore } from "../support/servers/whole.ts";
import { stepsDone } from "../support/steps.ts";
import { type ForeignMistral, foreignMistral } from "./mistral.ts";
import { foreignPerson } from "./person.ts";
import { foreignSlack, TEAM as WORKSPACE } from "./slack.ts";
import { foreignTeams, TEAM, TENANT } from "./teams.ts";
import { foreignTeamsPerson } from "./teams-person.ts";
import type { Person } from "./wire.ts";

const ADMIN_KEY = "admin.key-of/another~make";
const OWNER = "olga@foreign.example";
const HANDLES = ["olga", "ugo", "nia", "ivo"] as const;
type Handle = (typeof HANDLES)[number];
type People = readonly [Person, Person, Person, Person];

const SLACK_TOKEN = "xoxb-9-9-foreign";
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const IN_SLACK = { olga: "W1OLGA", ugo: "U2UGO", nia: "U3NIA", ivo: "U4IVO" };
/** As sparse as the documentation allows, and each sparse in another way. */
const SLACK_PEOPLE = [
  {
    profile: { email: "Olga@Foreign.example", real_name: "Olga", display_name: "" },
    ...{ is_admin: true, team_id: WORKSPACE, id: IN_SLACK.olga, name: "olga", tz: null },
  },
  {
    id: IN_SLACK.ugo,
    team_id: WORKSPACE,
    name: "ugo",
    real_name: "Ugo",
    profile: {},
    tz: "America/New_York",
  },
  { id: IN_SLACK.nia, name: "nia", profile: { display_name: "Nia", email: "nia@foreign.example" } },
  {
    ...{ id: IN_SLACK.ivo, team_id: WORKSPACE, name: "ivo" },
    profile: { display_name: "Ivo", email: "ivo@foreign.example" },
  },
];

const idOf = (n: number) => `${n}a2b3c4d-0000-4000-8000-00000000000${n}`;
const IN_TEAMS = { olga: idOf(1), ugo: idOf(2), nia: idOf(3), ivo: idOf(4) };
const APPROVALS = "19:0a9f-approvals@thread.tacv2";
const NEWS = "19:77c1-news@thread.tacv2";
const TEAMS_PEOPLE = [
  {
    ...{ id: "29:1olga", aadObjectId: IN_TEAMS.olga, email: "Olga@Foreign.example", userRole: "user" },
    ...{ userPrincipalName: "olga@foreign.onmicrosoft.example", tenantId: TENANT, name: "Olga" },
  },
  { aadObjectId: IN_TEAMS.ugo, name: "Ugo", id: "29:1ugo", userPrincipalName: "ugo@foreign.example" },
  { id: "29:1nia", name: "Nia", email: "nia@foreign.example", surname: null, aadObjectId: IN_TEAMS.nia },
  { id: "29:1ivo", name: "Ivo", email: "ivo@foreign.example", tenantId: TENANT, aadObjectId: IN_TEAMS.ivo },
];

/** `env`: what the operator sets; `named` and `chosen`: how the chat's own ids are read and chosen. */
const CHATS = {
  Slack: {
    named: IN_SLACK,
    approvals: "G9SECRET",
    news: "C9NEWS",
    chosen: { approvals: "G9SECRET", news: "C9NEWS", ugo: IN_SLACK.ugo, group: "@ops" },
    async open() {
      const slack = await foreignSlack(SLACK_TOKEN, SLACK_PEOPLE, ["G9SECRET", "C9NEWS"]);
      const env = { SLACK_BOT_TOKEN: SLACK_TOKEN, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.apiUrl };
      const person = (handle: Handle, botUrl: () => string) =>
        foreignPerson({ slack, user: IN_SLACK[handle], botUrl, signingSecret: SECRET });
      return { env, person, complaints: slack.complaints, close: slack.close };
    },
  },
  Teams: {
    named: { olga: "Olga", ugo: "Ugo", nia: "Nia", ivo: "Ivo" },
    approvals: APPROVALS,
    news: NEWS,
    chosen: { approvals: "Approvals", news: "News", ugo: "Ugo", group: "Foreigners" },
    async open() {
      const channels = { [TEAM]: undefined, [APPROVALS]: "Approvals", [NEWS]: "News" };
      const forgetful = `a:1${Buffer.from(IN_TEAMS.ivo).toString("base64url")}`;
      const teams = await foreignTeams(TEAMS_PEOPLE, channels, forgetful);
      const person = (handle: Handle, botUrl: () => string) =>
        foreignTeamsPerson({ teams, person: IN_TEAMS[handle], botUrl });
      const env = { TEAMS_LOCAL: "1", SETUP_OWNERS: OWNER };
      return { env, person, complaints: teams.complaints, close: teams.close };
    },
  },
};

const sees = (read: () => string, pattern: RegExp | string) =>
  expect.poll(read, { timeout: 30_000, interval: 20 }).toMatch(pattern);

describe.each(["Slack", "Teams"] as const)(
  "the built program at a %s and a Mistral of another make",
  (platform) => {
    const { open, named, approvals, news, chosen } = CHATS[platform];
    const proven = (begin: string) => new RegExp(`${begin}.*verified with Mistral`);
    let world: Awaited<ReturnType<typeof open>>;
    let mistral: ForeignMistral;
    let bot: Child;
    let botUrl = "";
    const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
    let [olga, ugo, nia, ivo] = [] as unknown as People;

    async function start(): Promise<void> {
      const env = {
        ...{ ...world.env, MISTRAL_ADMIN_API_KEY: ADMIN_KEY, MISTRAL_API_URL: mistral.url, PORT: "0" },
        ...{ BILLING_WARMUP_SECONDS: "1", SYNC_SECONDS: "1", DATABASE_PATH: "bot.db" },
      };
      bot = startChild(MAIN, { cwd: folder, env });
      botUrl = (await bot.url) ?? "";
    }

    eachBuildsOnTheOneBefore();
    beforeAll(async () => {
      world = await open();
      mistral = await foreignMistral(ADMIN_KEY, OWNER);
      await start();
      const all = HANDLES.map((handle) => world.person(handle, () => botUrl));
      [olga, ugo, nia, ivo] = all as unknown as People;
    });
    afterAll(async () => {
      await bot?.end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      await Promise.all([world?.close(), mistral?.close()]);
    });

    it.runIf(platform === "Teams")(
      "is added by its people and to a team, and says in each chat what it is",
      async () => {
        for (const person of [olga, ugo, nia, ivo]) await person.install?.();
        // The page has a Start button, too, and is pressed if it comes after the form.
        for (const person of [olga, ugo, nia, ivo]) await sees(person.reads, /Mistral/);
      },
    );

    it("is started, and goes through the steps before the first Invitation", async () => {
      await olga.says("setup");
      await sees(olga.reads, /Start the setup/);
      olga.fill({
        "Channel for approvals": chosen.approvals,
        "Channel for news": chosen.news,
        "Approvers besides you": [chosen.ugo],
      });
      await olga.send("Start");
      await sees(olga.reads, stepsDone(0));
      await olga.press("Set the organization");
      await sees(olga.reads, /Name of the organization/);
      olga.fill({ "Name of the organization": "Foreign & Sons <ltd>" });
      await olga.send("Confirm");
      await olga.press("Confirm billing");
      await sees(olga.reads, /Payment method/);
      olga.fill({ "Payment method": "AWS Marketplace", Plan: "Team", "Monthly spending limit": "20" });
      await olga.send("Confirm");
      await olga.says("setup");
      await sees(olga.reads, /2 of \d steps done.*Add Workspaces/);
      await olga.press("Add Workspaces");
      await sees(olga.reads, /Names, one per line/);
      olga.fill({ "Names, one per line": "Production" });
      await olga.send("Add");

      await sees(() => nia.reads(news), new RegExp(`@${named.olga} started the setup`));
      await sees(() => nia.reads(news), /Payment method confirmed by @\w+ .*keys should work now/);
      await expect.poll(mistral.limit, { timeout: 30_000 }).toBe(20);
      await expect.poll(mistral.workspaces, { timeout: 30_000 }).toContain("Production");
      await olga.looksAtHome();
    });

    it("takes a Request to its decision, a wrong address being refused on the way", async () => {
      await nia.says("invite");
      await sees(nia.reads, /Ask for an invitation/);
      nia.fill({ Reason: "why not" });
      await nia.press("Add others");
      await sees(nia.reads, /Ask for invitations/);
      nia.fill({ "E-mail addresses": "nowhere" });
      await nia.send("Ask");
      await sees(nia.reads, /not an e-mail address/);
      nia.fill({ "E-mail addresses": "ivo@foreign.example, Rosa <rosa@foreign.example>" });
      await nia.send("Ask");
      await sees(() => ugo.reads(approvals), new RegExp(`@${named.nia} wants to invite 2 people.*why not`));
      // The client has not heard the first answer in time, and sends the press again.
      await ugo.press("Approve", 2);
      for (const person of [ugo, olga])
        await sees(() => person.reads(approvals), new RegExp(`Approved by @${named.ugo}`));
      await sees(() => ugo.reads(approvals), proven("ivo@foreign\\.example.*Pending"));
    });

    it("is killed and started again, and goes on where it was", async () => {
      await bot.end("SIGKILL");
      await start();
      await nia.says("status");
      await sees(nia.reads, /Setup status .*2 Pending/);
    });

    it("sees the invitee Active, and tells everybody", { timeout: 60_000 }, async () => {
      expect(mistral.invited()).toEqual(["ivo@foreign.example", "rosa@foreign.example"]);
      await sees(ivo.reads, new RegExp(`@${named.nia} invited you to Foreign & Sons <ltd> at Mistral`));
      mistral.accept("ivo@foreign.example");
      await ivo.press("I've joined");
      await sees(() => nia.reads(news), proven(`@${named.ivo} is Active`));
      await sees(nia.reads, /ivo@foreign\.example .*is Active/);
      await sees(ivo.reads, /Your first key/);
      await ivo.looksAtHome();
      // What was under way when it was killed waits for 15 seconds before it is tried again.
      await sees(ivo.reads, /My invitation.*Active/);
      await sees(() => ugo.reads(approvals), /ivo@foreign\.example.*Active/);
    });

    it("ends with all steps done and one summary", async () => {
      await ivo.press("My key works");
      await sees(ivo.reads, /A key works, /);
      await olga.says("setup");
      await olga.press("Later");
      await olga.says("setup");
      await sees(olga.reads, /5 of \d steps done.*6\. Verify.*Verify/);
      await olga.press("Verify");
      await sees(olga.reads, /Does a key work\?/);
      olga.fill({ "Does a key work?": ["Yes, a key works"] });
      await olga.send("Save");
      await sees(() => nia.reads(news), /Mistral Setup complete .*Ready in .*1 of 2 Members Active/);
      await olga.looksAtHome();
      await olga.says("setup");
      await sees(olga.reads, stepsDone());
    });

    it("lets somebody decide who is in a group of approvers, and in no settings by name", async () => {
      await olga.says("settings");
      await sees(olga.reads, /Groups of approvers/);
      olga.fill({ "Groups of approvers": [chosen.group] });
      await olga.send("Save");
      await sees(olga.reads, /Your answers are saved/);
      await nia.says("invite vera@foreign.example");
      await sees(nia.reads, /Ask for invitations/);
      nia.fill({ Reason: "for the group" });
      await nia.send("Ask");
      await sees(() => ivo.reads(approvals), /for the group.*Asked: /);
      await ivo.press("Approve");
      await sees(() => olga.reads(approvals), new RegExp(`Approved by @${named.ivo}`));
    });

    it("neither of the two had anything to complain about", () => {
      expect([world.complaints, mistral.complaints]).toEqual([[], []]);
    });
  },
);
