import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { isFromThisMachine } from "../lib/http/local.ts";
import { ROOT } from "../root.ts";
import { NOT_FOUND, parseJson, readRequest, SAFE_HEADERS, sendJson } from "./http.ts";
import { createEmbeddedMistral, type EmbeddedMistralOptions } from "./mistral/embedded-mistral.ts";
import { initialMistralState } from "./mistral/state.ts";
import { fail } from "./refusal.ts";
import { createRequests } from "./requests.ts";
import { createEmbeddedSlack, type EmbeddedSlackOptions } from "./slack/embedded-slack.ts";
import { initialSlackState } from "./slack/state.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { createEmbeddedTeams, type EmbeddedTeamsOptions } from "./teams/embedded-teams.ts";
import { initialTeamsState } from "./teams/state.ts";
import { createClock, openWorld } from "./world.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  js: "text/javascript; charset=utf-8",
};

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function sendAsset(res: ServerResponse, name: string): void {
  const type = TYPES[/^[a-z][a-z-]*\.([a-z]+)$/.exec(name)?.[1] ?? ""];
  const path = type && fileURLToPath(new URL(`dist/sandbox/page/${name}`, ROOT));
  if (path && existsSync(path)) {
    res.writeHead(200, { "content-type": type, "content-security-policy": POLICY, ...SAFE_HEADERS });
    res.end(readFileSync(path));
  } else sendJson(res, NOT_FOUND);
}

export type SandboxOptions = {
  /** Of the program, as the page shows it. */
  version?: string;
  /** The file of the state; without it the state lives in memory. */
  path?: string;
  database?: string;
  warn?: (sentence: string) => void;
  /** Where the server that this is mounted into listens, such as `http://127.0.0.1:3000`. */
  origin: () => string;
  botUrl?: () => string;
  botToken: string;
  signingSecret: string;
  mistralAdminKey: string;
  mistralKey: string;
  /** Called after the clock moved, so that what became due is done at once. */
  onSkip?: () => void;
  onAdminApi?: () => void;
  /** Called once everything here is to be forgotten: the answer is still on its way. */
  onReset?: () => void;
  /** For somebody who tries the bot out: on a plan without an Admin API, as most are, and the bot has introduced itself. */
  forNewcomers?: boolean;
  realNow?: () => number;
  slack?: Partial<EmbeddedSlackOptions>;
  teams?: Partial<EmbeddedTeamsOptions>;
  mistral?: Partial<EmbeddedMistralOptions>;
};

export type Sandbox = ReturnType<typeof createSandbox>;

export function createSandbox(options: SandboxOptions) {
  const { path, database, warn, origin, realNow, botUrl = origin, signingSecret, botToken } = options;
  const { forNewcomers = false, version = "" } = options;
  const world = openWorld({ path, database, warn });
  const clock = createClock(world, realNow);
  const { now } = clock;
  const mistral = createEmbeddedMistral({
    ...{ now, adminKey: options.mistralAdminKey, key: options.mistralKey },
    ...options.mistral,
    section: world.section("mistral", initialMistralState(now(), !forNewcomers)),
  });
  // Nothing else changes when the bot falls silent, and the page must hear of it.
  const outside = { now, botUrl, onTrouble: world.changed };
  const slack = createEmbeddedSlack({
    ...{ ...outside, botToken, signingSecret, url: () => `${origin()}/sandbox/slack` },
    ...options.slack,
    section: world.section("slack", initialSlackState(forNewcomers ? now() : null)),
  });
  const serviceUrl = () => `${origin()}/sandbox/teams/`;
  const teams = createEmbeddedTeams({
    ...{ ...outside, serviceUrl },
    ...options.teams,
    section: world.section("teams", initialTeamsState(forNewcomers ? now() : null)),
  });
  const services = { slack, teams, mistral };
  const skip = (milliseconds: number): null => {
    clock.skip(milliseconds);
    options.onSkip?.();
    return null;
  };
  const { onAdminApi, onReset } = options;
  const request = createRequests({ ...services, skip, onAdminApi, onReset });
  const streams = new Set<ServerResponse>();
  let isOver = false;
  world.onChange(() => {
    for (const stream of streams) stream.write("data: changed\n\n");
  });

  function sendState(res: ServerResponse, as: string | null): void {
    const { people } = slack.state();
    // An old address may name somebody of a state that was deleted since.
    const me = people.find((person) => person.id === as) ?? people[0];
    const body = me && snapshotOf({ version, world, clock, ...services }, me);
    // After a reset nobody is to see what was before.
    if (isOver) sendJson(res, { status: 503, body: fail("The sandbox is closing.") });
    else sendJson(res, body === undefined ? NOT_FOUND : { status: 200, body });
  }

  function sendChanges(res: ServerResponse): void {
    res.writeHead(200, { "content-type": "text/event-stream", ...SAFE_HEADERS });
    res.flushHeaders();
    streams.add(res);
    res.on("close", () => streams.delete(res));
  }

  async function runRequest(req: IncomingMessage, res: ServerResponse, name: string): Promise<void> {
    const { text, headers } = await readRequest(req, name);
    // Another site's form cannot send this type without asking first.
    const isJson = (headers["content-type"] ?? "").startsWith("application/json");
    const body = isJson ? await request(name, parseJson(text)) : null;
    if (text === null) sendJson(res, { status: 413, body: fail("This is too large.") });
    else if (body !== null) sendJson(res, { status: 200, body });
    else sendJson(res, { status: 400, body: fail("The sandbox does not know this request.") });
  }

  function route(req: IncomingMessage, res: ServerResponse): boolean {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://sandbox.invalid");
    const [, service, below = ""] = /^\/sandbox\/(slack|teams|mistral)(\/.*)$/.exec(pathname) ?? [];
    const [, name = ""] = /^\/sandbox\/(.*)$/.exec(pathname) ?? [];
    if (`${req.method} ${pathname}` === "GET /") sendAsset(res, "index.html");
    else if (!pathname.startsWith("/sandbox/")) return false;
    else if (service !== undefined) services[service as keyof typeof services].handle(req, res, below);
    else if (req.method === "POST") runRequest(req, res, name).catch(() => res.destroy());
    else if (name === "state") sendState(res, searchParams.get("as"));
    else if (name === "changes") sendChanges(res);
    else sendAsset(res, name.replace(/^page\//, ""));
    return true;
  }

  return {
    /** True: the request was the sandbox's, or foreign and refused. False: it is for somebody else. */
    handle: (req: IncomingMessage, res: ServerResponse): boolean => {
      if (isFromThisMachine(req)) return route(req, res);
      sendJson(res, { status: 403, body: { error: "The sandbox answers only to this computer." } });
      return true;
    },
    slackApiUrl: () => `${origin()}/sandbox/slack/api/`,
    mistralApiUrl: () => `${origin()}/sandbox/mistral`,
    teamsServiceUrl: serviceUrl,
    ...{ clock, world, skip, ...services },
    hasAdminApi: () => mistral.panel().adminApi,
    owners: () =>
      slack.state().people.flatMap(({ owner, email }) => (owner && email !== null ? [email] : [])),
    close: () => {
      isOver = true;
      for (const stream of streams) stream.end();
      world.close();
    },
  };
}
