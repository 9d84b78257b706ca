import { createSocket } from "node:dgram";
import { once } from "node:events";

/** What the server says about one name: TXT records (each a list of chunks), an error code, or nothing at all. */
type Zone = Map<string, readonly (readonly string[])[] | "servfail" | "refused" | "silent" | "truncated">;

/** In an answer's head, with the bits of each that goes wrong. A truncated one sends the asker to TCP, where nobody is. */
const FLAGS = { fine: 0x8180, nxdomain: 0x8183, servfail: 0x8182, refused: 0x8185, truncated: 0x8380 };
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
  for (const [at, value] of [0xc00c, TXT, 1, 0, 60, data.length].entries()) head.writeUInt16BE(value, at * 2);
  return Buffer.concat([head, data]);
}

/** A DNS server on loopback that knows TXT records. `asked`: the names that were asked for. */
export async function startDns() {
  const zone: Zone = new Map();
  const asked: string[] = [];
  const udp = createSocket("udp4");
  udp.on("message", (query, from) => {
    const { name, end } = nameAt(query);
    asked.push(name);
    const known = zone.get(name) ?? "nxdomain";
    if (known === "silent") return;
    const records = typeof known === "object" ? known : [];
    const head = Buffer.from(query.subarray(0, 12));
    const flags = FLAGS[typeof known === "object" ? "fine" : known];
    for (const [at, value] of [flags, 1, records.length, 0, 0].entries())
      head.writeUInt16BE(value, 2 + at * 2);
    const reply = Buffer.concat([head, query.subarray(12, end), ...records.map(txtRecord)]);
    udp.send(reply, from.port, from.address);
  });
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");
  return { server: `127.0.0.1:${udp.address().port}`, zone, asked, stop: () => udp.close() };
}
