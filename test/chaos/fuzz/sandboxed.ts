import fc from "fast-check";
import { createSandbox } from "../../../src/sandbox/server.ts";
import { ADMIN_KEY, KEY } from "../../support/servers/mistral.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../../support/servers/slack.ts";
import type { Play } from "../scenario.ts";
import { bodies, bombard, inTime, nth, ONCE, WORDS } from "./changed.ts";

type Api = {
  readonly name: string;
  readonly method?: "PATCH" | "DELETE";
  readonly paths: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly valid: readonly object[];
};

const INHERITED = ["constructor", "__proto__", "toString", "%2e%2e", "%", "%00"];

/** The sandbox alone, with a bot that says yes to everything. */
async function sandboxRig() {
  const bot = await listenRaw((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const server = await listenRaw((request, response) => {
    if (!sandbox.handle(request, response)) response.writeHead(404).end();
  });
  const sandbox = createSandbox({
    origin: () => server.url,
    botUrl: () => bot.url,
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    mistralAdminKey: ADMIN_KEY,
    mistralKey: KEY,
  });
  const close = async () => {
    sandbox.close();
    for (const each of [server, bot]) await each.close();
  };
  return { sandbox, url: server.url, close };
}

type Rig = Awaited<ReturnType<typeof sandboxRig>>;

const METHODS = ["chat.postMessage", "chat.update", "views.open", "views.publish", "users.info", "auth.test"];
const ADMIN = ["/users", "/users-invite", "/workspaces", "/spend-limit", "/roles", "/users/x"];
const CHAT = "/v3/conversations/a:1/activities";

function apisOf({ sandbox }: Rig): Api[] {
  const { people, places } = sandbox.slack.state();
  const [as, channel] = [people[0]?.id ?? "", places[0]?.id ?? ""];
  const typed = { reason: { value: { type: "plain_text_input", value: WORDS } } };
  const changes = [
    { kind: "invite", emails: `p${ONCE}@lumen.example ${WORDS}`, role: "member" },
    ...["workspace", "organization"].map((kind) => ({ kind, name: WORDS })),
  ];
  const page: Readonly<Record<string, readonly object[]>> = {
    command: [{ channel, text: WORDS }],
    message: ["slack", "teams"].map((platform) => ({ platform, place: channel, text: WORDS })),
    press: [{ container: { kind: "home" }, action: { type: "button", action_id: "a" }, state: {} }],
    submit: [{ modalId: "V1", state: typed }],
    home: [{}],
    accept: [{ mailId: "1" }],
    skip: [{ milliseconds: 1 }],
    "teams.install": [{ on: true }],
    panel: changes.map((change) => ({ change })),
    "teams.press": [{ chat: "a:1", message: "1", action: {}, values: { reason: WORDS } }],
    ...Object.fromEntries(INHERITED.map((name) => [name, [{}]])),
  };
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: WORDS } }];
  const view = { type: "modal", title: { type: "plain_text", text: "zq" }, blocks };
  const card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: WORDS }] };
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }];
  const json = { "content-type": "application/json" };
  const invite = { emails: [`p${ONCE}@lumen.example`], email: WORDS, name: WORDS, role: "member" };
  return [
    ...Object.entries(page).map(([name, valid]) => ({
      ...{ name: `the sandbox: ${name} on the page`, paths: [`/sandbox/${name}`], headers: json },
      valid: valid.map((each) => ({ as, ...each })),
    })),
    {
      name: "the sandbox: Slack's API",
      paths: [...METHODS, ...INHERITED].map((each) => `/sandbox/slack/api/${each}`),
      headers: { ...json, authorization: `Bearer ${BOT_TOKEN}` },
      valid: [
        ...[{ channel, text: WORDS, blocks }, { trigger_id: "t", view }, { user: as }],
        { user_id: as, view: { ...view, type: "home" } },
      ],
    },
    {
      name: "the sandbox: connector of Teams",
      paths: ["/v3/conversations", CHAT, `${CHAT}/1`].map((each) => `/sandbox/teams${each}`),
      headers: json,
      valid: [
        { type: "message", text: WORDS, attachments },
        { members: [{ id: as }], tenantId: "tenant", bot: { id: "28:bot" } },
      ],
    },
    ...([undefined, "PATCH", "DELETE"] as const).map((method) => ({
      ...{ name: `the sandbox: Mistral's API by ${method ?? "POST"}`, ...(method && { method }) },
      paths: [...ADMIN, ...INHERITED].map((each) => `/sandbox/mistral/v1/admin${each}`),
      headers: { ...json, "x-api-key": ADMIN_KEY },
      valid: [invite, { limits: { completion: { usage_limit: 3 } } }, { uuid: WORDS }],
    })),
  ];
}

/** Each part of the sandbox answers whatever is sent to it, never with an error of its own, and it goes on. */
export async function fuzzSandbox(play: Play, each: number): Promise<void> {
  const rig = await sandboxRig();
  await bombard(play, {
    each,
    parts: apisOf(rig),
    values: ({ paths, valid }) => fc.tuple(fc.constantFrom(...paths), bodies(valid)),
    shown: ([path, text]) => `${path} ${text}`,
    send: async ({ method = "POST", headers = {} }, [path, text], n) => {
      const order = { method, headers, body: nth(text, n), signal: inTime() };
      const answer = await fetch(rig.url + path, order);
      await answer.text();
      return answer.status >= 500 ? [String(answer.status)] : [];
    },
    broken: async () => {
      const state = await fetch(`${rig.url}/sandbox/state`);
      return state.ok && (await state.text()).length > 1000 ? [] : ["no state"];
    },
  });
  await rig.close();
}
