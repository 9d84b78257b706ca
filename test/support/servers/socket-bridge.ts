import { createServer, type IncomingMessage, type Server } from "node:http";
import { listening } from "../../slack/fake-slack.ts";
import { type SocketModeServer, socketModeServer } from "./socket-mode.ts";

export const APP_TOKEN = "xapp-1-A0-0123456789";

export type SocketBridge = {
  readonly url: string;
  readonly server: Server;
  readonly socket: SocketModeServer;
};

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
export async function openBridge(slackApiUrl: () => string): Promise<SocketBridge> {
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
      try {
        const answer = await fetch(slackApiUrl() + method, { method: "POST", headers, body });
        res.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
      } catch {
        res.destroy();
      }
    }
  });
  socket = socketModeServer(server);
  const url = await listening(server);
  return { url, server, socket };
}
