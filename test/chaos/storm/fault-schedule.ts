import type { Fault, Faults } from "../../support/servers/faults.ts";
import { pick } from "../scenario.ts";

type Side = "slack" | "teams" | "mistral";

/** How late an order is carried out at most (ms): of somebody who waits for it, and of somebody who was cut off. */
type Latest = { readonly latestMs: number; readonly cutOffMs: number };

const AFTER = { afterChange: true } as const;
const answer = (
  status: number,
  more: { headers?: Record<string, string>; afterChange?: true } = {},
): Fault => ({
  ...{ kind: "answer", status, ...more },
  body: { ok: false, error: status === 429 ? "ratelimited" : "internal_error", detail: "No" },
});

/** Every kind of bad luck and how often it strikes: in Slack and at Mistral, and in Teams. */
const KINDS: Readonly<Record<string, readonly [parts: number, inTeams: number, Fault]>> = {
  "412": [0, 1, answer(412)],
  "429": [3, 1, answer(429, { headers: { "retry-after": "1" } })],
  "429 without a time": [0, 1, answer(429)],
  "500 before the change": [6, 1, answer(500)],
  "500 after the change": [6, 1, answer(500, AFTER)],
  "202 without an id": [0, 1, answer(202, AFTER)],
  "drop before the change": [6, 1, { kind: "drop" }],
  "drop after the change": [6, 1, { kind: "drop", ...AFTER }],
  "half an answer": [4, 1, { kind: "truncated", drop: true }],
  "a gateway's page": [4, 0, { kind: "page", status: 502 }],
  // How late is drawn each time.
  "accepted late": [14, 1, { kind: "slow", ms: 0 }],
  "cut off, and accepted late": [10, 1, { kind: "late", ms: 0 }],
  "no answer": [1, 1, { kind: "hang" }],
  "no answer after the change": [2, 1, { kind: "hang", ...AFTER }],
};

type Options = {
  readonly random: () => number;
  /** How often a request meets a fault. */
  readonly probability: number;
  /** Whether Teams may give no answer at all: each time costs ten seconds. */
  readonly hangsInTeams: boolean;
};

/** From `spoil` on every request to a side may meet a fault, also one of a bot that is dead by then. */
export function createFaultSchedule({ random, probability, hangsInTeams }: Options) {
  const struck: Record<string, number> = {};
  let requests = 0;
  let isOver = false;
  let hangs = false;

  const bagOf = (side: Side): string[] =>
    Object.entries(KINDS).flatMap(([name, [parts, inTeams]]) => {
      const may = side !== "teams" || hangsInTeams || !name.startsWith("no answer");
      return Array<string>(side === "teams" ? Number(may) * inTeams : parts).fill(name);
    });

  function next(side: Side, bag: readonly string[], path: string, latest: Latest): Fault | null {
    requests += 1;
    if (hangs) return { kind: "hang", afterChange: true };
    const name = isOver || random() >= probability ? undefined : pick(random, bag);
    // The bot asks who it is before it works: ten seconds without an answer would only stretch the test.
    if (name === undefined || (path === "/auth.test" && name.startsWith("no answer"))) return null;
    const kind = side === "teams" ? `Teams: ${name}` : name;
    struck[kind] = (struck[kind] ?? 0) + 1;
    const fault = KINDS[name]?.[2] ?? null;
    if (fault?.kind === "slow") return { ...fault, ms: Math.round(random() * latest.latestMs) };
    if (fault?.kind === "late") return { ...fault, ms: Math.round(random() * latest.cutOffMs) };
    return side === "teams" && fault?.kind === "answer" ? { ...fault, body: {} } : fault;
  }

  return {
    /** `latest`: by the path of the request. */
    spoil(side: Side, faults: Faults, latest: (path: string) => Latest): void {
      const bag = bagOf(side);
      faults.take = (_method, path) => next(side, bag, path, latest(path));
    },
    end: () => {
      isOver = true;
    },
    /** From now on everything is carried out and nothing answered, or again as before. */
    hang: (on: boolean) => {
      hangs = on;
    },
    requests: () => requests,
    struck: () => struck,
  };
}
