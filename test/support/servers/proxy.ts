import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { generate } from "selfsigned";

export type TestProxy = Awaited<ReturnType<typeof startProxy>>;

type Options = {
  /** Where each host that it lets through really is: a stand-in that speaks plain HTTP. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly user: string;
  readonly password: string;
  /** For a proxy that comes back where it was. */
  readonly port?: number;
  readonly certificate?: Certificate;
};

type Certificate = { readonly key: string; readonly cert: string };

/** As a company makes it for its own proxy: for these hosts, and trusted by those alone who are given it. */
async function certificateFor(hosts: readonly string[]): Promise<Certificate> {
  const altNames = hosts.map((value) => ({ type: 2 as const, value }));
  const extensions = [
    { name: "basicConstraints" as const, cA: true },
    { name: "subjectAltName" as const, altNames },
  ];
  const made = await generate([{ name: "commonName", value: "A company" }], { extensions, keySize: 2048 });
  return { key: made.private, cert: made.cert };
}

/** A proxy for CONNECT that asks for credentials, lets nobody through to another host, and ends TLS itself. */
export async function startProxy({ hosts, user, password, port = 0, certificate }: Options) {
  const { key, cert } = certificate ?? (await certificateFor(Object.keys(hosts)));
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const opened: string[] = [];
  const refused: string[] = [];
  const sockets = new Set<Socket>();

  function take(client: Socket, head: string): void {
    const target = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(head)?.[1] ?? "";
    const given = /^proxy-authorization: (.*?)\r$/im.exec(head)?.[1];
    const url = hosts[target.replace(/:443$/, "")];
    const status =
      given !== wanted ? "407 Proxy Authentication Required" : url === undefined ? "403 Forbidden" : null;
    if (status !== null || url === undefined) {
      refused.push(`${target} ${status}`);
      client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    opened.push(target);
    client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    const inside = new TLSSocket(client, { isServer: true, key, cert });
    const { hostname, port: behind } = new URL(url);
    const server = connect(Number(behind), hostname);
    sockets.add(server);
    for (const [from, to] of [
      [inside, server],
      [server, inside],
    ] as const) {
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
      from.pipe(to);
    }
  }

  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => {});
    let head = "";
    client.on("data", function read(chunk: Buffer) {
      head += chunk.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      client.off("data", read);
      client.pause();
      take(client, head);
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const at = (server.address() as AddressInfo).port;
  return {
    port: at,
    /** As an operator writes it, with what has a meaning in addresses encoded. */
    url: `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${at}`,
    certificate: { key, cert },
    /** `host:port`, each time that it was asked for. */
    opened,
    refused,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
