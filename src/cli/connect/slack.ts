import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { oddSecret } from "../../config/variables.ts";
import { ROOT } from "../../root.ts";
import { appTokenFindings, botTokenFindings } from "../doctor/chats.ts";
import { askForHost, choose } from "./ask.ts";
import { askFor, type Session, wrongIn } from "./session.ts";

const CALL_MS = 4_000;
const CREATE = "https://api.slack.com/apps?new_app=1&manifest_json=";

/** Creates the app from the manifest: for Socket Mode, or for HTTP at this host. */
export function linkFor(host: string | null): string {
  const text = readFileSync(new URL("manifests/slack.json", ROOT), "utf8");
  const manifest = JSON.parse(text.replaceAll("YOUR-HOST", host ?? "YOUR-HOST"));
  if (host === null) {
    delete manifest.features.slash_commands[0].url;
    delete manifest.settings.event_subscriptions.request_url;
    delete manifest.settings.interactivity.request_url;
    manifest.settings.socket_mode_enabled = true;
  }
  return CREATE + encodeURIComponent(JSON.stringify(manifest));
}

const VERIFY = "Start the bot, then press Retry at api.slack.com/apps › your app › Event Subscriptions.";

/** Asks for what Slack needs, and has Slack check it. Gives what is left to do; null: nothing. */
export async function connectSlack(session: Session): Promise<string | null> {
  const { ask, print, isTerminal, entered, slackApiUrl: apiUrl } = session;
  print("Socket Mode needs no public address: the bot calls Slack. Over HTTP, Slack calls the bot.");
  const way = await choose(ask, "How does Slack reach the bot?", ["socket", "http"]);
  const link = linkFor(way === "socket" ? null : await askForHost(ask));
  print(`Create the app with this link: choose your workspace, Next, Create.\n${link}`);
  if (isTerminal && (await choose(ask, "Open it in a browser?", ["yes", "no"])) === "yes") open(link, print);
  print("Then choose Install App, Install to Workspace.");
  const { createSlackLook } = await import("../../slack/look.ts");
  const look = (botToken: string) => createSlackLook({ botToken, apiUrl, timeoutMs: CALL_MS, seen() {} });
  const botToken = await askFor(session, "SLACK_BOT_TOKEN", async (token) =>
    wrongIn(await botTokenFindings(look(token).self()), print),
  );
  if (way === "http") {
    await askFor(session, "SLACK_SIGNING_SECRET", doubted);
    // It would win.
    entered["SLACK_APP_TOKEN"] = null;
    return VERIFY;
  }
  await askFor(session, "SLACK_APP_TOKEN", async (token) =>
    wrongIn(await appTokenFindings(look(botToken), token), print),
  );
  return null;
}

/** Nobody can be asked for it, so what is entered twice is taken. */
function doubted(secret: string, again: boolean): string | null {
  const odd = oddSecret(secret);
  return odd === null || again ? null : `${odd} Press Enter to take it all the same.`;
}

const OPENERS: NodeJS.Dict<string> = { darwin: "open", win32: "explorer" };

function open(link: string, print: Session["print"]): void {
  const browser = spawn(OPENERS[process.platform] ?? "xdg-open", [link], { stdio: "ignore", detached: true });
  browser.once("error", () => print("No browser could be opened: open the link yourself."));
  browser.unref();
}
