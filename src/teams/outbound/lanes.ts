import type { Lane, Limit } from "../../lib/rate-limit.ts";

// Microsoft's limits per bot and conversation; a new conversation counts as the sending that it is for.
const SENDS: readonly Limit[] = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
];
const READS: readonly Limit[] = [
  [1_000, 14],
  [2_000, 16],
  [30_000, 120],
  [3_600_000, 3_600],
];
/** Per app and tenant, whatever is asked. */
const ALL: readonly Limit[] = [[1_000, 30]];

/** Whoever waits for an answer is not behind the many cards that change: these leave a fifth to them. */
const SHARE_OF_CARDS = 0.8;

const shared = (limits: readonly Limit[]): readonly Limit[] =>
  limits.map(([period, most]) => [period, Math.floor(most * SHARE_OF_CARDS)]);

/** What a call counts for. `somebodyWaits`: for its answer, at this moment. */
export function lanesOf(
  what: "send" | "read",
  conversation: string,
  somebodyWaits: boolean,
): readonly [Lane, Lane] {
  const own = what === "send" ? SENDS : READS;
  const [limits, ofAll] = somebodyWaits ? [own, ALL] : [shared(own), shared(ALL)];
  return [
    { name: `${what} ${conversation}`, limits },
    { name: "all", limits: ofAll },
  ];
}
