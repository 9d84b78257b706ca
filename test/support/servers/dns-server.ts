import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** What the server says about one name: TXT records (each a list of chunks), an error code, or nothing at all. */
type Zone = Map<string, readonly (readonly string[])[] | "servfail" | "refused" | "silent" | "truncated">;

interface DnsServer {
  server: string;
  zone: Zone;
  /** What is cut over UDP, and whole over TCP. */
  full: Map<string, readonly (readonly string[])[]>;
  /** The names that were asked for. */
  asked: string[];
  stop: () => void;
}

const CODES = { servfail: 2, nxdomain: 3, refused: 5 };
const TXT = 16;

function nameAt(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 5 };
}

function txtRecord(chunks: readonly string[]): Buffer {
  const data = Buffer.concat(
    chunks.map((chunk) => Buffer.concat([Buffer.from([chunk.length]), Buffer.from(chunk, "latin1")])),
  );
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

async function bindUdp() {
  const udp = createSocket("udp4");
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");
  return udp;
}

/** False where another program has the port: a port that is free for UDP may be taken for TCP. */
async function listens(server: Server, port: number): Promise<boolean> {
  server.listen(port, "127.0.0.1");
  return once(server, "listening").then(
    () => true,
    () => false,
  );
}

/** A DNS server on loopback that knows TXT records. Over TCP it answers in full what it cuts over UDP, if `tcp`. */
export async function startDns({ tcp = false } = {}): Promise<DnsServer> {
  const zone: Zone = new Map();
  const full = new Map<string, readonly (readonly string[])[]>();
  const asked: string[] = [];

  function answer(query: Buffer, overTcp: boolean): Buffer | null {
    const { name, end } = nameAt(query);
    asked.push(name);
    const known = zone.get(name);
    if (known === "silent") return null;
    const whole = known === "truncated" && overTcp ? full.get(name) : known;
    const records = typeof whole === "object" ? whole : [];
    const code =
      whole === undefined
        ? CODES.nxdomain
        : typeof whole === "string" && whole !== "truncated"
          ? CODES[whole as "servfail"]
          : 0;
    const head = Buffer.from(query.subarray(0, 12));
    const cut = whole === "truncated" ? 0x0200 : 0;
    head.writeUInt16BE(0x8180 | cut | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    head.writeUInt32BE(0, 8);
    return Buffer.concat([head, query.subarray(12, end), ...records.map(txtRecord)]);
  }

  const stream = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      const reply = answer(data.subarray(2), true);
      if (reply === null) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    });
  });
  const udp = await bindUdp();
  udp.on("message", (query, from) => {
    const reply = answer(query, false);
    if (reply !== null) udp.send(reply, from.port, from.address);
  });
  const { port } = udp.address();
  if (tcp && !(await listens(stream, port))) {
    udp.close();
    return startDns({ tcp });
  }
  return {
    server: `127.0.0.1:${port}`,
    zone,
    full,
    asked,
    stop: () => {
      udp.close();
      stream.close();
    },
  };
}
