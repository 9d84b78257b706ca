import type { Setup } from "../domain/setup.ts";
import type { Subject } from "../domain/subject.ts";
import type { Topic } from "../domain/topic.ts";
import type { Unit } from "./context.ts";
import { lastingOutages } from "./outages.ts";
import { troubles } from "./trouble.ts";

/** What was said to the owner and still needs one: whoever becomes it, or missed it, gets these cards. */
export function stillOpen(unit: Unit, setup: Setup): (Subject & Topic)[] {
  const { closed, adminKey, otherOrganization } = setup.observed;
  const places = closed.map(({ since }) => `closed:${since}` as const);
  return [
    ...new Set(places),
    ...lastingOutages(unit, setup),
    ...(adminKey?.until === null ? ([`admin-key:${adminKey.since}`] as const) : []),
    ...(otherOrganization?.until === null ? ([`admin-key:other.${otherOrganization.since}`] as const) : []),
    ...troubles(unit.tx).map(({ id }) => `trouble:${id}` as const),
  ];
}
