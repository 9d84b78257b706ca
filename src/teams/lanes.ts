import type { Lane, Limit } from "../pace.ts";

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
const ALL: Lane = { name: "all", limits: [[1_000, 30]] };

/** What a call counts for. */
export const lanesOf = (what: "send" | "read", conversation: string): readonly [Lane, Lane] => [
  { name: `${what} ${conversation}`, limits: what === "send" ? SENDS : READS },
  ALL,
];
