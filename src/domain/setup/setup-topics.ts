import { isDeepStrictEqual } from "node:util";
import type { Topic } from "../topic.ts";
import type { Setup } from "./setup.ts";

/**
 * What messages show of a Setup. How far the audit log was read, the Organization's id, the time of a look into DNS and the
 * count of misses stand in none.
 */
const shown = ({ observed: { audit, organization: _, domains, ...observed }, ...setup }: Setup) => [
  ...[setup, observed, audit?.state],
  domains.map(({ lookedAt: _, misses: __, ...watch }) => watch),
];

/** What those who read of it may see changed from one Setup to the next. */
export function topicsBetween(before: Setup | null, after: Setup): Topic[] {
  if (before !== null && isDeepStrictEqual(shown(before), shown(after))) return [];
  const decides = ({ owner, settings }: Setup) => [owner, settings];
  // A page of everybody who has opened Home: not for every change.
  const isDecidedAnew = before === null || !isDeepStrictEqual(decides(before), decides(after));
  const domains = [before, after].flatMap((setup) => setup?.observed.domains ?? []);
  return [
    ...(["progress", "helpers", "billing"] as const),
    ...(isDecidedAnew ? (["deciders"] as const) : []),
    ...new Set(domains.map(({ id }) => `domain:${id}` as const)),
  ];
}
