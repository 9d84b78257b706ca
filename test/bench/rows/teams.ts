import { join } from "node:path";
import { BOT, TENANT } from "../../../src/sandbox/teams/company.ts";
import { ISSUER, startIdentity } from "../../support/servers/identity.ts";
import type { Generator, Measured } from "../generator.ts";
import { approveInvoke, type Sender } from "../invokes.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { cpuOf, type Started, startNode } from "../processes.ts";
import { range } from "../requests.ts";
import type { Row } from "../table.ts";
import { meetEverybody, teams } from "../teams-scene.ts";
import { type Bot, DIST, MAIN, mustBeApproved, newFile, startProgram, startStandIns } from "../world.ts";

const ROUNDS = 3;
const WARM_UP = 150;
const PRESSES = 300;
const CONNECTIONS = 10;
/** A press that was granted is answered with the card as it is now; a refusal, with a sentence. */
const CARD = '"type":"application/vnd.microsoft.card.adaptive"';

/** As Teams has it: with a token that both sides check. Or as a local client, which has none. */
type Door = "tokens checked" | "local client, no tokens";
const DOORS: readonly Door[] = ["tokens checked", "local client, no tokens"];
const PASSWORD = "app-password-0123456789";

type Pressed = Pick<Measured, "rate" | "p50" | "p99"> & { readonly cpu: number };
type Who = "ours" | "invoke" | "insert";
type Identity = Awaited<ReturnType<typeof startIdentity>>;

/**
 * Ten people approve a different Request each on its card in a channel of Teams, over and over, while the worker changes
 * the cards and tells whoever asked, at the pace that Teams allows.
 */
export async function teamsRows(generator: Generator): Promise<Row[]> {
  const identity = await startIdentity(BOT.appId);
  const rows: Row[] = [];
  for (const door of DOORS) {
    const rounds: Record<Who, Pressed[]> = { ours: [], invoke: [], insert: [] };
    const invoke = await startReference(identity, door, "invoke");
    const insert = await startReference(identity, door, "insert", newFile("botbuilder.db"));
    for (let round = 0; round < ROUNDS; round += 1) {
      const standIns = await startStandIns(WARM_UP + PRESSES, 1);
      const serviceUrl = `${standIns.url}/sandbox/teams/`;
      const token = door === "tokens checked" ? identity.token({ serviceurl: serviceUrl }) : null;
      const bot = await startTeamsBot(identity, door, serviceUrl);
      const press = (started: Started) => pressed(generator, started, { serviceUrl, token });
      rounds.ours.push(await press(bot));
      mustBeApproved(bot.database, WARM_UP + PRESSES);
      rounds.invoke.push(await press(invoke));
      rounds.insert.push(await press(insert));
      await bot.stop();
      await standIns.stop();
    }
    await Promise.all([invoke.stop(), insert.stop()]);
    rows.push(...rowsOf(door, rounds));
  }
  await identity.close();
  return rows;
}

async function pressed(generator: Generator, started: Started, sender: Sender): Promise<Pressed> {
  const invokes = range(1, WARM_UP + PRESSES).map((request) => approveInvoke(sender, request));
  await generator.run(started.url, CONNECTIONS, invokes.slice(0, WARM_UP));
  const before = cpuOf(started);
  const { rate, p50, p99, answer } = await generator.run(started.url, CONNECTIONS, invokes.slice(WARM_UP));
  if (!answer.includes(CARD)) throw new Error(`this is no card: ${answer.slice(0, 200)}`);
  return { rate, p50, p99, cpu: (cpuOf(started) - before) / PRESSES };
}

async function startTeamsBot(identity: Identity, door: Door, serviceUrl: string): Promise<Bot> {
  const template = newFile("presses.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, WARM_UP + PRESSES, teams), teams);
  meetEverybody(template, serviceUrl);
  const common = { PORT: "0", LOG_LEVEL: "warn", SYNC_SECONDS: "600", SETUP_OWNERS: "ana@lumen.example" };
  const env = door === "tokens checked" ? CREDENTIALS : { TEAMS_LOCAL: "1" };
  const endpoints = {
    openIdMetadata: `${identity.url}/metadata`,
    issuer: ISSUER,
    service: new URL(serviceUrl).origin,
  };
  const program =
    door === "tokens checked"
      ? [...MAIN.slice(0, -1), join(DIST, "bench/tenant-bot.js"), DIST, JSON.stringify(endpoints)]
      : MAIN;
  return startProgram(program, template, (database) => ({ ...common, ...env, DATABASE_PATH: database }));
}

const CREDENTIALS = {
  MICROSOFT_APP_ID: BOT.appId,
  MICROSOFT_APP_PASSWORD: PASSWORD,
  MICROSOFT_APP_TENANT_ID: TENANT,
};

function startReference({ url }: Identity, door: Door, ...args: string[]): Promise<Started> {
  const checked = {
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppId: BOT.appId,
    MicrosoftAppPassword: PASSWORD,
    MicrosoftAppTenantId: TENANT,
    ToBotFromChannelOpenIdMetadataUrl: `${url}/metadata`,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToBotFromEmulatorOpenIdMetadataUrl: `${url}/metadata`,
    ToChannelFromBotLoginUrl: `${url}/login`,
    ToChannelFromBotOAuthScope: ISSUER,
    OAuthUrl: `${url}/login`,
  };
  const credentials = JSON.stringify(door === "tokens checked" ? checked : {});
  return startNode(["dist/bench/botbuilder.js", credentials, ...args]);
}

function rowsOf(door: Door, { ours, invoke, insert }: Record<Who, Pressed[]>): Row[] {
  const row = (of: keyof Pressed, unit: string): Row => ({
    what: `approve in Teams (${door}), ${CONNECTIONS} connections: ${of === "cpu" ? "CPU of each press" : of}`,
    unit,
    ours: ours.map((figures) => figures[of]),
    beside: {
      "botbuilder, bare invoke": invoke.map((figures) => figures[of]),
      "botbuilder, one durable insert": insert.map((figures) => figures[of]),
    },
  });
  return [{ ...row("rate", "1/s"), share: 0.8 }, row("p50", "ms"), row("p99", "ms"), row("cpu", "ms")];
}
