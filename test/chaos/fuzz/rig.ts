import type { IncomingMessage } from "node:http";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { createLogger } from "../../../src/lib/log.ts";
import { createSlack } from "../../../src/slack/connection.ts";
import { renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import { createFaces } from "../../../src/teams/cards/faces.ts";
import { createTeams } from "../../../src/teams/connection.ts";
import type { View } from "../../../src/view/core/view.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { SECRET } from "../../slack/fake-slack.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { bothBot } from "../../support/world/both.ts";
import { renameAll } from "./hostile-people.ts";
import type { Where } from "./scan.ts";
import { socketEntry } from "./socket-entry.ts";

/** What may stand in no line of the log. */
export const SECRETS = { bot: "xoxb-1-secret", app: "xapp-1-secret", signing: SECRET } as const;

/** What Slack and the connector say to everything; each reads of it what it knows. */
const TAKEN = { ok: true, team_id: "T1", user_id: "UBOT", channel: { id: "D1" }, ts: "1.1", id: "m1" };

/**
 * The real edges of both platforms before a started core, over HTTP; beside them a Slack and a connector that take all.
 * `onSent` hears of whatever a person would come to see, as it goes out, `onLine` of each line of the log;
 * `onFile` says what is in the next file that is fetched.
 */
export async function fuzzRig(
  onSent: (where: Where, value: unknown) => void,
  onLine: (line: string) => void,
  onFile: () => Buffer,
) {
  const log = createLogger({ level: "info", stream: { write: onLine } });
  const through = (messenger: Posting): Posting =>
    messenger.platform === "teams"
      ? messenger
      : Object.assign(messenger, { mayReadFiles: () => true, readFile: async () => onFile() });
  const core = await bothBot({ log, through });
  await renameAll(core);
  const upstream = await listenRaw((request, response) => {
    if (request.method === "GET" && request.url?.includes("/files/") === true) {
      response.writeHead(200, { "content-type": "text/csv" }).end(onFile());
      return;
    }
    void readBody(request).then((text) => {
      const where = (request.url ?? "").startsWith("/api/") ? "slack" : "teams";
      if (text !== "") onSent(where, argumentsIn(text));
      const isUnknown = where === "teams" && request.method === "GET";
      response.writeHead(isUnknown ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isUnknown ? {} : { ...TAKEN, url: socket.url }));
    });
  });
  const references = createReferences(core.store, "teams");
  const words = {
    slack: (lang: string) => stringsFor(lang, "slack").slack,
    teams: (lang: string) => stringsFor(lang, "teams").teams,
  };
  const faces = createFaces(references, words.teams, true);
  watch(core.chat.messenger, (view) => onSent("slack", [renderMessage(view), renderHome(view)]));
  watch(core.teams.messenger, (view) => onSent("teams", faces.view(view)));
  const options = { botToken: SECRETS.bot, apiUrl: `${upstream.url}/api/`, words: words.slack, log };
  const slack = createSlack({ ...options, signingSecret: SECRET });
  const socket = await socketEntry(core, SECRETS.app, options);
  const access = { kind: "local" } as const;
  const teams = createTeams({ access, references, words: words.teams, dialogs: true, log });
  const server = await listenRaw((request, response) => {
    if (!teams.handle(request, response)) slack.requestListener?.(request, response);
  });
  await slack.start(core.app);
  await teams.start(core.app);
  await socket.start();
  return {
    core,
    socket,
    url: server.url,
    responseUrl: `${upstream.url}/api/respond`,
    serviceUrl: `${upstream.url}/emea/`,
    async stop() {
      await slack.stop();
      await socket.stop();
      await teams.stop();
      for (const each of [server, upstream]) await each.close();
      core.store.close();
    },
  };
}

export type FuzzRig = Awaited<ReturnType<typeof fuzzRig>>;

type Posting = Awaited<ReturnType<typeof bothBot>>["chat"]["messenger"];

function watch(messenger: Posting, see: (view: View) => void): void {
  const { post, update, publishHome } = messenger;
  messenger.post = (channel, view, key) => {
    see(view);
    return post(channel, view, key);
  };
  messenger.update = (channel, id, view) => {
    see(view);
    return update(channel, id, view);
  };
  messenger.publishHome = (id, view) => {
    see(view);
    return publishHome(id, view);
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** JSON, or form fields of which some hold JSON. */
function argumentsIn(text: string): unknown {
  if (text.startsWith("{")) return JSON.parse(text);
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      ["blocks", "view", "metadata"].includes(name) ? JSON.parse(value) : value,
    ]),
  );
}
