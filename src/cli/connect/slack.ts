import { readFileSync } from "node:fs";
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

const NEXT = {
  socket: "Next: start the bot, invite it into your channels, and type /mistral-setup.",
  http: "Next: start the bot, then press Retry at api.slack.com/apps › your app › Event Subscriptions.",
};

/** Asks for what Slack needs, and has Slack check it. Gives what is left to do. */
export async function connectSlack(session: Session): Promise<string> {
  const { ask, print, entered, slackApiUrl: apiUrl } = session;
  print("Socket Mode needs no public address: the bot calls Slack. Over HTTP, Slack calls the bot.");
  const way = await choose(ask, "How does Slack reach the bot?", ["socket", "http"]);
  const link = linkFor(way === "socket" ? null : await askForHost(ask));
  print(`Create the app with this link: choose your workspace, Next, Create.\n${link}`);
  print("Then choose Install App, Install to Workspace.");
  const { createSlackLook } = await import("../../slack/look.ts");
  const look = (botToken: string) => createSlackLook({ botToken, apiUrl, timeoutMs: CALL_MS, seen() {} });
  const botToken = await askFor(session, "SLACK_BOT_TOKEN", async (token) =>
    wrongIn(await botTokenFindings(look(token).self()), print),
  );
  if (way === "http") {
    await askFor(session, "SLACK_SIGNING_SECRET");
    // It would win.
    entered["SLACK_APP_TOKEN"] = null;
  } else {
    await askFor(session, "SLACK_APP_TOKEN", async (token) =>
      wrongIn(await appTokenFindings(look(botToken), token), print),
    );
  }
  return NEXT[way];
}
