import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./http.ts";

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

export type Faults = {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault for this request, if one is due; uses it up. */
  take(method: string | undefined, path: string): Fault | null;
};

export function createFaults(random: () => number): Faults {
  let rules: (FaultRule & { left: number })[] = [];
  return {
    add: (rule) => {
      const left = rule.times ?? (rule.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
      rules.push({ ...rule, left });
    },
    clear: () => {
      rules = [];
    },
    take: (method, path) => {
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

/** Carries a request out and answers it, as far as the fault lets it. `answer`: what was sent; null: nothing. */
export async function answerThrough(
  fault: Fault | null,
  res: ServerResponse,
  carryOut: () => Answer,
): Promise<{ answer: Answer | null; passage: Passage }> {
  const passage: Passage = { fault, done: null, left: null };
  res.once("close", () => {
    if (!res.writableEnded) passage.left = performance.now();
  });
  if (fault?.kind === "late") res.destroy();
  if (fault?.kind === "slow" || fault?.kind === "late") await sleep(fault.ms);
  const arrives = fault === null || ["slow", "late", "truncated"].includes(fault.kind);
  const real = arrives || ("afterChange" in fault && fault.afterChange === true) ? carryOut() : null;
  if (real !== null) passage.done = { at: performance.now(), body: real.body };
  const answer = spoil(fault, real);
  if (answer !== null) send(res, answer, fault?.kind === "truncated" ? fault : null);
  else if (fault?.kind === "drop") res.destroy();
  return { answer, passage };
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
      return { headers: {}, body: { ok: false, error: "internal_error", detail: "Fault" }, ...fault };
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
