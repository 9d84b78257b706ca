import { isDeepStrictEqual } from "node:util";
import type { DomainWatch } from "../security/domain-watch.ts";
import type { Topic } from "../topic.ts";
import type { Setup } from "./setup.ts";

/** The time of a look and the count of misses change no message. */
const shown = ({ lookedAt: _, misses: __, ...watch }: DomainWatch) => watch;

/** What messages show of a Setup, by topic. */
const PARTS = {
  // How far the audit log was read and the Organization's id stand in no message.
  progress: ({ observed: { audit, organization, domains, ...observed }, ...setup }) => [
    setup,
    observed,
    audit?.state,
    domains.map(shown),
  ],
  helpers: ({ owner, steps }) => [owner, steps],
  billing: ({ billing, keyWorks, steps, observed }) => [
    billing,
    keyWorks,
    steps.billing,
    observed.payment,
    observed.probe,
    observed.keyOwner,
  ],
  deciders: ({ owner, settings }) => [owner, settings],
} satisfies Partial<Record<Topic, (setup: Setup) => unknown>>;

const domainsIn = ({ observed: { domains, domainVerified } }: Setup) =>
  new Map(domains.map((watch) => [watch.id, [shown(watch), domainVerified]]));

/** What has changed from one Setup to the next, for those who read of it. */
export function topicsBetween(before: Setup | null, after: Setup): Topic[] {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter(
    (topic) => before === null || !isDeepStrictEqual(PARTS[topic](before), PARTS[topic](after)),
  );
  const [then, now] = [before === null ? new Map() : domainsIn(before), domainsIn(after)];
  const ids = [...new Set([...then.keys(), ...now.keys()])];
  const changed = ids.filter((id) => !isDeepStrictEqual(then.get(id), now.get(id)));
  return [...parts, ...changed.map((id) => `domain:${id}` as const)];
}
