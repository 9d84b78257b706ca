import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closed, listening } from "./slack/fake-slack.ts";
import { must } from "./support/must.ts";
import { type SocketModeServer, socketModeServer } from "./support/socket-mode.ts";
import {
  eachBuildsOnTheOneBefore,
  MINUTE,
  opens,
  sees,
  sendForm,
  startWhole,
  type Whole,
} from "./support/whole.ts";

const APP_TOKEN = "xapp-1-A0-0123456789";

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** What Slack would have sent over HTTP, as the envelope that goes through the socket instead. */
function envelopeOf(type: string, body: string): { type: string; payload: object } {
  if (type.includes("json")) return { type: "events_api", payload: JSON.parse(body) };
  const fields = new URLSearchParams(body);
  const payload = fields.get("payload");
  if (payload !== null) return { type: "interactive", payload: JSON.parse(payload) };
  return { type: "slash_commands", payload: Object.fromEntries(fields) };
}

/** Slack's end of Socket Mode in front of the embedded Slack: hands out the socket, and passes the rest on. */
async function openBridge(
  slackApiUrl: () => string,
): Promise<{ url: string; server: Server; socket: SocketModeServer }> {
  let sent = 0;
  let socket: SocketModeServer | null = null;
  const server = createServer(async (req, res) => {
    const [, area, method = ""] = (req.url ?? "").split("/");
    const body = await textOf(req);
    const { authorization = "", "content-type": type = "" } = req.headers;
    if (area === "slack") {
      sent += 1;
      const envelope_id = `envelope-${sent}`;
      socket?.deliver({ envelope_id, ...envelopeOf(type, body) });
      const answer = await socket?.answerTo(envelope_id);
      res.end(Object.keys(answer ?? {}).length === 0 ? "" : JSON.stringify(answer));
    } else if (method === "apps.connections.open") {
      const ok = authorization === `Bearer ${APP_TOKEN}`;
      res.end(JSON.stringify(ok ? { ok, url: url.replace("http", "ws") } : { ok, error: "invalid_auth" }));
    } else {
      const headers = { authorization, "content-type": type };
      const answer = await fetch(slackApiUrl() + method, { method: "POST", headers, body });
      res.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    }
  });
  socket = socketModeServer(server);
  const url = await listening(server);
  return { url, server, socket };
}

describe("the whole Setup over Socket Mode, which needs no public address", () => {
  let world: Whole;
  let bridge: Awaited<ReturnType<typeof openBridge>>;
  const news = () => world.as("ben").messages("#mistral");
  const approvals = () => world.as("ben").messages("#mistral-approvals");

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    let slackApiUrl = "";
    bridge = await openBridge(() => slackApiUrl);
    world = await startWhole({
      mode: "automatic",
      botUrl: () => bridge.url,
      env: (url) => {
        slackApiUrl = url;
        return { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge.url}/api/` };
      },
    });
  });
  afterAll(async () => {
    await world.stop();
    await closed(bridge.server);
  });

  it("starts with /mistral-setup, and nothing is answered over HTTP", async () => {
    const answer = await fetch(`${world.bot.url}/slack/events`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(404);
    const ana = world.as("ana");
    await ana.command("", "#mistral");
    await sendForm(ana, "Start the Mistral Setup", {
      "Channel for approvals": "mistral-approvals",
      "Channel for news": "mistral",
      "Approvers besides you": ["ben"],
    });
    await opens(ana, "0 of 6 steps done");
    await sees(news, "@ana started the Mistral Setup");
  });

  it("goes through billing to a Request that a button approves", async () => {
    const [ana, ben, chloe] = [world.as("ana"), world.as("ben"), world.as("chloe")];
    world.mistral.change({ kind: "payment", on: true });
    await ana.press("Confirm billing", { in: "modal" });
    await sendForm(ana, "2. Billing", { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
    await opens(ana, "Noted: the payment method");
    await world.later(3 * MINUTE);
    await sees(news, "warm-up over: keys should work now");
    await chloe.command("invite kenji@lumen.example not-an-address");
    await sendForm(chloe, "Ask for invitations", { Reason: "for the data team" });
    await sendForm(chloe, "Some cannot go on", {});
    await sees(approvals, "@chloe asks to invite one person");
    await ben.press("Approve", { in: "#mistral-approvals" });
    await sees(approvals, /kenji@lumen\.example: Pending, verified with Mistral/);
  });

  it("goes on after the connection broke", async () => {
    bridge.socket.breakOff();
    await expect.poll(bridge.socket.connections, { timeout: 10_000 }).toBe(2);
    const kenji = world.as("kenji");
    await kenji.openHome();
    await sees(kenji.home, /My invitation[\s\S]*Pending/);
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await kenji.press("I have joined", { in: "home" });
    await sees(news, /@kenji is Active, verified with Mistral/);
    await sees(kenji.dm, "Welcome to Mistral: your first key");
    await sees(kenji.home, /My invitation[\s\S]*Active/);
    expect(world.refused()).toEqual([]);
  });
});
