import { isDeepStrictEqual } from "node:util";
import type { DomainWatch } from "./domain-watch.ts";
import type { Setup } from "./setup.ts";
import type { Topic } from "./topic.ts";

/** When it was last looked for is no news, unless what was seen is. */
const shown = ({ lookedAt: _, misses: __, ...watch }: DomainWatch) => watch;

/** What messages show of a Setup, by topic. */
const PARTS = {
  // How far the audit log was read, what was told and whose the key is stand in no message.
  progress: ({ observed: { audit, told, organization, domains, ...observed }, ...setup }) => [
    setup,
    observed,
    audit?.state,
    domains.map(shown),
  ],
  steps: ({ steps }) => steps,
  billing: ({ billing, keyWorks, steps, observed }) => [
    billing,
    keyWorks,
    steps.billing,
    observed.payment,
    observed.probe,
    observed.keyOwner,
  ],
  outages: ({ owner, observed }) => [owner, observed.outages],
  "admin-key": ({ owner, observed }) => [owner, observed.adminKey, observed.otherOrganization],
  closed: ({ owner, observed }) => [owner, observed.closed],
  deciders: ({ owner, settings }) => [owner, settings],
} satisfies Partial<Record<Topic, (setup: Setup) => unknown>>;

/** What has changed from one Setup to the next, for those who read of it. */
export function topicsBetween(before: Setup | null, after: Setup): Topic[] {
  const topics = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter(
    (topic) => before === null || !isDeepStrictEqual(PARTS[topic](before), PARTS[topic](after)),
  );
  const domains = after.observed.domains.filter((watch) => {
    const known = before?.observed.domains.find(({ id }) => id === watch.id);
    return known === undefined || !isDeepStrictEqual(shown(known), shown(watch));
  });
  return [...topics, ...domains.map(({ id }): Topic => `domain:${id}`)];
}
