import { onTestFinished } from "vitest";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { openStore } from "../../../src/store/store.ts";
import { createTeams, type TeamsOptions } from "../../../src/teams/connection.ts";
import type { View } from "../../../src/view/core/view.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { scriptedApp } from "../../support/world/scripted-app.ts";
import { type FakeConnector, fakeConnector } from "./fake-connector.ts";

export const APP_ID = "11111111-aaaa-4bbb-8ccc-222222222222";
export const TENANT = "33333333-aaaa-4bbb-8ccc-444444444444";
export const BOT = { id: `28:${APP_ID}`, name: "Mistral Setup" };
export const ANA = { id: "29:ana", name: "Ana", aadObjectId: "aaaaaaaa-0000-4000-8000-000000000001" };
export const WORDS = stringsFor("en", "teams").teams;

export type Json = Record<string, unknown>;

/** Things that Teams sends to a bot, as documented; `extra` replaces parts of them. */
export function activities(serviceUrl: string) {
  let count = 0;
  const base = (type: string, extra: Json): Json => {
    count += 1;
    return {
      type,
      id: `f:${count}`,
      timestamp: new Date(Date.UTC(2026, 0, 5, 9, 0, count)).toISOString(),
      channelId: "msteams",
      serviceUrl,
      from: ANA,
      recipient: BOT,
      conversation: { conversationType: "personal", tenantId: TENANT, id: "a:chat-of-ana" },
      channelData: { tenant: { id: TENANT } },
      locale: "en-GB",
      localTimezone: "Europe/Paris",
      ...extra,
    };
  };
  return {
    message: (text: string, extra: Json = {}) => base("message", { text, textFormat: "plain", ...extra }),
    press: (data: Json, extra: Json = {}) =>
      base("invoke", {
        name: "adaptiveCard/action",
        value: { action: { type: "Action.Execute", verb: "press", data }, trigger: "manual" },
        replyToId: "m-pressed",
        ...extra,
      }),
    dialog: (name: "task/fetch" | "task/submit", data: Json, extra: Json = {}) =>
      base("invoke", { name, value: { data, context: { theme: "default" } }, ...extra }),
    event: (type: string, extra: Json) => base(type, extra),
  };
}

/** Where a message in a channel says that it is. */
export const IN_CHANNEL = {
  conversation: {
    conversationType: "channel",
    isGroup: true,
    tenantId: TENANT,
    id: "19:news@thread.tacv2;messageid=17",
  },
  channelData: {
    tenant: { id: TENANT },
    team: { id: "19:general@thread.tacv2", name: "Lumen" },
    channel: { id: "19:news@thread.tacv2", name: "News" },
    teamsChannelId: "19:news@thread.tacv2",
    teamsTeamId: "19:general@thread.tacv2",
  },
};

export type Rig = Awaited<ReturnType<typeof rig>>;

/** The real edge behind a real HTTP server, beside a fake connector; the core replies what the test says. */
export async function rig(options: Partial<TeamsOptions> = {}, given: { connector?: FakeConnector } = {}) {
  const connector = given.connector ?? (await fakeConnector());
  const log: string[] = [];
  const note = (fields: object, message: string) => log.push(`${message} ${JSON.stringify(fields)}`);
  const store = openStore({ path: ":memory:", kind: "real", clock: Date.now });
  const references = createReferences(store, "teams");
  const app = scriptedApp();
  const connection = createTeams({
    access: { kind: "local" },
    references,
    words: () => WORDS,
    log: { info: note, warn: note, error: note },
    ...options,
  });
  const server = await listenRaw((request, response) => {
    if (!connection.handle(request, response)) response.writeHead(404).end();
  });
  onTestFinished(async () => {
    await connection.stop();
    await server.close();
    store.close();
  });
  await connection.start(app);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    app,
    connection,
    connector,
    references,
    store,
    log,
    url: server.url,
    does: activities(connector.serviceUrl),
    post,
    /** What an invoke was answered. */
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
    invoke: async (activity: Json): Promise<any> => {
      const answer = await post(activity);
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
    },
    /** Messages that were sent or changed, in this conversation. */
    sent: (conversation?: string): Json[] =>
      connector.asked
        .filter(({ method, path }) => method !== "GET" && path !== "v3/conversations")
        .filter(({ path }) => conversation === undefined || path.includes(`/${conversation}/`))
        .map(({ body }) => body as Json),
  };
}

/** More than one sentence. */
export const card = (sentence: string): View => ({
  summary: sentence,
  blocks: [
    { kind: "heading", text: sentence },
    { kind: "actions", buttons: [{ label: "Show the status", action: { do: "status" } }] },
  ],
});
