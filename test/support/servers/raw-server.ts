import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Gives its address on loopback once it listens. */
export async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

/** Answers as a test says, for answers that no stand-in would give. */
export async function listenRaw(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(listener);
  // A client that was busy for some seconds would write into a connection that is being closed.
  server.keepAliveTimeout = 0;
  return { url: await listening(server), close: () => closed(server) };
}
