import { isDeepStrictEqual } from "node:util";
import type { DomainWatch } from "./domain-watch.ts";
import type { Observed } from "./observed.ts";
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
  helpers: ({ owner, steps }) => [owner, steps],
  billing: ({ billing, keyWorks, steps, observed }) => [
    billing,
    keyWorks,
    steps.billing,
    observed.payment,
    observed.probe,
    observed.keyOwner,
  ],
  outages: ({ observed }) => observed.outages,
  deciders: ({ owner, settings }) => [owner, settings],
} satisfies Partial<Record<Topic, (setup: Setup) => unknown>>;

/** `slot`: what comes after it in the same slot leaves its messages as they are. */
type Thing = { readonly topic: Topic; readonly slot: string; readonly shows: unknown };

const thing = (topic: Topic, shows: unknown, slot: string = topic): Thing => ({ topic, slot, shows });

/** What has messages of its own. */
const thingsIn = ({ adminKey, otherOrganization: other, outages, ...observed }: Observed): Thing[] => [
  ...(adminKey === null ? [] : [thing(`admin-key:${adminKey.since}`, adminKey, "admin-key")]),
  ...(other === null ? [] : [thing(`admin-key:other.${other.since}`, other, "other")]),
  ...outages.map((outage) => thing(`outage:${outage.of}.${outage.since}`, outage, outage.of)),
  ...observed.closed.map((place) => thing(`closed:${place.since}`, place)),
  ...observed.domains.map((watch) => thing(`domain:${watch.id}`, [shown(watch), observed.domainVerified])),
];

/** What has changed from one Setup to the next, for those who read of it. */
export function topicsBetween(before: Setup | null, after: Setup): Topic[] {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter(
    (topic) => before === null || !isDeepStrictEqual(PARTS[topic](before), PARTS[topic](after)),
  );
  const [then, now] = [before === null ? [] : thingsIn(before.observed), thingsIn(after.observed)];
  const lacks = (things: readonly Thing[]) => (one: Thing) =>
    !things.some((other) => isDeepStrictEqual(other, one));
  const isReplaced = ({ topic, slot }: Thing) =>
    now.some((other) => other.slot === slot && other.topic !== topic);
  const changed = [...then.filter(lacks(now)).filter((one) => !isReplaced(one)), ...now.filter(lacks(then))];
  return [...new Set([...parts, ...changed.map(({ topic }) => topic)])];
}
