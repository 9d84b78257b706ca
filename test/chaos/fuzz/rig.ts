import { text as readText } from "node:stream/consumers";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import type { Account } from "../../../src/domain/accounts/person.ts";
import { createLogger } from "../../../src/lib/log.ts";
import { toAccount as ofSlack } from "../../../src/slack/accounts.ts";
import { createSlack } from "../../../src/slack/connection.ts";
import { renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import { createFaces } from "../../../src/teams/cards/forms.ts";
import { createTeams } from "../../../src/teams/connection.ts";
import { toAccount as ofTeams } from "../../../src/teams/outbound/people.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { SECRET } from "../../slack/fake-slack.ts";
import { homeAt } from "../../slack/fixtures.ts";
import { must } from "../../support/must.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { type Bot, SLACK_TEAM, TENANT } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";

type Json = Record<string, unknown>;

type Where = "slack" | "teams";

/** Where Slack reads markup: `mrkdwn`, and the words of a message itself. All else is shown as it is. */
const SLACK_MARKUP = /<[^<>]*zq|<!(?!date\^)|[*_~`][^\n]{0,20}zq[*_~`]\*?(?=[*_~` ])/;
/** Where Teams reads Markdown and functions. A run of text is shown as it is, and so is a message that says it is plain. */
const TEAMS_MARKUP = /(?<!\\)\]\([^)]*zq|(?<!\\)\[[^\]]*zq[^\]]*\]\(|\{\{[^}]*\}\}[^{]*zq|<at>[^<]*zq/;
/** Hides or turns around what is read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
const SHOWN = ["text", "title", "label", "fallbackText", "placeholder", "summary"];

function isRead({ type, textFormat }: Json, where: Where): boolean {
  if (where === "slack") return type === "mrkdwn" || type === undefined;
  return type === "TextBlock" || (type === "message" && textFormat !== "plain");
}

/** Everything in it that would be taken for a mention, a link or a command though a person typed it. */
export function taken(value: unknown, where: Where): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => taken(each, where));
  if (typeof value !== "object" || value === null) return [];
  const object = value as Json;
  const shown = SHOWN.flatMap((name) => (typeof object[name] === "string" ? [object[name]] : []));
  const text = typeof object["text"] === "string" ? object["text"] : "";
  const markup = where === "slack" ? SLACK_MARKUP : TEAMS_MARKUP;
  return [
    ...(isRead(object, where) && markup.test(text) ? [text.slice(0, 200)] : []),
    ...shown.filter((each) => CONTROL.test(each)).map((each) => JSON.stringify(each.slice(0, 200))),
    ...Object.values(object).flatMap((each) => taken(each, where)),
  ];
}

/** How people call themselves, by account. */
const IN_SLACK: Readonly<Record<string, string>> = {
  ana: "<!channel|zq> <@U1|zq> &lt;zq&gt;",
  ben: "*zq* _zq_ `zq` ~zq~ <https://zq.example|here>",
  chloe: "\u202Ezq\u2066\u0000\u0007\u001B[31m\u009B31m\uD800",
  kenji: "<img src=x onerror=zq()>",
};
const IN_TEAMS: Readonly<Record<string, string>> = {
  ana: "[zq](javascript:alert(1)) ![zq](https://zq.example)",
  ben: "<at>zq</at> **zq** {{DATE(2026-01-01T00:00:00Z, SHORT)}} zq",
  chloe: "\u202Ezq\u2066\u0000\u0007\u001B[31m\u009B31m\uD800",
  tara: "zq\n# zq\r\n- [zq](https://zq.example)",
};

/** What may stand in no line of the log. */
export const SECRETS = { bot: "xoxb-1-secret", signing: SECRET } as const;

/** What Slack and the connector say to everything; each reads of it what it knows. */
const TAKEN = { ok: true, team_id: "T1", user_id: "UBOT", channel: { id: "D1" }, ts: "1.1", id: "m1" };

/** Both real edges before a started core, over HTTP. `onSent` hears of all that a person would see, `onLine` of the log. */
export async function fuzzRig(
  onSent: (where: Where, value: unknown) => void,
  onLine: (line: string) => void,
) {
  const log = createLogger({ level: "info", stream: { write: onLine } });
  const core = await bothBot({ log });
  await renameAll(core);
  const upstream = await listenRaw((request, response) => {
    void readText(request).then((text) => {
      const where = (request.url ?? "").startsWith("/api/") ? "slack" : "teams";
      if (text !== "") onSent(where, argumentsIn(text));
      const isUnknown = where === "teams" && request.method === "GET";
      response.writeHead(isUnknown ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isUnknown ? {} : TAKEN));
    });
  });
  const references = createReferences(core.store, "teams");
  const words = {
    slack: (lang: string) => stringsFor(lang, "slack").slack,
    teams: (lang: string) => stringsFor(lang, "teams").teams,
  };
  const faces = createFaces(references, words.teams, true);
  core.chat.watch((view) => onSent("slack", [renderMessage(view), renderHome(view)]));
  core.teams.watch((view) => onSent("teams", faces.view(view)));
  const edge = { botToken: SECRETS.bot, signingSecret: SECRET, apiUrl: `${upstream.url}/api/` };
  const slack = createSlack({ ...edge, words: words.slack, log });
  const access = { kind: "local" } as const;
  const teams = createTeams({ access, references, words: words.teams, dialogs: true, log });
  const server = await listenRaw((request, response) => {
    if (!teams.handle(request, response)) slack.handle(request, response);
  });
  await slack.start(core.app);
  await teams.start(core.app);
  return {
    core,
    url: server.url,
    responseUrl: `${upstream.url}/api/respond`,
    serviceUrl: `${upstream.url}/emea/`,
    async stop() {
      await slack.stop();
      await teams.stop();
      for (const each of [server, upstream]) await each.close();
      core.store.close();
    },
  };
}

export type FuzzRig = Awaited<ReturnType<typeof fuzzRig>>;

/** Everybody has a hostile name from now on, as each platform tells it. */
async function renameAll({ chat, teams, app, settle }: Bot): Promise<void> {
  const accounts: Account[] = [];
  for (const [id, display_name] of Object.entries(IN_SLACK)) {
    const { name } = ofSlack({ id, team_id: SLACK_TEAM, profile: { display_name } }, homeAt(SLACK_TEAM));
    chat.join(id, { ...chat.account(id), name });
    accounts.push(must(chat.account(id)));
  }
  const seen = { ownTenant: TENANT, timezone: undefined, locale: undefined };
  for (const [id, called] of Object.entries(IN_TEAMS)) {
    const { name } = ofTeams({ id: `29:${id}`, name: called }, seen);
    teams.join(`t-${id}`, { ...teams.account(`t-${id}`), name });
    accounts.push(must(teams.account(`t-${id}`)));
  }
  for (const account of accounts) app.accountChanged(account);
  await settle();
}

/** JSON, or form fields of which some hold JSON. */
function argumentsIn(text: string): unknown {
  if (text.startsWith("{")) return JSON.parse(text);
  const isJson = (name: string) => ["blocks", "view", "metadata"].includes(name);
  const read = ([name, value]: [string, string]) => [name, isJson(name) ? JSON.parse(value) : value];
  return Object.fromEntries([...new URLSearchParams(text)].map(read));
}
