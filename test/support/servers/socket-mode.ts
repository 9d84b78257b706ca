import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { listening } from "./raw-server.ts";
import { BOT_TOKEN } from "./slack.ts";

export type SocketModeServer = ReturnType<typeof socketModeServer>;

const ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Slack's end of Socket Mode on an HTTP server: WebSocket with just the frames that are needed. `greets` the nth or not. */
export function socketModeServer(server: Server, greets: (nth: number) => boolean = () => true) {
  const answers = new Map<string, unknown>();
  const waiting = new Map<string, (answer: unknown) => void>();
  let current: Duplex | null = null;
  let opened = 0;
  let greeted = 0;
  const sockets = new Set<Duplex>();

  server.on("upgrade", (req: IncomingMessage, socket: Duplex) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    const accept = createHash("sha1")
      .update(`${req.headers["sec-websocket-key"]}${ACCEPT_SUFFIX}`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    current = socket;
    opened += 1;
    if (greets(opened)) {
      greeted += 1;
      socket.write(frame(1, JSON.stringify({ type: "hello", num_connections: 1 })));
    }
    let rest = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let read = unframe(rest); read !== null; read = unframe(rest)) {
        rest = rest.subarray(read.size);
        if (read.opcode === 9) socket.write(frame(10, read.payload));
        if (read.opcode === 8) socket.end(frame(8, read.payload));
        if (read.opcode === 1) take(JSON.parse(read.payload.toString()));
      }
    });
  });

  function take(message: { envelope_id: string; payload: unknown }): void {
    answers.set(message.envelope_id, message.payload);
    waiting.get(message.envelope_id)?.(message.payload);
  }

  return {
    /** How many connections were greeted so far. */
    connections: () => greeted,
    /** How many are there now. */
    open: () => sockets.size,
    /** Sends an envelope on the newest connection. */
    deliver: (envelope: { type: string; payload: object; envelope_id: string }) =>
      void current?.write(frame(1, JSON.stringify({ accepts_response_payload: true, ...envelope }))),
    deliverText: (text: string) => void current?.write(frame(1, text)),
    /** What the bot answered, by envelope id. */
    answerTo: async (id: string): Promise<unknown> =>
      answers.has(id) ? answers.get(id) : new Promise((resolve) => void waiting.set(id, resolve)),
    /** Slack's way of renewing a connection. */
    refresh: () =>
      void current?.write(frame(1, JSON.stringify({ type: "disconnect", reason: "refresh_requested" }))),
    /** Ends it without a word, as a broken network does. */
    breakOff: () => void current?.destroy(),
  };
}

/** An unmasked frame, as servers send them. */
function frame(opcode: number, payload: string | Buffer): Buffer {
  const data = Buffer.from(payload);
  return Buffer.concat([Buffer.from([0x80 | opcode]), lengthOf(data), data]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 126) return Buffer.from([length]);
  if (length < 65_536) return Buffer.from([126, length >> 8, length & 0xff]);
  const size = Buffer.alloc(9, 127);
  size.writeBigUInt64BE(BigInt(length), 1);
  return size;
}

/** The first whole masked frame in what has arrived. */
function unframe(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  let length = bytes.readUInt8(1) & 0x7f;
  let at = 2;
  if (length === 126) {
    if (bytes.length < 4) return null;
    length = bytes.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return null;
    length = Number(bytes.readBigUInt64BE(2));
    at = 10;
  }
  const size = at + 4 + length;
  if (bytes.length < size) return null;
  const mask = bytes.subarray(at, at + 4);
  const payload = Buffer.from(bytes.subarray(at + 4, size).map((byte, n) => byte ^ (mask[n % 4] ?? 0)));
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, size };
}

export const APP_TOKEN = "xapp-1-A0-0123456789";

export type SocketBridge = Awaited<ReturnType<typeof openBridge>>;

/** What Slack would have sent over HTTP, as the envelope that goes through the socket instead. */
function envelopeOf(type: string, body: string): { type: string; payload: object } {
  if (type.includes("json")) return { type: "events_api", payload: JSON.parse(body) };
  const fields = new URLSearchParams(body);
  const payload = fields.get("payload");
  if (payload !== null) return { type: "interactive", payload: JSON.parse(payload) };
  return { type: "slash_commands", payload: Object.fromEntries(fields) };
}

/**
 * Slack's end of Socket Mode in front of the embedded Slack: hands out the socket, and passes the rest on. `address`: what it
 * hands out, where the bot reaches it at another one.
 */
export async function openBridge(
  slackApiUrl: () => string,
  botUrl: () => string = () => "",
  address?: string,
) {
  let sent = 0;
  let socket: SocketModeServer | null = null;
  /** What Slack takes just now. The embedded one knows a single bot token: where others are named, each of them is that one. */
  const accepts: { app: string; bots: readonly string[] | null } = { app: APP_TOKEN, bots: null };
  const server = createServer(async (req, res) => {
    const [, area, method = ""] = (req.url ?? "").split("/");
    const body = await text(req);
    const { authorization = "", "content-type": type = "" } = req.headers;
    if (area === "slack") {
      sent += 1;
      const envelope_id = `envelope-${sent}`;
      socket?.deliver({ envelope_id, ...envelopeOf(type, body) });
      const answer = await socket?.answerTo(envelope_id);
      res.end(Object.keys(answer ?? {}).length === 0 ? "" : JSON.stringify(answer));
    } else if (method === "apps.connections.open") {
      const ok = authorization === `Bearer ${accepts.app}`;
      res.end(
        JSON.stringify(
          ok ? { ok, url: address ?? url.replace("http", "ws") } : { ok, error: "invalid_auth" },
        ),
      );
    } else {
      const isTaken = accepts.bots?.some((token) => authorization === `Bearer ${token}`);
      const bot = isTaken === true ? BOT_TOKEN : "xoxb-none";
      const isBot = accepts.bots !== null && authorization.startsWith("Bearer xoxb-");
      const headers = { authorization: isBot ? `Bearer ${bot}` : authorization, "content-type": type };
      // Teams reaches the bot as ever.
      const to = method === "messages" ? `${botUrl()}/api/messages` : slackApiUrl() + method;
      try {
        const answer = await fetch(to, { method: "POST", headers, body });
        const scopes = answer.headers.get("x-oauth-scopes");
        const granted = scopes === null ? {} : { "x-oauth-scopes": scopes };
        const told = { "content-type": "application/json", ...granted };
        res.writeHead(answer.status, told).end(await answer.text());
      } catch {
        res.destroy();
      }
    }
  });
  socket = socketModeServer(server);
  const url = await listening(server);
  return { url, server, socket, accepts };
}

/** Socket Mode, which needs no public address: the bot's connection leads through here. */
export async function overSocket() {
  let slackApiUrl = "";
  let own = () => "";
  const bridge = await openBridge(
    () => slackApiUrl,
    () => own(),
  );
  const env = (url: string) => {
    slackApiUrl = url;
    return { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge.url}/api/` };
  };
  const botUrl = (url: () => string) => {
    own = url;
    return bridge.url;
  };
  return { bridge, options: { botUrl, env } };
}
