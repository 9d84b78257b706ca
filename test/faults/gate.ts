import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** How a service is down. */
export type Trouble =
  | { readonly kind: "refuses" | "drops" | "is silent" | "trickles" }
  | {
      readonly kind: "answers";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

export type Gate = {
  readonly url: string;
  begin(trouble: Trouble): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
};

const TRICKLE_MS = 20;

/** Stands in front of a local service, and keeps everybody from it while there is trouble. */
export async function createGate(port: number): Promise<Gate> {
  let trouble: Trouble | null = null;
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket.on("error", () => {}));
    return socket.once("close", () => sockets.delete(socket));
  };

  const server = createServer((socket) => {
    track(socket);
    if (trouble === null) {
      const behind = track(connect(port, "127.0.0.1"));
      socket.pipe(behind).pipe(socket);
      socket.once("close", () => behind.destroy());
      behind.once("close", () => socket.destroy());
    } else meet(socket, trouble);
  });
  await listen(server, 0);
  const { port: own } = server.address() as AddressInfo;

  async function end(): Promise<void> {
    trouble = null;
    for (const socket of sockets) socket.destroy();
    if (!server.listening) await listen(server, own);
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await once(server.close(), "close");
  }

  return {
    url: `http://127.0.0.1:${own}`,
    async begin(given) {
      trouble = given;
      if (given.kind === "refuses") await close();
      for (const socket of sockets) socket.destroy();
    },
    end,
    close,
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}

function meet(socket: Socket, trouble: Trouble): void {
  if (trouble.kind === "is silent") return void socket.resume();
  socket.once("data", () => {
    if (trouble.kind === "answers") {
      const { status, body = "{}" } = trouble;
      const length = String(Buffer.byteLength(body));
      const headers = Object.entries({ ...trouble.headers, "content-length": length, connection: "close" });
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 ${status} No\r\n${lines.join("")}\r\n${body}`);
    } else if (trouble.kind === "trickles") {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{"ok":');
      const timer = setInterval(() => socket.write(" "), TRICKLE_MS);
      socket.once("close", () => clearInterval(timer));
    } else socket.destroy();
  });
}
