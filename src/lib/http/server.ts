import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";
import { newRequest } from "../request-id.ts";
import { reply } from "./read.ts";

/** Returns true when it took the request and will answer it; catches its own late failures. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

type Health = {
  readonly version: string;
  /** Whether people get an answer. */
  readonly serving: () => boolean;
  /** Whether everything works that the answers need. */
  readonly ready: () => boolean;
};

type HttpServerOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Asked in this order, after the health checks. */
  handlers: readonly HttpHandler[];
  /** Left out: a server without health checks. */
  health?: Health;
  /** Before the names of the variables by which the operator has it listen elsewhere. */
  prefix?: "METRICS_" | "";
  log: Log;
};

/** Each takes memory before anybody knows whose it is. */
const MOST_CONNECTIONS = 1000;

const LIMITS = {
  // A chat gives up after a few seconds, so what comes slower is none.
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  // Longer than the usual 60 s of a proxy, which would otherwise reuse a connection as it closes.
  keepAliveTimeout: 65_000,
};

export function createHttpServer({ host, port, handlers, health, prefix = "", log }: HttpServerOptions) {
  const server = createServer(LIMITS, (request, response) => newRequest(() => answer(request, response)));
  server.maxConnections = MOST_CONNECTIONS;
  // Those that only wait for another request make room.
  server.on("drop", () => server.closeIdleConnections());
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  function answer(request: IncomingMessage, response: ServerResponse) {
    try {
      const path = request.url?.split("?", 1)[0] ?? "";
      const probe = health && probeAt(path, health);
      if (probe) {
        if (request.method !== "GET" && request.method !== "HEAD")
          return reply(response.setHeader("allow", "GET, HEAD"), 405, { error: "method_not_allowed" });
        return reply(response, Object.values(probe).includes(false) ? 503 : 200, probe);
      }
      if (!handlers.some((handler) => handler(request, response)))
        reply(response, 404, { error: "not_found" });
    } catch (error) {
      log.error({ error }, "request failed");
      if (response.headersSent) response.destroy();
      else reply(response, 500, { error: "internal" });
    }
  }

  return {
    /** Fails with an AppError that says what to set. */
    listen: () =>
      new Promise<{ url: string; port: number }>((resolve, reject) => {
        const fail = ({ code }: NodeJS.ErrnoException): void => {
          const sentence =
            code === "EADDRINUSE"
              ? `Port ${port} on ${host} is in use by another program. Stop it, or set ${prefix}PORT to another number.`
              : `Nothing can listen on port ${port} of ${host} (${code}). Set ${prefix}HOST to an address of this machine, or ${prefix}PORT to another number.`;
          reject(new AppError("unavailable", sentence));
        };
        server.once("error", fail);
        server.listen(port, host, () => {
          server.off("error", fail);
          server.on("error", (error) => log.error({ error }, "HTTP server failed"));
          const bound = (server.address() as AddressInfo).port;
          resolve({ url: `http://${reachable(host)}:${bound}`, port: bound });
        });
      }),
    /** Takes no new request, lets open ones finish, cuts what is left after `deadlineMs`. */
    close: (deadlineMs: number) =>
      new Promise<void>((resolve) => {
        const sweep = setInterval(() => {
          server.closeIdleConnections();
          // Browsers and proxies connect ahead; what was never used does not count as idle.
          for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
        }, 50);
        const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
        server.close(() => {
          clearInterval(sweep);
          clearTimeout(deadline);
          resolve();
        });
      }),
  };
}

function probeAt(path: string, { version, serving, ready }: Health): object | null {
  if (path === "/healthz") return { ok: true, version };
  if (path === "/servingz") return { serving: serving() };
  return path === "/readyz" ? { ready: ready() } : null;
}

/** An address that a person on this machine can open. */
export function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
