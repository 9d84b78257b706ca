import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Child, MAIN, startChild } from "../support/programs/child.ts";
import { APP_TOKEN, openBridge } from "../support/servers/socket-mode.ts";
import { eachBuildsOnTheOneBefore } from "../support/servers/whole.ts";
import { stepsDone } from "../support/steps.ts";
import type { Organization } from "./organization.ts";
import { foreignPerson, type SlackPerson } from "./person.ts";
import { type ForeignSlack, foreignSlack } from "./slack.ts";

const TOKEN = "xoxb-9-9-organization";
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const ORG = "E1FOREIGN";
const [PARIS, BERLIN, ROME] = ["T1PARIS", "T2BERLIN", "T3ROME"] as const;
/** In Paris; in Berlin. */
const [APPROVALS, NEWS] = ["C1APPROVALS", "C2NEWS"] as const;

const teams = (enterprise_id: string, ...ids: string[]) => ({ enterprise_id, teams: ids });
const someone = (id: string, name: string, more: object) => ({
  ...{ id, name, profile: { display_name: name, email: `${name.toLowerCase()}@foreign.example` } },
  ...more,
});
const PEOPLE = [
  someone("W1OLGA", "Olga", {
    team_id: PARIS,
    enterprise_user: { ...teams(ORG, PARIS, BERLIN), is_admin: true },
  }),
  // Slack may give the organization in place of a workspace.
  someone("W2UGO", "Ugo", { team_id: ORG, enterprise_user: teams(ORG, PARIS) }),
  someone("U3NIA", "Nia", { team_id: BERLIN, enterprise_user: teams(ORG, BERLIN) }),
  someone("W5GUS", "Gus", { team_id: BERLIN, is_restricted: true, enterprise_user: teams(ORG, BERLIN) }),
  someone("W6LEA", "Lea", { team_id: ROME, enterprise_user: teams(ORG, ROME) }),
  // Slack need not tell the organization, which would make the bot look for new workspaces by itself.
  someone("W7TEO", "Teo", { team_id: ROME, enterprise_user: { teams: [ROME] } }),
  someone("W9SAM", "Sam", { team_id: "T9ELSE", enterprise_user: teams("E9ELSE", "T9ELSE") }),
];

type Cast = [SlackPerson, SlackPerson, SlackPerson, SlackPerson, SlackPerson];

const sees = (read: () => string, pattern: RegExp | string) =>
  expect.poll(read, { timeout: 30_000, interval: 20 }).toMatch(pattern);

describe.each(["HTTP", "Socket Mode"] as const)(
  "the built program, installed for an Enterprise organization over %s,",
  (transport) => {
    const organization: Organization = {
      ...{ id: ORG, name: "Foreign Holding" },
      workspaces: new Map([
        [PARIS, "Paris"],
        [BERLIN, "Berlin"],
      ]),
      groups: [
        { id: "S1OPS", handle: "ops", users: ["W1OLGA"], workspace: PARIS },
        { id: "S2OPS", handle: "ops", users: ["W2UGO", "W9SAM"], workspace: BERLIN },
        { id: "S3LAB", handle: "lab", users: ["U3NIA"], workspace: BERLIN },
      ],
    };
    const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
    let slack: ForeignSlack;
    let bot: Child;
    let botUrl = "";
    const close: (() => unknown)[] = [];
    const as = (user: string, team: string): SlackPerson =>
      foreignPerson({ slack, user, team, botUrl: () => botUrl, signingSecret: SECRET });
    let [olga, ugo, nia, gus, lea] = [] as unknown as Cast;

    async function start(env: Record<string, string>): Promise<string> {
      const common = { SLACK_BOT_TOKEN: TOKEN, PORT: "0", DATABASE_PATH: "bot.db" };
      bot = startChild(MAIN, { cwd: folder, env: { ...common, ...env } });
      return (await bot.url) ?? "";
    }

    async function ask(person: SlackPerson, words: string, reason: string, channel?: string): Promise<void> {
      await person.says(words, channel);
      await sees(person.reads, /Ask for (an )?invitations?/);
      person.fill({ Reason: reason });
      await person.send("Ask");
      await sees(() => olga.reads(APPROVALS), reason);
    }

    eachBuildsOnTheOneBefore();
    beforeAll(async () => {
      slack = await foreignSlack(TOKEN, PEOPLE, [APPROVALS, NEWS], organization);
      close.push(slack.close);
      if (transport === "HTTP")
        botUrl = await start({ SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.apiUrl });
      else {
        const bridge = await openBridge(() => slack.apiUrl);
        close.push(
          () => bridge.server.closeAllConnections(),
          () => bridge.server.close(),
        );
        await start({ SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge.url}/api/` });
        botUrl = bridge.url;
      }
      olga = as("W1OLGA", PARIS);
      ugo = as("W2UGO", PARIS);
      nia = as("U3NIA", BERLIN);
      gus = as("W5GUS", BERLIN);
      lea = as("W6LEA", ROME);
    });
    afterAll(async () => {
      await bot?.end();
      for (const each of close) await each();
      rmSync(folder, { recursive: true, force: true });
    });

    it("is started by an admin of the organization, with channels of two workspaces", async () => {
      await nia.says("setup");
      await sees(nia.reads, /Nobody has started the setup|admin/);
      await olga.says("setup");
      await sees(olga.reads, /Start the setup/);
      olga.fill({ "Channel for approvals": APPROVALS, "Channel for news": NEWS });
      await olga.send("Start");
      await sees(olga.reads, stepsDone(0));
      await sees(() => nia.reads(NEWS), /@W1OLGA started the setup/);
      await olga.looksAtHome();
      await sees(olga.reads, /Mistral/);
    });

    it("takes the Request of somebody in one workspace to the channel of another, where it is decided", async () => {
      await ask(nia, "invite", "from Berlin", "C3ANYWHERE");
      await sees(() => olga.reads(APPROVALS), /@U3NIA wants to .*from Berlin/);
      await olga.press("Approve", 2);
      await sees(() => ugo.reads(APPROVALS), /Approved by @W1OLGA/);
    });

    it("offers the groups of each workspace, and names the workspace where names are alike", async () => {
      await olga.says("settings");
      await sees(olga.reads, /Groups of approvers/);
      expect(olga.reads()).toMatch(/@lab(?! \().*@ops \(Berlin\).*@ops \(Paris\)/);
      olga.fill({ "Groups of approvers": ["@ops (Berlin)"] });
      await olga.send("Save");
      await sees(olga.reads, /Your answers are saved/);
      await ask(nia, "invite vera@foreign.example", "for the group");
      await sees(() => ugo.reads(APPROVALS), /for the group.*Asked: /);
      await ugo.press("Approve");
      await sees(() => olga.reads(APPROVALS), /for the group.*Approved by @W2UGO/);
    });

    it("turns guests, another organization's people and those of workspaces without the app away", async () => {
      await gus.says("invite vera2@foreign.example");
      await sees(gus.reads, /Guests can't ask/);
      await lea.says("invite");
      await sees(lea.reads, /works for one organization only/);
      // In a channel that is shared with them, where their button is signed with our secret.
      const sam = as("W9SAM", "T9ELSE");
      await ask(nia, "invite kim@foreign.example", "for nobody else");
      await sam.press("Approve");
      await sees(() => sam.reads() + sam.reads(APPROVALS), /works for one organization only/);
      expect(sam.reads(APPROVALS)).not.toMatch(/Approved by @W9SAM/);
    });

    it("lets in the people of a workspace as soon as Slack tells that the app was added to it", async () => {
      organization.workspaces.set(ROME, "Rome");
      // As Slack documents it: not marked as an organization's, and of the workspace that is new.
      const told = { enterprise_id: ORG, team_id: ROME, is_bot: false, is_enterprise_install: false };
      const around = { team_id: ROME, authorizations: [told] };
      const teo = as("W7TEO", ROME);
      await teo.tells({ type: "team_access_granted", team_ids: [ROME] }, around);
      await ask(teo, "invite", "from Rome");
    });

    it("and Slack had nothing to complain about, such as a workspace that is named in vain", () => {
      expect(slack.complaints).toEqual([]);
    });
  },
);
