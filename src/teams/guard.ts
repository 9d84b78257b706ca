import type { IncomingMessage } from "node:http";

const NAMES = ["localhost", "127.0.0.1", "[::1]"];
const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
/** Whoever adds one of these brings requests from elsewhere. */
const FORWARDING =
  /^(forwarded|via|x-forwarded(-.+)?|x-real-ip|x-client-ip|x-original-.+|true-client-ip|cf-.+)$/;

/** Whether a request without credentials comes from a program on this machine: no page, no proxy, no other name. */
export function isFromThisMachine(req: IncomingMessage): boolean {
  const { localAddress = "", remoteAddress = "", localPort } = req.socket;
  if (!LOOPBACK.test(localAddress) || !LOOPBACK.test(remoteAddress)) return false;
  if (Object.keys(req.headers).some((name) => FORWARDING.test(name))) return false;
  const hosts = NAMES.flatMap((name) => (localPort === 80 ? [name, `${name}:80`] : [`${name}:${localPort}`]));
  const { host = "", origin } = req.headers;
  const foreignOrigin = origin !== undefined && !hosts.some((each) => origin === `http://${each}`);
  return hosts.includes(host.toLowerCase()) && !foreignOrigin;
}

/** An address on this machine, which alone is called without credentials. */
export function isLoopbackUrl({ protocol, username, hostname }: URL): boolean {
  if (!/^https?:$/.test(protocol) || username !== "") return false;
  return hostname === "localhost" || LOOPBACK.test(hostname.replace(/^\[|\]$/g, ""));
}
