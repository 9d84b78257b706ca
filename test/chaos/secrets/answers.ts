import type { Fault, Faults } from "../../../src/sandbox/fault.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../../support/servers/slack.ts";
import { startWhole, type Whole } from "../../support/servers/whole.ts";
import { createRandom, pick } from "../random.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { begin, settle } from "../storm/setup.ts";
import { keeping } from "./kept.ts";
import { madeUp, type Secrets } from "./planted-secrets.ts";

const MINUTE = 60_000;

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: "answer", status, body, headers },
});

/** Where in an answer somebody's secret can stand. */
export const SHAPES: Record<string, (secret: string) => Fault> = {
  "Slack's word for an error": (secret) => answer(200, { ok: false, error: secret }),
  "the scope that is missing": (secret) => answer(200, { ok: false, error: "missing_scope", needed: secret }),
  "Teams' word for an error": (secret) => answer(403, { error: { code: secret, message: secret } }),
  "Teams' older word": (secret) => answer(400, { message: JSON.stringify({ subCode: secret }) }),
  "a message": (secret) => answer(400, { message: `refused for ${secret}`, code: secret }),
  "a detail": (secret) => answer(403, { detail: `x-api-key ${secret} may not` }),
  "a list of details": (secret) => answer(422, { detail: [{ msg: secret, input: secret }] }),
  "a page": (secret) => answer(502, `<html><pre>authorization: Bearer ${secret}</pre></html>`),
  "a redirect": (secret) => answer(302, "", { location: `https://elsewhere.example/?token=${secret}` }),
  "a header": (secret) => answer(500, {}, { "x-request": secret, "retry-after": "1" }),
  "a 429": (secret) => answer(429, { error: secret }, { "retry-after": "1" }),
};

/**
 * Slack, Teams and Mistral quote secrets in whatever they answer, while Requests are made and approved. Looks for them in
 * everything that is kept, logged, shown or exported, and for the bot's own wherever they were not meant to go.
 */
export async function secretsInAnswers(seed: number, requests: number): Promise<Outcome> {
  const random = createRandom(seed);
  const secrets: Secrets = {
    ...madeUp(random),
    "the bot token": BOT_TOKEN,
    "the signing secret": SIGNING_SECRET,
    "the Admin API key": "admin-key-0123456789",
    "the bot's own key": "ordinary-key-0123456789",
  };
  const { path, log, lines, found: look, remove } = keeping();
  const world = await startWhole({
    ...{ mode: "automatic", platforms: ["slack", "teams"], env: () => ({ DATABASE_PATH: path }), log },
  });
  const struck = new Set<string>();
  const figures: Figures = {};
  try {
    await startInSlack(world);
    const places = { Slack: world.slack.faults, Teams: world.teams.faults, Mistral: world.mistral.faults };
    for (const [name, faults] of Object.entries(places)) spoil(name, faults);
    for (let n = 0; n < requests; n += 1) await ask(world, n);
    for (const faults of Object.values(places)) faults.take = () => null;
    await world.later(30 * MINUTE);
    const said = [
      ...world.slack.calls().map(({ args }) => args),
      ...world.teams.calls().map(({ path: to, body }) => [to, body]),
    ];
    const shown = [world.slack.state(), world.teams.state(), said];
    const found = await look(world.bot.store, secrets, shown);
    return {
      figures: {
        "places and kinds in answers": struck.size,
        ...figures,
        "lines of the log": lines.length,
        "found again": found.length,
      },
      violations: found,
    };
  } finally {
    await world.stop();
    remove();
  }

  function spoil(name: string, faults: Faults): void {
    faults.take = () => {
      if (random() < 0.5) return null;
      const kind = pick(random, Object.keys(secrets)) ?? "";
      const shape = pick(random, Object.keys(SHAPES)) ?? "";
      struck.add(`${name}, ${shape}, ${kind}`);
      count(figures, "secrets in answers");
      return SHAPES[shape]?.(secrets[kind] ?? "") ?? null;
    };
  }
}

/** A person in Slack starts the Setup and confirms billing; two others are known. */
export async function startInSlack(world: Whole): Promise<void> {
  await begin(world, ["slack"], settle(world, { requesters: 2 }), false);
  await world.as("chloe").command("help");
  await world.inTeams("chloe").command("help");
  await world.settle();
}

/** Straight to the core: with so many faults, somebody who fills in a form would only be told to try again. */
async function ask(world: Whole, n: number): Promise<void> {
  const { store } = world.bot;
  await world
    .as("chloe")
    .command("status")
    .catch(() => {});
  await world
    .inTeams("chloe")
    .command("status")
    .catch(() => {});
  store.transact((tx) => {
    const ana = tx.setup.load()?.owner ?? "";
    const request = tx.requests.insert({
      ...{ requester: ana, role: "member", seats: [], workspaces: [], reason: "", state: "approved" },
      ...{ decision: { by: ana, at: 1, reason: null }, firstApproval: null, createdAt: 1 },
    });
    tx.invitations.insert({
      ...{ request: request.id, address: `p${n}@lumen.example`, role: "member", status: "sending", since: 1 },
      ...{
        evidence: null,
        sentAt: null,
        mistralId: null,
        failure: null,
        invitee: null,
        digest: null,
      },
    });
    const at = { dueAt: 1, group: `r${n}` };
    tx.jobs.enqueue({ kind: "invite", request: request.id }, { key: `invite:${request.id}`, ...at });
    const place = { platform: "slack", channel: world.slack.state().channels[0]?.id ?? "" } as const;
    for (const to of [{ person: ana }, { place }])
      tx.jobs.enqueue(
        { kind: "post", subject: `request:${request.id}`, to },
        { key: `post:${request.id}${JSON.stringify(to)}`, ...at, group: `to:${JSON.stringify(to)}` },
      );
  });
  await world.later(MINUTE);
}
