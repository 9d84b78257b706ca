import fc from "fast-check";
import { isProblem, MAX_FILE_BYTES } from "../../../src/domain/requests/address-file.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { createPace } from "../../../src/lib/rate-limit.ts";
import { createClients } from "../../../src/slack/clients.ts";
import { createIdentity } from "../../../src/slack/identity.ts";
import { boltLogger } from "../../../src/slack/log.ts";
import { createMessenger } from "../../../src/slack/outbound/messenger.ts";
import { activitySchema } from "../../../src/teams/inbound/activity.ts";
import { sentFiles } from "../../../src/teams/inbound/sent-files.ts";
import { readAddressFile } from "../../support/reading/address-file.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { bodies } from "./changed.ts";
import { lists } from "./lists.ts";
import { together } from "./together.ts";

const TOKEN = "xoxb-1-secret";
const ME = "U1";
/** Stands in what is sent for where the file can be fetched. */
const ADDRESS = "@address";
const quiet = { info() {}, warn() {}, error() {} };

const ofSlack = bodies([
  { ok: true, file: { id: "F1", user: ME, size: 10, url_private_download: ADDRESS, url_private: ADDRESS } },
  { ok: true, file: { id: "F1", user: ME, size: 10, url_private: ADDRESS, mode: "hosted", name: "@words" } },
  { ok: true, file: { id: "F1", user: "U2", size: 10, url_private: ADDRESS } },
  { ok: true, file: { id: "F1", user: ME, size: 10, is_external: true } },
  { ok: false, error: "file_not_found" },
]);

const info = {
  contentType: "application/vnd.microsoft.teams.file.download.info",
  contentUrl: "https://lumen.sharepoint.com/list.csv",
  name: "@words",
  content: { downloadUrl: ADDRESS, uniqueId: "1", fileType: "csv" },
};
const sent = {
  ...{ type: "message", id: "1", channelId: "msteams", from: { id: "29:ana" }, text: "@words" },
  conversation: { id: "a:1", conversationType: "personal" },
};
const ofTeams = bodies([
  { ...sent, serviceUrl: "https://smba.example/", attachments: [info] },
  {
    ...{ ...sent, serviceUrl: "https://smba.example/" },
    attachments: [{ contentType: "text/html", content: "<p>@words</p>" }, info],
  },
]);

/** So many files on each platform, from what it says of one to what is in it: read, or refused as an error of ours. */
export async function fuzzFiles(seed: number, each: number): Promise<Outcome> {
  const figures: Figures = {};
  const violations = new Set<string>();
  const answers = new Map<string, string>();
  const contents = new Map<string, Buffer>();
  const raw = await listenRaw((request, response) => {
    const at = request.url?.split("/").at(-1) ?? "";
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/csv" }).end(contents.get(at));
      return;
    }
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const answer = answers.get(new URLSearchParams(body).get("file") ?? "");
      response.writeHead(200, { "content-type": "application/json" }).end(answer ?? "{}");
    });
  });
  const clients = createClients(TOKEN, `${raw.url}/api/`, boltLogger(quiet));
  const identity = createIdentity(clients.background);
  // An hour goes by from each call to the next: what Slack takes in a minute is not what is tried here.
  let elapsed = 0;
  const pace = createPace(() => (elapsed += 3_600_000));
  const slack = createMessenger({
    clients,
    apiUrl: `${raw.url}/api/`,
    identity,
    pace,
    now: Date.now,
    log: quiet,
  });

  async function tried(what: string, read: () => Promise<Uint8Array | null>): Promise<void> {
    count(figures, what);
    try {
      const bytes = await read();
      if (bytes === null) return;
      count(figures, "files that could be read");
      const list = readAddressFile(bytes);
      if (!isProblem(list)) count(figures, "files with addresses");
    } catch (error) {
      if (!(error instanceof AppError)) violations.add(`${what}: ${String(error)}`);
      else if (error.message.includes(TOKEN)) violations.add(`${what}: the token is in the error`);
    }
  }

  const files = fc.sample(fc.tuple(ofSlack, ofTeams, lists), { seed, numRuns: each }).entries();
  await together(files, async ([at, [slackSays, teamsSays, bytes]]) => {
    const id = `F${at}`;
    const here = (body: string) => body.replaceAll(ADDRESS, `${raw.url}/${id}`);
    contents.set(id, bytes);
    answers.set(id, here(slackSays));
    await tried(
      "Slack's answers about a file",
      async () => (await slack.readFile?.(id, ME, MAX_FILE_BYTES)) ?? null,
    );
    const activity = activitySchema.safeParse(jsonIn(here(teamsSays)));
    const trusted = (address: string) => URL.canParse(address) && new URL(address).origin === raw.url;
    const given = activity.success ? sentFiles(activity.data, trusted) : [];
    for (const file of given) await tried("files in Teams' messages", () => file(MAX_FILE_BYTES));
    contents.delete(id);
    answers.delete(id);
  });
  await raw.close();
  if (Object.hasOwn(Object.prototype, "zq")) violations.add("a prototype was changed");
  return { figures, violations: [...violations].slice(0, 30) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
