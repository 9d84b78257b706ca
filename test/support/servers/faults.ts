import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Request, send } from "../../../src/sandbox/http.ts";
import { must } from "../must.ts";

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

type FaultRule = {
  fault: Fault;
  method?: string;
  /** This path and all below it; without it every path. */
  path?: string;
  times?: number;
  /** Every time, until all are cleared. */
  probability?: 1;
};

/** What became of a request, which can go on after it was answered. Times are those of `performance.now()`. */
export type Passage = {
  readonly fault: Fault | null;
  /** null: it was not carried out. */
  done: { readonly at: number; readonly body: unknown } | null;
  /** When whoever asked went away without an answer. */
  left: number | null;
};

const passages = new WeakMap<ServerResponse, Passage>();
export const passageOf = (res: ServerResponse): Passage => must(passages.get(res));

export type Faults = ReturnType<typeof createFaults>;

/** Lets calls to a stand-in go wrong. Slack's are known as `/chat.postMessage` and the like, all others by their path. */
export function createFaults() {
  let rules: (FaultRule & { left: number })[] = [];
  const faults = {
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
          `${path}/`.startsWith(each.path === undefined ? "" : `${each.path}/`),
      );
      if (rule === undefined) return null;
      rule.left -= 1;
      return rule.fault;
    },
    /** Carries a request out and answers it, as far as the fault lets it; null: nothing was sent. */
    carry: async (res: ServerResponse, { method, path }: Request, run: () => Answer) => {
      const fault = faults.take(method, path.replace(/^\/api\//, "/"));
      const passage: Passage = { fault, done: null, left: null };
      passages.set(res, passage);
      res.once("close", () => {
        if (!res.writableEnded) passage.left = performance.now();
      });
      if (fault?.kind === "late") res.destroy();
      if (fault?.kind === "slow" || fault?.kind === "late") await sleep(fault.ms);
      const arrives = fault === null || ["slow", "late", "truncated"].includes(fault.kind);
      const real = arrives || ("afterChange" in fault && fault.afterChange === true) ? run() : null;
      if (real !== null) passage.done = { at: performance.now(), body: real.body };
      return answerWith(res, fault, real);
    },
  };
  return faults;
}

function answerWith(res: ServerResponse, fault: Fault | null, real: Answer | null): Answer | null {
  switch (fault?.kind) {
    case "drop":
      res.destroy();
      return null;
    case "hang":
    case "late":
      return null;
    case "page":
      return send(res, { status: fault.status, body: "<html><body>Bad gateway</body></html>" });
    case "answer":
      return send(res, { body: { ok: false, error: "internal_error", detail: "Fault" }, ...fault });
    case "truncated":
      return breakOff(res, must(real), fault.drop === true);
    default:
      return send(res, must(real));
  }
}

function breakOff(res: ServerResponse, answer: Answer, drops: boolean): Answer {
  const whole = JSON.stringify(answer.body);
  const sent = whole.slice(0, Math.ceil(whole.length / 2));
  const length = Buffer.byteLength(drops ? whole : sent);
  const headers = { "content-type": "application/json", "content-length": length, ...answer.headers };
  res.writeHead(answer.status, headers);
  if (drops) res.write(sent, () => res.destroy());
  else res.end(sent);
  return answer;
}
