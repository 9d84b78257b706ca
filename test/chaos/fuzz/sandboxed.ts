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
  readonly method?: "POST" | "PUT" | "PATCH" | "DELETE";
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

function apisOf({ sandbox }: Rig): Api[] {
  const { people, channels } = sandbox.slack.state();
  const [as, channel] = [people[0]?.id ?? "", channels[0]?.id ?? ""];
  const page: readonly (readonly [string, object])[] = [
    ["command", { as, channel, text: WORDS }],
    ["message", { as, channel, text: WORDS }],
    ["press", { as, container: { kind: "home" }, action: { type: "button", action_id: "a" }, state: {} }],
    [
      "submit",
      { as, modalId: "V1", state: { reason: { value: { type: "plain_text_input", value: WORDS } } } },
    ],
    ["home", { as }],
    ["accept", { as, mailId: "1" }],
    ["panel", { as, change: { kind: "invite", emails: `p${ONCE}@lumen.example ${WORDS}`, role: "member" } }],
    ["panel", { as, change: { kind: "workspace", name: WORDS } }],
    ["panel", { as, change: { kind: "organization", name: WORDS } }],
    ["skip", { as, milliseconds: 1 }],
    ["teams.send", { as, chat: "a:1", text: WORDS, root: null }],
    ["teams.press", { as, chat: "a:1", message: "1", action: {}, values: { reason: WORDS } }],
    ["teams.install", { as, on: true }],
  ];
  const section = { type: "section", text: { type: "mrkdwn", text: WORDS } };
  const view = { type: "modal", title: { type: "plain_text", text: "zq" }, blocks: [section] };
  const message = { channel, text: WORDS, blocks: [section] };
  const methods = "chat.postMessage chat.update views.open views.publish users.info auth.test".split(" ");
  const body = [{ type: "TextBlock", text: WORDS }];
  const card = { type: "AdaptiveCard", version: "1.5", body };
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }];
  const json = { "content-type": "application/json" };
  const admin = ["/users", "/users-invite", "/workspaces", "/spend-limit", "/roles", "/users/x"];
  const key = { ...json, "x-api-key": ADMIN_KEY };
  const invite = { emails: [`p${ONCE}@lumen.example`], email: WORDS, name: WORDS, role: "member" };
  return [
    ...page.map(([name, valid], at) => ({
      name: `${at} ${name} on the page`,
      paths: [`/sandbox/${name}`],
      headers: json,
      valid: [valid],
    })),
    { name: "page", paths: INHERITED.map((each) => `/sandbox/${each}`), headers: json, valid: [{ as }] },
    {
      name: "Slack's API",
      paths: [...methods, ...INHERITED].map((each) => `/sandbox/slack/api/${each}`),
      headers: { ...json, authorization: `Bearer ${BOT_TOKEN}` },
      valid: [
        message,
        { trigger_id: "t", view },
        { user_id: as, view: { ...view, type: "home" } },
        { user: as },
      ],
    },
    {
      name: "connector of Teams",
      paths: [
        "/v3/conversations",
        "/v3/conversations/a:1/activities",
        "/v3/conversations/a:1/activities/1",
      ].map((each) => `/sandbox/teams${each}`),
      headers: json,
      valid: [
        { type: "message", text: WORDS, attachments },
        { members: [{ id: as }], tenantId: "tenant", bot: { id: "28:bot" } },
      ],
    },
    ...(["POST", "PATCH", "DELETE"] as const).map((method) => ({
      name: `Mistral's API by ${method}`,
      method,
      paths: [...admin, ...INHERITED].map((each) => `/sandbox/mistral/v1/admin${each}`),
      headers: key,
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
