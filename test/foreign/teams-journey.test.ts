import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachBuildsOnTheOneBefore } from "../support/servers/whole.ts";
import { type BuiltBot, builtBot } from "./bot.ts";
import { type ForeignMistral, foreignMistral } from "./mistral.ts";
import { type ForeignTeams, foreignTeams, TEAM, TENANT } from "./teams.ts";
import { foreignTeamsPerson, type TeamsPerson } from "./teams-person.ts";

const ADMIN_KEY = "admin.key-of/another~make";
const APPROVALS = "19:0a9f-approvals@thread.tacv2";
const NEWS = "19:77c1-news@thread.tacv2";
const [OLGA, UGO, NIA, IVO] = [1, 2, 3, 4].map((n) => `${n}a2b3c4d-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];

/** As sparse as Teams may be, and each sparse in another way. */
const PEOPLE = [
  {
    id: "29:1olga",
    aadObjectId: OLGA,
    email: "Olga@Foreign.example",
    userPrincipalName: "olga@foreign.onmicrosoft.example",
    userRole: "user",
    tenantId: TENANT,
    name: "Olga",
    givenName: "Olga",
  },
  { aadObjectId: UGO, name: "Ugo", id: "29:1ugo", userPrincipalName: "ugo@foreign.example" },
  { id: "29:1nia", name: "Nia", email: "nia@foreign.example", surname: null, aadObjectId: NIA },
  { id: "29:1ivo", name: "Ivo", email: "ivo@foreign.example", tenantId: TENANT, aadObjectId: IVO },
];

let teams: ForeignTeams;
let mistral: ForeignMistral;
let bot: BuiltBot;
let olga: TeamsPerson;
let ugo: TeamsPerson;
let nia: TeamsPerson;
let ivo: TeamsPerson;

async function start(mode: Mode): Promise<void> {
  const botUrl = await bot.start({
    ...(mode === "automatic" ? { MISTRAL_ADMIN_API_KEY: ADMIN_KEY } : {}),
    TEAMS_LOCAL: "1",
    SETUP_OWNERS: "olga@foreign.example",
    MISTRAL_API_URL: mistral.url,
    BILLING_WARMUP_SECONDS: "1",
    SYNC_SECONDS: "1",
  });
  const person = (id: string): TeamsPerson => foreignTeamsPerson({ teams, person: id, botUrl });
  [olga, ugo, nia, ivo] = [person(OLGA), person(UGO), person(NIA), person(IVO)];
}

const sees = (read: () => string, pattern: RegExp, timeout = 30_000) =>
  expect.poll(read, { timeout, interval: 20 }).toMatch(pattern);

/** With an Admin key Mistral's word counts, without one that of whoever did it. */
const PROOF = { automatic: () => "verified with Mistral", guided: (who: string) => `confirmed by @${who}` };
type Mode = keyof typeof PROOF;

describe.each(["automatic", "guided"] as const)(
  "the built program at a Teams and a Mistral of another make, %s",
  (mode) => {
    const proven = (begin: string, by: string) => new RegExp(`${begin}.*${PROOF[mode](by)}`);

    eachBuildsOnTheOneBefore();
    beforeAll(async () => {
      bot = builtBot();
      teams = await foreignTeams(
        PEOPLE,
        { [TEAM]: undefined, [APPROVALS]: "Approvals", [NEWS]: "News" },
        `a:1${Buffer.from(IVO).toString("base64url")}`,
      );
      mistral = await foreignMistral(ADMIN_KEY, "olga@foreign.example");
      await start(mode);
    });
    afterAll(async () => {
      await bot?.remove();
      await Promise.all([teams?.close(), mistral?.close()]);
    });

    it("is added by its people and to a team, and says in each chat what it is", async () => {
      await olga.installInTeam();
      for (const person of [olga, ugo, nia, ivo]) await person.install();
      // The page has a Start button, too, and is pressed if it comes after the form.
      for (const person of [olga, ugo, nia, ivo]) await sees(person.reads, /Mistral/);
    });

    it("is started, and goes through the steps before the first Invitation", async () => {
      await olga.say("setup");
      await sees(olga.reads, /Start the Mistral Setup/);
      olga.fill({
        "Channel for approvals": "Approvals",
        "Channel for news": "News",
        "Approvers besides you": "Ugo",
      });
      await olga.press("Start");
      await sees(olga.reads, /0 of 6 steps done/);

      await olga.press("Set the organization");
      await sees(olga.reads, /Name of the Organization/);
      olga.fill({ "Which is yours?": "New account", "Name of the Organization": "Foreign & Sons <ltd>" });
      await olga.press("It exists");
      await olga.press("Confirm billing");
      await sees(olga.reads, /Payment method/);
      olga.fill({ "Payment method": "AWS Marketplace", Plan: "Team", "Monthly spending limit": "20" });
      await olga.press("Confirm");
      await olga.press("Add Workspaces");
      await sees(olga.reads, /Names, one per line/);
      olga.fill({ "Names, one per line": "Production" });
      await olga.press("Add");

      await sees(() => nia.reads(NEWS), /@Olga started the Mistral Setup/);
      await sees(() => nia.reads(NEWS), /Payment method confirmed by @Olga .*keys should work now/);
      if (mode === "automatic") {
        await expect.poll(mistral.limit).toBe(20);
        await expect.poll(mistral.workspaces).toContain("Production");
      } else {
        await sees(olga.newest, /Create a Workspace at Mistral .*press Done.*Production/);
        await olga.press("Done");
        await sees(olga.newest, /Done, confirmed by @Olga/);
      }
    });

    it("takes a Request to its decision, a wrong address being refused on the way", async () => {
      await nia.say("invite", NEWS);
      await sees(nia.reads, /Ask for invitations/);
      nia.fill({ "E-mail addresses": "nowhere", Reason: "why not" });
      await nia.press("Ask");
      await sees(nia.reads, /not an e-mail address/);
      expect(nia.reads()).toContain("why not");
      nia.fill({ "E-mail addresses": "ivo@foreign.example, Rosa <rosa@foreign.example>" });
      await nia.press("Ask");
      await sees(() => ugo.reads(APPROVALS), /@Nia asks to invite 2 people/);
      // The client has not heard the first answer in time, and sends the press again.
      await ugo.press("Approve", 2);
      await sees(() => ugo.reads(APPROVALS), /Approved by @Ugo/);
      await sees(() => olga.reads(APPROVALS), /Approved by @Ugo/);
      if (mode === "guided") {
        await sees(
          ugo.newest,
          /Invite at Mistral .*ivo@foreign\.example rosa@foreign\.example .*[Pp]ress Done/,
        );
        await ugo.press("Done");
      }
      await sees(() => ugo.reads(APPROVALS), proven("ivo@foreign\\.example.*Pending", "Ugo"));
    });

    it("is killed and started again, and goes on where it was", async () => {
      await bot.kill();
      await start(mode);
      await nia.say("status");
      await sees(nia.reads, /Where the Setup stands .*2 Pending/);
    });

    it("sees the invitee Active, and tells everybody", { timeout: 60_000 }, async () => {
      const invited = mode === "automatic" ? ["ivo@foreign.example", "rosa@foreign.example"] : [];
      expect(mistral.invited()).toEqual(invited);
      await sees(ivo.reads, /@Nia invites you to Foreign & Sons <ltd> at Mistral/);
      if (mode === "automatic") mistral.accept("ivo@foreign.example");
      await ivo.press("I have joined");
      await sees(() => nia.reads(NEWS), proven("@Ivo is Active", "Ivo"));
      await sees(nia.reads, /ivo@foreign\.example .*is Active/);
      await sees(ivo.reads, /Welcome to Mistral: your first key/);
      // What was under way when it was killed waits for 15 seconds before it is tried again.
      await sees(ivo.reads, /My invitation.*Active/, 30_000);
      await sees(() => ugo.reads(APPROVALS), /ivo@foreign\.example.*Active/, 30_000);
    });

    it("ends with six of six and one summary", async () => {
      await ivo.press("My key works");
      await sees(ivo.reads, /A key works, /);
      await olga.say("setup");
      await olga.press("Later");
      await olga.press("Verify");
      await sees(olga.reads, /Does a key work\?/);
      olga.fill({ "Does a key work?": "Yes, a key works" });
      await olga.press("Save");
      await sees(() => nia.reads(NEWS), /The Mistral Setup is complete .*Ready in .*1 of 2 Members Active/);
      await olga.say("setup");
      await sees(olga.reads, /6 of 6 steps done/);
    });

    it("offers no file to a client on this machine, which shows none, and says who can write it", async () => {
      await olga.say("record");
      await sees(olga.newest, /Last hash: .*npm run record/);
    });

    it("neither of the two had anything to complain about", () => {
      expect(teams.complaints).toEqual([]);
      expect(mistral.complaints).toEqual([]);
    });
  },
);
