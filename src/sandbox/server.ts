import type { IncomingMessage, ServerResponse } from "node:http";
import { isFromThisMachine } from "../http-local.ts";
import { sendAsset } from "./assets.ts";
import type { Clock } from "./clock.ts";
import { createClock } from "./clock.ts";
import { parseJson, readRequest, SAFE_HEADERS, notFound as sayNotFound, sendJson } from "./http.ts";
import type { EmbeddedMistral, EmbeddedMistralOptions } from "./mistral/embedded-mistral.ts";
import { createEmbeddedMistral } from "./mistral/embedded-mistral.ts";
import { initialMistralState } from "./mistral/state.ts";
import { createRequests } from "./requests.ts";
import { initialSlackState } from "./slack/company.ts";
import type { EmbeddedSlack, EmbeddedSlackOptions } from "./slack/embedded-slack.ts";
import { createEmbeddedSlack } from "./slack/embedded-slack.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { initialTeamsState } from "./teams/company.ts";
import type { EmbeddedTeams, EmbeddedTeamsOptions } from "./teams/embedded-teams.ts";
import { createEmbeddedTeams } from "./teams/embedded-teams.ts";
import type { World } from "./world.ts";
import { openWorld } from "./world.ts";

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
  slack?: Partial<Pick<EmbeddedSlackOptions, "scopes" | "random" | "onCall">>;
  teams?: Partial<
    Pick<
      EmbeddedTeamsOptions,
      "token" | "authorization" | "retryAfter" | "limitsIn" | "invokeMs" | "random" | "onCall"
    >
  >;
  mistral?: Partial<Pick<EmbeddedMistralOptions, "quirks" | "random">>;
};

export type Sandbox = {
  /** True: the request was the sandbox's, or foreign and refused. False: it is for somebody else. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** What `SLACK_API_URL` and `MISTRAL_API_URL` would be. */
  slackApiUrl(): string;
  mistralApiUrl(): string;
  /** Where activities from the embedded Teams say that its service is. */
  teamsServiceUrl(): string;
  clock: Clock;
  world: World;
  slack: EmbeddedSlack;
  teams: EmbeddedTeams;
  mistral: EmbeddedMistral;
  skip(milliseconds: number): void;
  hasAdminApi(): boolean;
  /** Addresses of the people who own the company's Slack. */
  owners(): string[];
  /** Ends the open change streams, so that the server can close. */
  close(): void;
};

export function createSandbox(options: SandboxOptions): Sandbox {
  const { path, warn, origin, onSkip, realNow } = options;
  const world = openWorld({
    ...(path === undefined ? {} : { path }),
    ...(warn === undefined ? {} : { warn }),
  });
  const clock = createClock(world, realNow);
  const mistral = createEmbeddedMistral({
    ...options.mistral,
    section: world.section("mistral", initialMistralState(clock.now())),
    now: clock.now,
    adminKey: options.mistralAdminKey,
    key: options.mistralKey,
  });
  const slackSection = world.section("slack", initialSlackState());
  const slack = createEmbeddedSlack({
    ...options.slack,
    section: slackSection,
    now: clock.now,
    botToken: options.botToken,
    signingSecret: options.signingSecret,
    botUrl: options.botUrl ?? origin,
    url: () => `${origin()}/sandbox/slack`,
    // Nothing else changes when the bot falls silent, and the page must hear of it.
    onTrouble: () => slackSection.change(() => {}),
  });
  const teamsSection = world.section("teams", initialTeamsState());
  const teamsServiceUrl = (): string => `${origin()}/sandbox/teams/`;
  const teams = createEmbeddedTeams({
    ...options.teams,
    section: teamsSection,
    now: clock.now,
    botUrl: options.botUrl ?? origin,
    serviceUrl: teamsServiceUrl,
    onTrouble: () => teamsSection.change(() => {}),
  });
  const skip = (milliseconds: number): void => {
    clock.skip(milliseconds);
    onSkip?.();
  };
  const request = createRequests({
    slack,
    teams,
    mistral,
    skip,
    onAdminApi: options.onAdminApi ?? (() => {}),
  });
  const streams = new Set<ServerResponse>();
  world.onChange((revision) => {
    for (const stream of streams) stream.write(`data: ${revision}\n\n`);
  });

  function sendState(res: ServerResponse, as: string | null): void {
    const { people } = slack.state();
    // An old address may name somebody of a state that was deleted since.
    const me = people.find((person) => person.id === as) ?? people[0];
    if (me === undefined) notFound(res);
    else sendJson(res, 200, snapshotOf({ world, clock, slack, teams, mistral }, me));
  }

  function sendChanges(res: ServerResponse): void {
    res.writeHead(200, { "content-type": "text/event-stream", ...SAFE_HEADERS });
    res.write(`data: ${world.revision()}\n\n`);
    streams.add(res);
    res.on("close", () => streams.delete(res));
  }

  async function runRequest(req: IncomingMessage, res: ServerResponse, name: string): Promise<void> {
    const { text } = await readRequest(req);
    if (text === null) return sendJson(res, 413, { ok: false, error: "This is too large." });
    // Another site's form cannot send this type without asking first.
    const isJson = (req.headers["content-type"] ?? "").startsWith("application/json");
    const answer = isJson ? request(name, parseJson(text)) : null;
    if (answer === null) sendJson(res, 400, { ok: false, error: "The sandbox does not know this request." });
    else sendJson(res, 200, await answer);
  }

  function route(req: IncomingMessage, res: ServerResponse, url: URL): boolean {
    const at = `${req.method} ${url.pathname}`;
    if (at === "GET /") return sendAsset(res, "index.html") || notFound(res);
    if (!url.pathname.startsWith("/sandbox/")) return false;
    const [, , area = "", ...rest] = url.pathname.split("/");

    if (at === "GET /sandbox/state") sendState(res, url.searchParams.get("as"));
    else if (at === "GET /sandbox/changes") sendChanges(res);
    else if (area === "page" && req.method === "GET") return sendAsset(res, rest.join("/")) || notFound(res);
    else if (area === "slack") slack.handle(req, res, `/${rest.join("/")}`);
    else if (area === "teams") teams.handle(req, res, `/${rest.join("/")}`);
    else if (area === "mistral") mistral.handle(req, res, `/${rest.join("/")}`);
    else if (req.method === "POST" && rest.length === 0)
      runRequest(req, res, area).catch(() => res.destroy());
    else notFound(res);
    return true;
  }

  return {
    handle: (req, res) => {
      if (isFromThisMachine(req)) return route(req, res, new URL(req.url ?? "/", "http://sandbox.invalid"));
      sendJson(res, 403, { error: "The sandbox answers only to this computer." });
      return true;
    },
    slackApiUrl: () => `${origin()}/sandbox/slack/api/`,
    mistralApiUrl: () => `${origin()}/sandbox/mistral`,
    teamsServiceUrl,
    clock,
    world,
    slack,
    teams,
    mistral,
    skip,
    owners: () =>
      slack.state().people.flatMap(({ owner, email }) => (owner && email !== null ? [email] : [])),
    hasAdminApi: () => mistral.panel().adminApi,
    close: () => {
      for (const stream of streams) stream.end();
      world.close();
    },
  };
}

function notFound(res: ServerResponse): true {
  sayNotFound(res);
  return true;
}
