import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, createLog, type Request, readRequest } from "./http.ts";

/** What can go wrong on the way. With `afterChange` the order is carried out and only its answer is lost. */
export type Fault =
  | ({ kind: "answer"; afterChange?: boolean } & Pick<Answer, "status" | "headers"> & { body?: unknown })
  | { kind: "hang" | "drop"; afterChange?: boolean }
  | { kind: "slow"; ms: number }
  /** Whoever asked is cut off at once, and the order is carried out so much later. */
  | { kind: "late"; ms: number }
  /** The order is carried out, the JSON breaks off in the middle; with `drop` the connection does too. */
  | { kind: "truncated"; drop?: boolean }
  /** A gateway's HTML page; the order never arrived. */
  | { kind: "page"; status: number };

export type FaultRule = {
  fault: Fault;
  method?: string;
  /** This path and all below it; without it every path. */
  path?: string;
  times?: number;
  /** 0 to 1, for each request that fits. */
  probability?: number;
};

export type Faults = ReturnType<typeof createFaults>;

function createFaults(random: () => number) {
  let rules: (FaultRule & { left: number })[] = [];
  return {
    add: (rule: FaultRule): void => {
      const left = rule.times ?? (rule.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
      rules.push({ ...rule, left });
    },
    clear: (): void => {
      rules = [];
    },
    /** The fault for this request, if one is due; uses it up. */
    take: (method: string, path: string): Fault | null => {
      const rule = rules.find(
        (each) =>
          each.left > 0 &&
          (each.method ?? method) === method &&
          `${path}/`.startsWith(each.path === undefined ? "" : `${each.path}/`) &&
          random() < (each.probability ?? 1),
      );
      if (rule === undefined) return null;
      rule.left -= 1;
      return rule.fault;
    },
  };
}

/** What became of a request, which can go on after it was answered. Times are those of `performance.now()`. */
export type Passage = {
  readonly fault: Fault | null;
  /** null: it was not carried out. */
  done: { readonly at: number; readonly body: unknown } | null;
  /** When whoever asked went away without an answer. */
  left: number | null;
};

const KEPT_CALLS = 5000;

export type ServiceOptions<Call> = {
  random?: () => number;
  onCall?: (call: Call, passage: Passage) => void;
};

/** `path`: what faults know it by. `note`: what is kept of it; `answer` is null where nothing was sent. */
type Served<Call> = { path: string; run: () => Answer; note?: (answer: Answer | null) => Call };

/** What is mounted for each of the three: it answers, goes wrong as it is told to, and keeps the latest calls. */
export function createService<Call>(
  { random = Math.random, onCall = () => {} }: ServiceOptions<Call>,
  serve: (request: Request) => Served<Call>,
) {
  const faults = createFaults(random);
  const calls = createLog<Call>(KEPT_CALLS);

  async function handle(req: IncomingMessage, res: ServerResponse, below: string): Promise<void> {
    const request = await readRequest(req, below);
    const { path, run, note } = serve(request);
    const passage: Passage = { fault: faults.take(request.method, path), done: null, left: null };
    const answer = await answerThrough(passage, res, run);
    if (note === undefined) return;
    const call = note(answer);
    calls.add(call);
    onCall(call, passage);
  }

  return {
    handle: (...asked: Parameters<typeof handle>): void => {
      handle(...asked).catch(() => asked[1].destroy());
    },
    faults,
    calls: calls.all,
  };
}

/** Carries a request out and answers it, as far as the fault lets it; null: nothing was sent. */
async function answerThrough(passage: Passage, res: ServerResponse, run: () => Answer) {
  const { fault } = passage;
  res.once("close", () => {
    if (!res.writableEnded) passage.left = performance.now();
  });
  if (fault?.kind === "late") res.destroy();
  if (fault?.kind === "slow" || fault?.kind === "late") await sleep(fault.ms);
  const arrives = fault === null || ["slow", "late", "truncated"].includes(fault.kind);
  const real = arrives || ("afterChange" in fault && fault.afterChange === true) ? run() : null;
  if (real !== null) passage.done = { at: performance.now(), body: real.body };
  const answer = spoil(fault, real);
  if (answer !== null) send(res, answer, fault?.kind === "truncated" ? fault : null);
  else if (fault?.kind === "drop") res.destroy();
  return answer;
}

function spoil(fault: Fault | null, real: Answer | null): Answer | null {
  switch (fault?.kind) {
    case "hang":
    case "drop":
    case "late":
      return null;
    case "page":
      return { status: fault.status, body: "<html><body>Bad gateway</body></html>" };
    case "answer":
      return { body: { ok: false, error: "internal_error", detail: "Fault" }, ...fault };
    default:
      return real;
  }
}

function send(res: ServerResponse, { status, body, headers }: Answer, cut: { drop?: boolean } | null): void {
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  const whole: string | Buffer = isRaw ? body : JSON.stringify(body);
  const sent = cut === null ? whole : whole.slice(0, Math.ceil(whole.length / 2));
  const length = Buffer.byteLength(cut?.drop === true ? whole : sent);
  const type = isRaw ? "text/html" : "application/json";
  res.writeHead(status, { "content-type": type, "content-length": length, ...headers });
  if (cut?.drop === true) res.write(sent, () => res.destroy());
  else res.end(sent);
}
