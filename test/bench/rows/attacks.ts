import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../../src/sandbox/snapshot.ts";
import { invokeActivity, messageActivity } from "../../../src/sandbox/teams/activity.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import type { Row } from "../measure.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { deedAt, meetEverybody, teams } from "../teams-scene.ts";
import { COMMON, newFile, rssOf, type Started, slackEnv, startBot, startStandIns } from "../world.ts";

const ROUNDS = 3;
const POSTS = 300;
const PROBE_EVERY_MS = 10;
/** What goes on after the answer is over by then. */
const AFTERWARDS_MS = 1500;

const LISTS = {
  "a quote at every second sign": `email,other\n${'x"'.repeat(24_900)},${'y"'.repeat(24_900)}`,
  "rows of another length than the header, and a quote that is never closed": `email\n"${"a,\n".repeat(33_000)}`,
  "blank lines alone": "\r".repeat(99_990),
  "500 addresses with long names": `email\n${Array.from({ length: 500 }, (_, n) => `"${"n".repeat(80)} <person${n}@lumen.example>"`).join("\n")}`,
};

type Attack = readonly [bot: Started, attack: () => Promise<unknown>];
type Harm = { readonly waited: number; readonly grown: number };

/** What anybody can send to hold up others: how long `/healthz` waits at most, and by how much the memory grows. */
export async function attackRows(): Promise<Row[]> {
  const standIns = await startStandIns(1, 1);
  const lists = Object.entries(LISTS);
  const files = await listenRaw(({ url }, response) => void response.end(lists[Number(url?.slice(1))]?.[1]));
  const serviceUrl = `${standIns.url}/sandbox/teams/`;
  const inTeams = await startTeams(serviceUrl);
  const slack = newFile("attacked.db");
  prepareDatabase(slack, (tx, now) => openRequests(tx, now, 1));
  const inSlack = await startBot(slack, slackEnv(standIns));

  const sends = (activities: () => JsonObject[]): Attack => [
    ...([inTeams, () => Promise.all(activities().map((each) => post(inTeams, each)))] as const),
  ];
  const attacks: Record<string, Attack> = {
    ...Object.fromEntries(
      lists.map(([what], n) => [
        `a list as a file, ${what}`,
        sends(() => [listSent(serviceUrl, `${files.url}/${n}`)]),
      ]),
    ),
    "60,000 people chosen in the settings, twice": sends(() => [1, 2].map((n) => chosenBy(serviceUrl, n))),
    "a message of 100 KB that begins like a token over and over": sends(() => [
      written(serviceUrl, "eyJ-".repeat(25_000)),
    ]),
    "a message of 100 KB of spaces that names the bot 200 times": sends(() => [
      naming(written(serviceUrl, " ".repeat(100_000))),
    ]),
    [`${POSTS} posts of 2 MB without a signature that never end`]: [inSlack, () => unfinished(inSlack, 2e6)],
    [`${POSTS} posts of 1 MB with a made-up signature that never end`]: [
      ...([inSlack, () => unfinished(inSlack, 1e6, "signed")] as const),
    ],
  };
  const rows: Row[] = [];
  for (const [what, [bot, attack]] of Object.entries(attacks)) {
    const harms: Harm[] = [];
    const quiet: Harm[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      quiet.push(await harmOf(bot, async () => {}));
      harms.push(await harmOf(bot, attack));
    }
    const row = (unit: string, of: (harm: Harm) => number, target: number): Row => ({
      what: `${what}: ${unit === "ms" ? "longest wait of others" : "memory"}`,
      ...{ unit, ours: harms.map(of), beside: { "nothing sent": quiet.map(of) }, target },
    });
    rows.push(
      // One request holds nobody up for longer than 50 ms; hundreds together may.
      row("ms", ({ waited }) => waited, what.startsWith(String(POSTS)) ? 100 : 50),
      row("MB", ({ grown }) => grown, 60),
    );
  }
  await Promise.all([files.close(), inTeams.stop(), inSlack.stop(), standIns.stop()]);
  return rows;
}

function startTeams(serviceUrl: string): Promise<Started> {
  const template = newFile("attacked-teams.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, 1, teams), teams);
  meetEverybody(template, serviceUrl);
  return startBot(template, { ...COMMON, TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" });
}

async function harmOf(bot: Started, attack: () => Promise<unknown>): Promise<Harm> {
  const before = rssOf(bot);
  let [waited, grown] = [0, 0];
  let isOver = false;
  const over = attack()
    .catch(() => {})
    .then(() => sleep(AFTERWARDS_MS))
    .then(() => {
      isOver = true;
    });
  while (!isOver) {
    const began = performance.now();
    await fetch(`${bot.url}/healthz`).then((answer) => answer.text());
    waited = Math.max(waited, performance.now() - began);
    grown = Math.max(grown, rssOf(bot) - before);
    await sleep(PROBE_EVERY_MS);
  }
  await over;
  return { waited, grown };
}

const who = () => teams.requesters[0] ?? "";

let messages = 0;
function written(serviceUrl: string, text: string): JsonObject {
  const deed = deedAt(who(), null, serviceUrl);
  return messageActivity(deed, { id: String(++messages), text });
}

function naming(message: JsonObject): JsonObject {
  const mention = { type: "mention", mentioned: message["recipient"] ?? null, text: " " };
  return { ...message, entities: Array<JsonObject>(200).fill(mention) };
}

function listSent(serviceUrl: string, downloadUrl: string): JsonObject {
  const contentType = "application/vnd.microsoft.teams.file.download.info";
  const file = { contentType, name: "list.csv", content: { downloadUrl } };
  return { ...written(serviceUrl, ""), attachments: [file] };
}

function chosenBy(serviceUrl: string, turn: number): JsonObject {
  const ids = Array.from({ length: 60_000 }, (_, n) => (n * 2 + turn).toString(36)).join(",");
  const fields = { approvers: "many" };
  const setup = { submit: { form: "settings" }, under: [], fields, once: String(++messages) };
  const data = { setup, approvers: ids.slice(0, 250_000) };
  return invokeActivity(deedAt(who(), null, serviceUrl), teams.setup, "task/submit", { data });
}

async function post({ url }: Started, activity: JsonObject): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(activity);
  await (await fetch(`${url}/api/messages`, { method: "POST", headers, body })).text();
}

async function unfinished({ url }: Started, bytes: number, ...signed: readonly string[]): Promise<void> {
  const args = [new URL(url).port, String(POSTS), String(bytes), ...signed];
  await once(spawn(process.execPath, ["--import", "tsx", "test/bench/unfinished.ts", ...args]), "exit");
}
