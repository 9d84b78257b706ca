import type { IncomingMessage } from "node:http";

const NAMES = ["localhost", "127.0.0.1", "[::1]"];
const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
/** Whoever adds one of these brings requests from elsewhere. */
const FORWARDING =
  /^(forwarded|via|x-forwarded(-.+)?|x-real-ip|x-client-ip|x-original-.+|true-client-ip|cf-.+)$/;

/** Whether a request without credentials comes from this machine: no page elsewhere, no proxy, no other name. */
export function isFromThisMachine(req: IncomingMessage): boolean {
  const { localAddress = "", remoteAddress = "", localPort } = req.socket;
  if (!LOOPBACK.test(localAddress) || !LOOPBACK.test(remoteAddress)) return false;
  if (Object.keys(req.headers).some((name) => FORWARDING.test(name))) return false;
  // No client speaks it any more, but nginx does to what is behind it, with our own name as the host and no header else.
  if (req.httpVersion === "1.0") return false;
  const hosts = NAMES.flatMap((name) => (localPort === 80 ? [name, `${name}:80`] : [`${name}:${localPort}`]));
  const { host = "", origin } = req.headers;
  const foreignOrigin = origin !== undefined && !hosts.some((each) => origin === `http://${each}`);
  return hosts.includes(host.toLowerCase()) && !foreignOrigin;
}
