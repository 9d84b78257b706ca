import type { IncomingMessage, ServerResponse } from "node:http";
import { isFromThisMachine } from "../lib/http/local.ts";
import { sendAsset } from "./assets.ts";
import { notFound, parseJson, readRequest, SAFE_HEADERS, sendJson } from "./http.ts";
import type { EmbeddedMistralOptions } from "./mistral/embedded-mistral.ts";
import { createEmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { initialMistralState } from "./mistral/state.ts";
import { createRequests } from "./requests.ts";
import { initialSlackState } from "./slack/company.ts";
import type { EmbeddedSlackOptions } from "./slack/embedded-slack.ts";
import { createEmbeddedSlack } from "./slack/embedded-slack.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { initialTeamsState } from "./teams/company.ts";
import type { EmbeddedTeamsOptions } from "./teams/embedded-teams.ts";
import { createEmbeddedTeams } from "./teams/embedded-teams.ts";
import { createClock, openWorld } from "./world.ts";

export type SandboxOptions = {
  /** The file of the state; without it the state lives in memory. */
  path?: string;
  warn?: (sentence: string) => void;
  /** Where the server that this is mounted into listens, such as `http://127.0.0.1:3000`. */
  origin: () => string;
  /** Where the bot listens, when it is elsewhere. */
  botUrl?: () => string;
  botToken: string;
  signingSecret: string;
  mistralAdminKey: string;
  mistralKey: string;
  /** Called after the clock moved, so that what became due is done at once. */
  onSkip?: () => void;
  /** Called after the Admin API came or went. */
  onAdminApi?: () => void;
  /** The time under the skipped clock; the real one by default. */
  realNow?: () => number;
  slack?: Partial<EmbeddedSlackOptions>;
  teams?: Partial<EmbeddedTeamsOptions>;
  mistral?: Partial<EmbeddedMistralOptions>;
};

export type Sandbox = ReturnType<typeof createSandbox>;

/** Slack, Teams and Mistral, and the page that shows them. */
export function createSandbox(options: SandboxOptions) {
  const { path, warn, origin, realNow, botUrl = origin, signingSecret, botToken } = options;
  const world = openWorld({ path, warn });
  const clock = createClock(world, realNow);
  const { now } = clock;
  const mistral = createEmbeddedMistral({
    ...{ now, adminKey: options.mistralAdminKey, key: options.mistralKey },
    ...options.mistral,
    section: world.section("mistral", initialMistralState(now())),
  });
  // Nothing else changes when the bot falls silent, and the page must hear of it.
  const outside = { now, botUrl, onTrouble: world.changed };
  const slack = createEmbeddedSlack({
    ...{ ...outside, botToken, signingSecret, url: () => `${origin()}/sandbox/slack` },
    ...options.slack,
    section: world.section("slack", initialSlackState()),
  });
  const serviceUrl = () => `${origin()}/sandbox/teams/`;
  const teams = createEmbeddedTeams({
    ...{ ...outside, serviceUrl },
    ...options.teams,
    section: world.section("teams", initialTeamsState()),
  });
  const services = { slack, teams, mistral };
  const skip = (milliseconds: number): void => {
    clock.skip(milliseconds);
    options.onSkip?.();
  };
  const request = createRequests({ ...services, skip, onAdminApi: options.onAdminApi ?? (() => {}) });
  const streams = new Set<ServerResponse>();
  world.onChange((revision) => {
    for (const stream of streams) stream.write(`data: ${revision}\n\n`);
  });

  function sendState(res: ServerResponse, as: string | null): void {
    const { people } = slack.state();
    // An old address may name somebody of a state that was deleted since.
    const me = people.find((person) => person.id === as) ?? people[0];
    if (me === undefined) notFound(res);
    else sendJson(res, 200, snapshotOf({ world, clock, ...services }, me));
  }

  function sendChanges(res: ServerResponse): void {
    res.writeHead(200, { "content-type": "text/event-stream", ...SAFE_HEADERS });
    res.write(`data: ${world.revision()}\n\n`);
    streams.add(res);
    res.on("close", () => streams.delete(res));
  }

  async function runRequest(req: IncomingMessage, res: ServerResponse, name: string): Promise<void> {
    const { text, headers } = await readRequest(req);
    if (text === null) return sendJson(res, 413, { ok: false, error: "This is too large." });
    // Another site's form cannot send this type without asking first.
    const isJson = (headers["content-type"] ?? "").startsWith("application/json");
    const answer = isJson ? request(name, parseJson(text)) : null;
    if (answer === null) sendJson(res, 400, { ok: false, error: "The sandbox does not know this request." });
    else sendJson(res, 200, await answer);
  }

  function route(req: IncomingMessage, res: ServerResponse): boolean {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://sandbox.invalid");
    const at = `${req.method} ${pathname}`;
    const [, service, below = ""] = /^\/sandbox\/(slack|teams|mistral)(\/.*)$/.exec(pathname) ?? [];
    if (at === "GET /") sendAsset(res, "index.html");
    else if (!pathname.startsWith("/sandbox/")) return false;
    else if (service !== undefined) services[service as keyof typeof services].handle(req, res, below);
    else if (at === "GET /sandbox/state") sendState(res, searchParams.get("as"));
    else if (at === "GET /sandbox/changes") sendChanges(res);
    else if (at.startsWith("GET /sandbox/page/")) sendAsset(res, pathname.slice("/sandbox/page/".length));
    else if (req.method === "POST")
      runRequest(req, res, pathname.slice("/sandbox/".length)).catch(() => res.destroy());
    else notFound(res);
    return true;
  }

  return {
    /** True: the request was the sandbox's, or foreign and refused. False: it is for somebody else. */
    handle: (req: IncomingMessage, res: ServerResponse): boolean => {
      if (isFromThisMachine(req)) return route(req, res);
      sendJson(res, 403, { error: "The sandbox answers only to this computer." });
      return true;
    },
    /** What `SLACK_API_URL` and `MISTRAL_API_URL` would be. */
    slackApiUrl: () => `${origin()}/sandbox/slack/api/`,
    mistralApiUrl: () => `${origin()}/sandbox/mistral`,
    /** Where activities from the embedded Teams say that its service is. */
    teamsServiceUrl: serviceUrl,
    ...{ clock, world, skip, ...services },
    hasAdminApi: () => mistral.panel().adminApi,
    /** Addresses of the people who own the company's Slack. */
    owners: () =>
      slack.state().people.flatMap(({ owner, email }) => (owner && email !== null ? [email] : [])),
    /** Ends the open change streams, so that the server can close. */
    close: () => {
      for (const stream of streams) stream.end();
      world.close();
    },
  };
}
