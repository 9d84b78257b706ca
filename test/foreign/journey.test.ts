import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachBuildsOnTheOneBefore } from "../support/servers/whole.ts";
import { type BuiltBot, builtBot } from "./bot.ts";
import { type ForeignMistral, foreignMistral } from "./mistral.ts";
import { foreignPerson, type Person } from "./person.ts";
import { type ForeignSlack, foreignSlack, TEAM } from "./slack.ts";

const TOKEN = "xoxb-9-9-foreign";
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const ADMIN_KEY = "admin.key-of/another~make";
const APPROVALS = "G9SECRET";
const NEWS = "C9NEWS";

/** As sparse as the documentation allows, and each sparse in another way. */
const PEOPLE = [
  {
    profile: { email: "Olga@Foreign.example", real_name: "Olga", display_name: "" },
    is_admin: true,
    team_id: TEAM,
    id: "W1OLGA",
    name: "olga",
    tz: null,
  },
  {
    id: "U2UGO",
    team_id: TEAM,
    name: "ugo",
    real_name: "Ugo",
    profile: {},
    tz: "America/New_York",
    locale: "fr-FR",
  },
  {
    id: "U3NIA",
    name: "nia",
    profile: { display_name: "Nia", email: "nia@foreign.example" },
    deleted: false,
  },
  { id: "U4IVO", team_id: TEAM, name: "ivo", profile: { display_name: "Ivo", email: "ivo@foreign.example" } },
];

let slack: ForeignSlack;
let mistral: ForeignMistral;
let bot: BuiltBot;
let olga: Person;
let ugo: Person;
let nia: Person;
let ivo: Person;

const envOf = (mode: Mode): Record<string, string> => ({
  ...(mode === "automatic" ? { MISTRAL_ADMIN_API_KEY: ADMIN_KEY } : {}),
  SLACK_BOT_TOKEN: TOKEN,
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_API_URL: slack.apiUrl,
  MISTRAL_API_URL: mistral.url,
  BILLING_WARMUP_SECONDS: "1",
  SYNC_SECONDS: "1",
});

const sees = (read: () => string, pattern: RegExp) =>
  expect.poll(read, { timeout: 30_000, interval: 20 }).toMatch(pattern);

/** With an Admin key Mistral's word counts, without one that of whoever did it. */
const PROOF = { automatic: () => "verified with Mistral", guided: (who: string) => `confirmed by @${who}` };
type Mode = keyof typeof PROOF;

describe.each(["automatic", "guided"] as const)(
  "the built program at a Slack and a Mistral of another make, %s",
  (mode) => {
    const proven = (start: string, by: string) => new RegExp(`${start}.*${PROOF[mode](by)}`);

    eachBuildsOnTheOneBefore();
    beforeAll(async () => {
      bot = builtBot();
      slack = await foreignSlack(TOKEN, PEOPLE, [APPROVALS, NEWS]);
      mistral = await foreignMistral(ADMIN_KEY, "olga@foreign.example");
      const botUrl = await bot.start(envOf(mode));
      const person = (user: string) => foreignPerson({ slack, user, botUrl, signingSecret: SECRET });
      [olga, ugo, nia, ivo] = [person("W1OLGA"), person("U2UGO"), person("U3NIA"), person("U4IVO")];
    });
    afterAll(async () => {
      await bot?.remove();
      await Promise.all([slack?.close(), mistral?.close()]);
    });

    it("is started, and goes through the steps before the first Invitation", async () => {
      await olga.command("");
      await sees(olga.dialog, /Start the Mistral Setup/);
      olga.fill({
        "Channel for approvals": APPROVALS,
        "Channel for news": NEWS,
        "Approvers besides you": ["U2UGO"],
      });
      expect(await olga.submit()).toBeNull();
      await sees(olga.dialog, /0 of 6 steps done/);

      await olga.press("Set the organization");
      await sees(olga.dialog, /Name of the Organization/);
      olga.fill({ "Which is yours?": "New account", "Name of the Organization": "Foreign & Sons <ltd>" });
      expect(await olga.submit()).toBeNull();
      await olga.press("Confirm billing");
      await sees(olga.dialog, /Payment method/);
      olga.fill({ "Payment method": "AWS Marketplace", Plan: "Team", "Monthly spending limit": "20" });
      expect(await olga.submit()).toBeNull();
      await olga.press("Add Workspaces");
      await sees(olga.dialog, /Names, one per line/);
      olga.fill({ "Names, one per line": "Production" });
      expect(await olga.submit()).toBeNull();

      await sees(() => nia.reads(NEWS), /@W1OLGA started the Mistral Setup/);
      await sees(() => nia.reads(NEWS), /Payment method confirmed by @W1OLGA .*keys should work now/);
      if (mode === "automatic") {
        await expect.poll(mistral.limit).toBe(20);
        await expect.poll(mistral.workspaces).toContain("Production");
      } else {
        await sees(olga.reads, /Create a Workspace at Mistral .*Production/);
        await olga.press("Done");
        await sees(olga.reads, /Done, confirmed by @W1OLGA/);
      }
      olga.close();
    });

    it("takes a Request to its decision, a wrong address being refused on the way", async () => {
      await nia.command("invite");
      await sees(nia.dialog, /Ask for invitations/);
      nia.fill({ "E-mail addresses": "nowhere", Reason: "why not" });
      expect(await nia.submit()).toMatchObject({
        addresses: expect.stringContaining("not an e-mail address"),
      });
      nia.fill({ "E-mail addresses": "ivo@foreign.example, Rosa <rosa@foreign.example>" });
      expect(await nia.submit()).toBeNull();
      await sees(() => ugo.reads(APPROVALS), /@U3NIA asks to invite 2 people/);
      await ugo.press("Approve");
      await sees(() => ugo.reads(APPROVALS), /Approved by @U2UGO/);
      if (mode === "automatic") return;
      // He reads French.
      await sees(ugo.reads, /Inviter chez Mistral .*ivo@foreign\.example rosa@foreign\.example/);
      await ugo.press("C’est fait");
    });

    it("sends it, sees it Pending and then Active, and tells everybody", async () => {
      await sees(() => ugo.reads(APPROVALS), proven("ivo@foreign\\.example.*Pending", "U2UGO"));
      const invited = mode === "automatic" ? ["ivo@foreign.example", "rosa@foreign.example"] : [];
      expect(mistral.invited()).toEqual(invited);
      await sees(ivo.reads, /@U3NIA invites you to Foreign & Sons <ltd> at Mistral/);
      if (mode === "automatic") mistral.accept("ivo@foreign.example");
      await ivo.press("I have joined");
      await sees(() => nia.reads(NEWS), proven("@U4IVO is Active", "U4IVO"));
      await sees(nia.reads, /ivo@foreign\.example .*is Active/);
      await sees(ivo.reads, /Welcome to Mistral: your first key/);
      await ivo.openHome();
      await sees(ivo.home, /My invitation.*Active/);
    });

    it("ends with six of six and one summary", async () => {
      ivo.close();
      await ivo.press("My key works");
      await sees(ivo.reads, /A key works, /);
      await olga.command("");
      await olga.press("Later");
      await olga.press("Verify");
      await sees(olga.dialog, /Does a key work\?/);
      olga.fill({ "Does a key work?": ["Yes, a key works"] });
      expect(await olga.submit()).toBeNull();
      await sees(() => nia.reads(NEWS), /The Mistral Setup is complete .*Ready in .*1 of 2 Members Active/);
      olga.close();
      await olga.command("");
      await sees(olga.reads, /6 of 6 steps done/);
    });

    it("neither of the two had anything to complain about", () => {
      expect(slack.complaints).toEqual([]);
      expect(mistral.complaints).toEqual([]);
    });
  },
);
