import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";
import { newRequest } from "../request-id.ts";

/** Returns true when it took the request and will answer it; catches its own late failures. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export type HttpServerOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Asked in this order, after the health checks. */
  handlers: readonly HttpHandler[];
  /** Left out: a server without health checks. */
  ready?: () => boolean;
  /** What the operator sets to have it listen elsewhere; HOST and PORT when left out. */
  variables?: { host: string; port: string };
  log: Log;
};

export type HttpServer = {
  /** Fails with `AppError` whose detail is `port_in_use`, `port_forbidden` or `host_unknown`. */
  listen(): Promise<{ url: string; port: number }>;
  /** Takes no new request, lets open ones finish, cuts what is left after `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
};

/** Each takes memory before anybody knows whose it is. */
const MOST_CONNECTIONS = 1000;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const limits = {
    // A chat gives up after a few seconds, so what comes slower is none.
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    // Longer than the usual 60 s of a proxy, which would otherwise reuse a connection as it closes.
    keepAliveTimeout: 65_000,
  };
  const server = createServer(limits, (request, response) =>
    newRequest(() => answer(options, request, response)),
  );
  server.maxConnections = MOST_CONNECTIONS;
  // Those that only wait for another request make room.
  server.on("drop", () => server.closeIdleConnections());
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return { listen: () => listen(server, options), close: (deadlineMs) => close(server, sockets, deadlineMs) };
}

function answer(
  { handlers, ready, log }: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  try {
    const path = request.url?.split("?", 1)[0];
    if (ready !== undefined && path === "/healthz") {
      health(request, response, 200, { ok: true });
    } else if (ready !== undefined && path === "/readyz") {
      const isReady = ready();
      health(request, response, isReady ? 200 : 503, { ready: isReady });
    } else if (!handlers.some((handler) => handler(request, response))) {
      json(response, 404, { error: "not_found" });
    }
  } catch (error) {
    log.error({ error }, "request failed");
    if (!response.headersSent) json(response, 500, { error: "internal" });
    else response.destroy();
  }
}

function health(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  if (request.method === "GET" || request.method === "HEAD") {
    json(response, status, body);
  } else {
    response.setHeader("allow", "GET, HEAD");
    json(response, 405, { error: "method_not_allowed" });
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(JSON.stringify(body));
}

function listen(
  server: Server,
  { host, port, log, variables = { host: "HOST", port: "PORT" } }: HttpServerOptions,
): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, host, port, variables));
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      server.on("error", (error) => log.error({ error }, "HTTP server failed"));
      const bound = (server.address() as AddressInfo).port;
      resolve({ url: `http://${reachable(host)}:${bound}`, port: bound });
    });
  });
}

function listenError(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  variables: { host: string; port: string },
): Error {
  const refusal = (sentence: string, detail: string): AppError =>
    new AppError("unavailable", sentence, { detail, cause: error });
  switch (error.code) {
    case "EADDRINUSE":
      return refusal(
        `Port ${port} on ${host} is in use by another program. Stop it, or set ${variables.port} to another number.`,
        "port_in_use",
      );
    case "EACCES":
      return refusal(
        `This user may not open port ${port}. Set ${variables.port} to a number above 1023.`,
        "port_forbidden",
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return refusal(
        `${host} is no address of this machine. Set ${variables.host} to one that is.`,
        "host_unknown",
      );
    default:
      return error;
  }
}

/** An address that a person on this machine can open. */
export function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function close(server: Server, sockets: ReadonlySet<Socket>, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
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
  });
}
