import { rmSync } from "node:fs";
import { readDotEnv } from "../../config/dot-env.ts";
import { appFindings } from "../doctor/chats.ts";
import { askForHost, choose } from "./ask.ts";
import { askFor, type Session, wrongIn } from "./session.ts";

const CLI = "npx @microsoft/teams.cli@3.0.3";
const CLI_FILE = "teams.env";
const NEXT = "Next: start the bot, upload that package, and write setup to the app once you have it.";

/** Asks for what Teams needs, and has Microsoft check it. Gives what is left to do. */
export async function connectTeams(session: Session): Promise<string> {
  const { ask, print, environment, entered } = session;
  print("Microsoft's Teams CLI makes app and bot with one command, without an Azure subscription.");
  print("In the Azure portal, you make them by hand; the bot's plan F0 is free.");
  const way = await choose(ask, "How do you make the app?", ["cli", "portal"]);
  const endpoint = `https://${await askForHost(ask)}/api/messages`;
  await (way === "cli" ? madeByCli : madeByHand)(session, endpoint);
  // Each alone lets the app in.
  entered["MICROSOFT_APP_CERTIFICATE_FILE"] = null;
  entered["MICROSOFT_APP_TYPE"] = null;
  await askFor(session, "TEAMS_DEVELOPER_URL");
  // With Teams alone nobody else may start the Setup.
  if (!environment["SLACK_BOT_TOKEN"] && !environment["SETUP_OWNERS"]) await askFor(session, "SETUP_OWNERS");
  return NEXT;
}

/** The secret that Microsoft's tool has left there, where it is the one that is in `.env` now. */
export function forgetCliFile({ MICROSOFT_APP_PASSWORD: secret }: Session["entered"]): void {
  const read = readDotEnv(CLI_FILE);
  if (typeof read !== "string" && read["CLIENT_SECRET"] === secret) rmSync(CLI_FILE);
}

async function judged({ print, entered }: Session, ...[appId, tenantId, password]: [string, string, string]) {
  entered["MICROSOFT_APP_ID"] = appId;
  entered["MICROSOFT_APP_PASSWORD"] = password;
  entered["MICROSOFT_APP_TENANT_ID"] = tenantId;
  return wrongIn(await appFindings({ appId, tenantId, password }), print);
}

async function madeByCli(session: Session, endpoint: string): Promise<void> {
  const { ask, print } = session;
  print("Run these two in another terminal, in this folder. They ask you to sign in with a work account:");
  print(`${CLI} login`);
  print(`${CLI} app create -n "Mistral Setup" -e ${endpoint} --sign-in-audience myOrg --env ${CLI_FILE}`);
  const check = async () => {
    const read = readDotEnv(CLI_FILE);
    if (typeof read === "string") return read;
    const { CLIENT_ID: id, CLIENT_SECRET: secret, TENANT_ID: tenant } = read;
    if (!id || !secret || !tenant) return `There is no ${CLI_FILE} with all three values here yet.`;
    return judged(session, id, tenant, secret);
  };
  await ask({ text: "Press Enter once it is done", before: CLI_FILE, check });
}

const STEPS = (endpoint: string) => [
  "1. entra.microsoft.com › App registrations › New registration: a name, this organizational directory only (Single tenant), no redirect URI.",
  "2. There, Certificates & secrets › New client secret: copy its Value at once, the page shows it only now.",
  "3. portal.azure.com › Create a resource › Azure Bot: plan F0, Type of App Single Tenant, Use existing app registration.",
  `4. In the new bot, Configuration › Messaging endpoint: ${endpoint}`,
  "5. In the new bot, Channels › Microsoft Teams: agree to its terms, Apply.",
];

/** Microsoft judges the three together, so all are asked for again, and Enter keeps what is right. */
async function madeByHand(session: Session, endpoint: string): Promise<void> {
  for (const step of STEPS(endpoint)) session.print(step);
  for (;;) {
    const appId = await askFor(session, "MICROSOFT_APP_ID");
    const tenantId = await askFor(session, "MICROSOFT_APP_TENANT_ID");
    const password = await askFor(session, "MICROSOFT_APP_PASSWORD");
    const wrong = await judged(session, appId, tenantId, password);
    if (wrong === null) return;
    session.print(`✗ ${wrong} Enter keeps a value.`);
  }
}
