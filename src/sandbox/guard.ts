import type { IncomingMessage } from "node:http";

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a request was meant for this server: a page elsewhere, or a name that points here, is refused. */
export function isLocalRequest(req: IncomingMessage): boolean {
  const port = req.socket.localPort;
  const hosts = LOCAL.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  const { host, origin } = req.headers;
  const foreignOrigin = origin !== undefined && !hosts.some((each) => origin === `http://${each}`);
  return host !== undefined && hosts.includes(host.toLowerCase()) && !foreignOrigin;
}
