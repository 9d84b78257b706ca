import { inspect } from "node:util";
import fc from "fast-check";
import { createSandbox } from "../../../src/sandbox/server.ts";
import { ADMIN_KEY, KEY } from "../../support/servers/mistral.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../../support/servers/slack.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { bodies, nth, ONCE, together, WORDS } from "./changed.ts";

type Api = {
  readonly name: string;
  readonly method?: "PATCH" | "DELETE";
  readonly paths: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly valid: readonly object[];
};

/** Only what hangs takes so long. */
const IN_TIME_MS = 600_000;
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
  const pressed = { container: { kind: "home" }, action: { type: "button", action_id: "a" }, state: {} };
  const changes: readonly object[] = [
    { kind: "invite", emails: `p${ONCE}@lumen.example ${WORDS}`, role: "member" },
    ...["workspace", "organization"].map((kind) => ({ kind, name: WORDS })),
  ];
  const page: readonly (readonly [string, readonly object[]])[] = [
    ["command", [{ channel, text: WORDS }]],
    ["message", (["slack", "teams"] as const).map((platform) => ({ platform, place: channel, text: WORDS }))],
    ...([
      ["press", [pressed]],
      ["submit", [{ modalId: "V1", state: typed }]],
      ["home", [{}]],
    ] as const),
    ...([
      ["accept", [{ mailId: "1" }]],
      ["skip", [{ milliseconds: 1 }]],
      ["teams.install", [{ on: true }]],
    ] as const),
    ["panel", changes.map((change) => ({ change }))],
    ["teams.press", [{ chat: "a:1", message: "1", action: {}, values: { reason: WORDS } }]],
    ...INHERITED.map((name) => [name, [{}]] as const),
  ];
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: WORDS } }];
  const view = { type: "modal", title: { type: "plain_text", text: "zq" }, blocks };
  const card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: WORDS }] };
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }];
  const json = { "content-type": "application/json" };
  const invite = { emails: [`p${ONCE}@lumen.example`], email: WORDS, name: WORDS, role: "member" };
  return [
    ...page.map(([name, valid]) => ({
      ...{ name: `${name} on the page`, paths: [`/sandbox/${name}`], headers: json },
      valid: valid.map((each) => ({ as, ...each })),
    })),
    {
      name: "Slack's API",
      paths: [...METHODS, ...INHERITED].map((each) => `/sandbox/slack/api/${each}`),
      headers: { ...json, authorization: `Bearer ${BOT_TOKEN}` },
      valid: [
        ...[{ channel, text: WORDS, blocks }, { trigger_id: "t", view }, { user: as }],
        { user_id: as, view: { ...view, type: "home" } },
      ],
    },
    {
      name: "connector of Teams",
      paths: ["/v3/conversations", CHAT, `${CHAT}/1`].map((each) => `/sandbox/teams${each}`),
      headers: json,
      valid: [
        { type: "message", text: WORDS, attachments },
        { members: [{ id: as }], tenantId: "tenant", bot: { id: "28:bot" } },
      ],
    },
    ...([undefined, "PATCH", "DELETE"] as const).map((method) => ({
      ...{ name: `Mistral's API by ${method ?? "POST"}`, ...(method && { method }) },
      paths: [...ADMIN, ...INHERITED].map((each) => `/sandbox/mistral/v1/admin${each}`),
      headers: { ...json, "x-api-key": ADMIN_KEY },
      valid: [invite, { limits: { completion: { usage_limit: 3 } } }, { uuid: WORDS }],
    })),
  ];
}

/** Sends so many to each part of the sandbox: each is answered, none with an error of its own, and it goes on. */
export async function fuzzSandbox(seed: number, each: number): Promise<Outcome> {
  const rig = await sandboxRig();
  const violations = new Set<string>();
  const figures: Figures = {};
  const onRejection = (error: unknown) => violations.add(`not caught: ${String(error)}`);
  process.on("unhandledRejection", onRejection);
  let n = 0;
  for (const { name, method = "POST", paths, headers = {}, valid } of apisOf(rig)) {
    const sample = fc.sample(fc.tuple(fc.constantFrom(...paths), bodies(valid)), { seed, numRuns: each });
    await together(sample, async ([path, text]) => {
      const body = nth(text, n++);
      const about = `${method} ${path} ${body.slice(0, 300)}`;
      count(figures, `the sandbox: ${name}`);
      const signal = AbortSignal.timeout(IN_TIME_MS);
      try {
        const answer = await fetch(rig.url + path, { method, headers, body, signal });
        if (answer.status >= 500) violations.add(`${answer.status} at ${about}`);
        await answer.text();
      } catch (error) {
        violations.add(`${inspect(error).slice(0, 500)} at ${about}`);
      }
    });
    const state = await fetch(`${rig.url}/sandbox/state`);
    if (!state.ok || !((await state.text()).length > 1000)) violations.add(`after ${name}: no state`);
  }
  process.off("unhandledRejection", onRejection);
  if (Object.hasOwn(Object.prototype, "zq")) violations.add("a prototype was changed");
  await rig.close();
  return { figures, violations: [...violations].slice(0, 30) };
}
