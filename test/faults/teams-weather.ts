import type { Fault, Faults } from "../../src/sandbox/fault.ts";
import { pick } from "./weather.ts";

const answer = (status: number, more: Partial<Fault & { kind: "answer" }> = {}): Fault => ({
  kind: "answer",
  status,
  body: {},
  ...more,
});

/** What the connector does instead; how late a late one is carried out is said by whoever spoils it. */
const FAULTS: { name: string; fault: Fault; hangs?: true }[] = [
  { name: "412", fault: answer(412) },
  { name: "429 without a time", fault: answer(429) },
  { name: "429 with a time", fault: answer(429, { headers: { "retry-after": "1" } }) },
  { name: "500 before the change", fault: answer(500) },
  { name: "502 after the change", fault: answer(502, { afterChange: true }) },
  { name: "drop before the change", fault: { kind: "drop" } },
  { name: "drop after the change", fault: { kind: "drop", afterChange: true } },
  { name: "half an answer", fault: { kind: "truncated", drop: true } },
  { name: "202 without an id", fault: answer(202, { afterChange: true }) },
  { name: "slow", fault: { kind: "slow", ms: 0 } },
  { name: "cut off, and accepted late", fault: { kind: "late", ms: 0 } },
  { name: "no answer", fault: { kind: "hang" }, hangs: true },
  { name: "no answer after the change", fault: { kind: "hang", afterChange: true }, hangs: true },
];

export type TeamsWeather = {
  clearUp(): void;
  /** From now on nothing is answered, or again as before. */
  hang(on: boolean): void;
  /** How often each kind struck, and how many requests there were. */
  struck(): { readonly faults: Readonly<Record<string, number>>; readonly requests: number };
};

/** From now on every request to the connector meets a fault as often as is said, and nothing is carried out later than that. */
export function spoilTeams(
  place: Faults,
  random: () => number,
  { probability, latestMs, hangs }: { probability: number; latestMs: number; hangs: boolean },
): TeamsWeather {
  const possible = FAULTS.filter((one) => one.hangs !== true || hangs);
  const faults: Record<string, number> = {};
  let requests = 0;
  let fine = false;
  let isHanging = false;
  place.take = () => {
    requests += 1;
    if (isHanging) return { kind: "hang" };
    const found = fine || random() >= probability ? undefined : pick(random, possible);
    if (found === undefined) return null;
    const { name, fault } = found;
    faults[name] = (faults[name] ?? 0) + 1;
    const isLate = fault.kind === "slow" || fault.kind === "late";
    return isLate ? { ...fault, ms: Math.round(random() * latestMs) } : fault;
  };
  return {
    clearUp: () => {
      fine = true;
    },
    hang: (on) => {
      isHanging = on;
    },
    struck: () => ({ faults, requests }),
  };
}
