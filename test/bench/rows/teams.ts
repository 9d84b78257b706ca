import { join } from "node:path";
import { BOT, TENANT } from "../../../src/sandbox/teams/company.ts";
import { ISSUER, startIdentity } from "../../support/servers/identity.ts";
import type { Generator } from "../generator.ts";
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
const PASSWORD = "app-password-0123456789";

type Pressed = Record<"rate" | "p99" | "cpu", number>;
type Identity = Awaited<ReturnType<typeof startIdentity>>;

/**
 * Ten people approve a different Request each on its card in a channel of Teams, over and over, while the worker changes
 * the cards and tells whoever asked, at the pace that Teams allows. Both sides check Microsoft's tokens.
 */
export async function teamsRows(generator: Generator): Promise<Row[]> {
  const identity = await startIdentity(BOT.appId);
  const ours: Pressed[] = [];
  const bare: Pressed[] = [];
  const reference = await startReference(identity);
  for (let round = 0; round < ROUNDS; round += 1) {
    const standIns = await startStandIns(WARM_UP + PRESSES, 1);
    const serviceUrl = `${standIns.url}/sandbox/teams/`;
    const sender = { serviceUrl, token: identity.token({ serviceurl: serviceUrl }) };
    const bot = await startTeamsBot(identity, serviceUrl);
    ours.push(await pressed(generator, bot, sender));
    mustBeApproved(bot.database, WARM_UP + PRESSES);
    bare.push(await pressed(generator, reference, sender));
    await bot.stop();
    await standIns.stop();
  }
  await reference.stop();
  await identity.close();
  const row = (of: keyof Pressed, unit: string): Row => ({
    what: `approve in Teams, ${CONNECTIONS} connections: ${of === "cpu" ? "CPU of each press" : of}`,
    unit,
    ours: ours.map((figures) => figures[of]),
    beside: { "botbuilder, bare invoke": bare.map((figures) => figures[of]) },
  });
  return [{ ...row("rate", "1/s"), share: 0.8 }, row("p99", "ms"), row("cpu", "ms")];
}

async function pressed(generator: Generator, started: Started, sender: Sender): Promise<Pressed> {
  const invokes = range(1, WARM_UP + PRESSES).map((request) => approveInvoke(sender, request));
  await generator.run(started.url, CONNECTIONS, invokes.slice(0, WARM_UP));
  const before = cpuOf(started);
  const { rate, p99, answer } = await generator.run(started.url, CONNECTIONS, invokes.slice(WARM_UP));
  if (!answer.includes(CARD)) throw new Error(`this is no card: ${answer.slice(0, 200)}`);
  return { rate, p99, cpu: (cpuOf(started) - before) / PRESSES };
}

async function startTeamsBot(identity: Identity, serviceUrl: string): Promise<Bot> {
  const template = newFile("presses.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, WARM_UP + PRESSES, teams), teams);
  meetEverybody(template, serviceUrl);
  const env = {
    ...{ PORT: "0", LOG_LEVEL: "warn", SYNC_SECONDS: "600", SETUP_OWNERS: "ana@lumen.example" },
    ...{ MICROSOFT_APP_ID: BOT.appId, MICROSOFT_APP_PASSWORD: PASSWORD, MICROSOFT_APP_TENANT_ID: TENANT },
  };
  const endpoints = {
    openIdMetadata: `${identity.url}/metadata`,
    issuer: ISSUER,
    service: new URL(serviceUrl).origin,
  };
  const program = [
    ...MAIN.slice(0, -1),
    join(DIST, "bench/tenant-bot.js"),
    ...[DIST, JSON.stringify(endpoints)],
  ];
  return startProgram(program, template, (database) => ({ ...env, DATABASE_PATH: database }));
}

function startReference({ url }: Identity): Promise<Started> {
  const credentials = {
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
  return startNode(["dist/bench/botbuilder.js", JSON.stringify(credentials)]);
}
