import type { JsonObject } from "../../../src/sandbox/snapshot.ts";
import { invokeActivity } from "../../../src/sandbox/teams/activity.ts";
import { BOT, TENANT } from "../../../src/sandbox/teams/state.ts";
import { encodePress } from "../../../src/teams/cards/codec.ts";
import { runnerWith } from "../../support/programs/child.ts";
import { ISSUER, startIdentity } from "../../support/servers/identity.ts";
import type { SignedRequest } from "../load.ts";
import { type Generator, type Measured, type Row, rowsOf } from "../measure.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { approverOf, range } from "../slack-scene.ts";
import { deedAt, meetEverybody, teams } from "../teams-scene.ts";
import {
  type Bot,
  COMMON,
  mustBeApproved,
  newFile,
  type Started,
  startBot,
  startNode,
  startStandIns,
} from "../world.ts";

const APP_ID = BOT.id.replace("28:", "");

const ROUNDS = 3;
const WARM_UP = 150;
const PRESSES = 300;
const CONNECTIONS = 10;
/** A press that was granted is answered with the card as it is now; a refusal, with a sentence. */
const CARD = '"type":"application/vnd.microsoft.card.adaptive"';
const PASSWORD = "app-password-0123456789";

type Identity = Awaited<ReturnType<typeof startIdentity>>;

/** Ten people approve on cards in a channel while the worker changes these. Both sides check Microsoft's tokens. */
export async function teamsRows(generator: Generator): Promise<Row[]> {
  const identity = await startIdentity(APP_ID);
  const ours: Measured[] = [];
  const bare: Measured[] = [];
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
  const what = `approve in Teams, ${CONNECTIONS} connections`;
  return rowsOf(what, ours, { "botbuilder, bare invoke": bare }, { rate: { share: 0.5 }, p99: {} });
}

async function pressed(generator: Generator, started: Started, sender: Sender): Promise<Measured> {
  const invokes = range(1, WARM_UP + PRESSES).map((request) => approveInvoke(sender, request));
  await generator.run(started.url, CONNECTIONS, invokes.slice(0, WARM_UP));
  const measured = await generator.run(started.url, CONNECTIONS, invokes.slice(WARM_UP));
  if (!measured.answer.includes(CARD)) throw new Error(`this is no card: ${measured.answer.slice(0, 200)}`);
  return measured;
}

async function startTeamsBot(identity: Identity, serviceUrl: string): Promise<Bot> {
  const template = newFile("presses.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, WARM_UP + PRESSES, teams), teams);
  meetEverybody(template, serviceUrl);
  const env = {
    ...{ ...COMMON, SETUP_OWNERS: "ana@lumen.example" },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: PASSWORD, MICROSOFT_APP_TENANT_ID: TENANT },
  };
  const service = new URL(serviceUrl).origin;
  const endpoints = { openIdMetadata: `${identity.url}/metadata`, issuer: ISSUER, service };
  return startBot(template, env, runnerWith({ endpoints }));
}

function startReference({ url }: Identity): Promise<Started> {
  const credentials = {
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppId: APP_ID,
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

/** Where Teams' service says that it is, and what it signs its requests with. */
type Sender = { readonly serviceUrl: string; readonly token: string };

/** An approver presses Approve on the card of a Request, as Teams' service sends it. */
function approveInvoke({ serviceUrl, token }: Sender, request: number): SignedRequest {
  const card = teams.cardOf(request);
  const deed = deedAt(approverOf(teams, request), card, serviceUrl);
  const pressed = { do: "approve", request, ask: "m1" } as const;
  const data = encodePress(pressed, { form: null, under: [] }) as unknown as JsonObject;
  const action = { type: "Action.Execute", title: "Approve", verb: "press", data };
  const activity = invokeActivity(deed, card, "adaptiveCard/action", { action, trigger: "manual" });
  const body = JSON.stringify(activity);
  return {
    path: "/api/messages",
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
      authorization: `Bearer ${token}`,
    },
  };
}
