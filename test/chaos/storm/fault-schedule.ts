import type { Fault, Faults } from "../../support/servers/faults.ts";
import { pick } from "../scenario.ts";

type Side = "slack" | "teams" | "mistral";

/** How late an order is carried out at most (ms): of somebody who waits for it, and of somebody who was cut off. */
type Latest = { readonly latestMs: number; readonly cutOffMs: number };

type Make = (random: () => number, latest: Latest) => Fault;

const answer =
  (status: number, more: { headers?: Record<string, string>; afterChange?: boolean } = {}): Make =>
  () => ({
    ...{ kind: "answer", status, ...more },
    body: { ok: false, error: status === 429 ? "ratelimited" : "internal_error", detail: "No" },
  });
const fixed =
  (fault: Fault): Make =>
  () =>
    fault;

/** Every kind of bad luck and how often it strikes: in Slack and at Mistral, and in Teams. */
const KINDS: Readonly<Record<string, readonly [parts: number, inTeams: number, make: Make]>> = {
  "412": [0, 1, answer(412)],
  "429": [3, 1, answer(429, { headers: { "retry-after": "1" } })],
  "429 without a time": [0, 1, answer(429)],
  "500 before the change": [6, 1, answer(500)],
  "500 after the change": [6, 1, answer(500, { afterChange: true })],
  "202 without an id": [0, 1, answer(202, { afterChange: true })],
  "drop before the change": [6, 1, fixed({ kind: "drop" })],
  "drop after the change": [6, 1, fixed({ kind: "drop", afterChange: true })],
  "half an answer": [4, 1, fixed({ kind: "truncated", drop: true })],
  "a gateway's page": [4, 0, fixed({ kind: "page", status: 502 })],
  "accepted late": [
    ...([14, 1] as const),
    (random, { latestMs }) => ({ kind: "slow", ms: Math.round(random() * latestMs) }),
  ],
  "cut off, and accepted late": [
    ...([10, 1] as const),
    (random, { cutOffMs }) => ({ kind: "late", ms: Math.round(random() * cutOffMs) }),
  ],
  "no answer": [1, 1, fixed({ kind: "hang" })],
  "no answer after the change": [2, 1, fixed({ kind: "hang", afterChange: true })],
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
    const fault = KINDS[name]?.[2](random, latest) ?? null;
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
