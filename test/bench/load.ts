import { Agent, request as send } from "node:http";

// A process of its own that sends prepared requests over a number of connections, each as soon as the last is answered.

export type SignedRequest = {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};
export type Order = {
  readonly url: string;
  readonly connections: number;
  readonly requests: SignedRequest[];
};
export type Result = {
  readonly seconds: number;
  /** One per request, ms, from the first byte sent to the last received. */
  readonly latencies: number[];
  /** Everything but 200, each once. */
  readonly failures: string[];
  /** The first answer's body. */
  readonly answer: string;
};

const ANSWER_WITHIN_MS = 10_000;

function exchange(
  agent: Agent,
  url: string,
  { path, body, headers }: SignedRequest,
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const options = { agent, method: "POST", headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
    const request = send(`${url}${path}`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve([response.statusCode ?? 0, Buffer.concat(chunks).toString()]));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** A server takes in one new connection in each turn: the last of fifty would wait until all others are answered. */
async function connect(agent: Agent, url: string, connections: number): Promise<void> {
  const nothing = { path: "/healthz", body: "", headers: { "content-length": "0" } };
  await Promise.all(Array.from({ length: connections }, () => exchange(agent, url, nothing)));
}

async function run({ url, connections, requests }: Order): Promise<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  await connect(agent, url, connections);
  const latencies: number[] = [];
  const failures = new Set<string>();
  const bodies: string[] = [];
  let next = 0;
  const connection = async (): Promise<void> => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const begun = performance.now();
      try {
        const [status, body] = await exchange(agent, url, request);
        latencies.push(performance.now() - begun);
        if (bodies.length === 0) bodies.push(body);
        if (status !== 200) failures.add(`status ${status}`);
      } catch (error) {
        failures.add(String(error));
      }
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return { seconds, latencies, failures: [...failures], answer: bodies[0] ?? "" };
}

process.on("message", (order: Order) => {
  void run(order).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
