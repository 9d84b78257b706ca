import { dnsDown } from "../dns-outages.ts";
import { about, count, type Figures, type Loop, type Outcome, part, summed } from "../loop.ts";
import { mistralDown, TROUBLES } from "../outages.ts";

const REQUESTS = 20;
const MINUTES = 60;
/** What DNS does for how many minutes. */
const DNS_TROUBLES = [
  ["servfail", MINUTES],
  ["silent", MINUTES],
  ["refused", MINUTES],
  ["nxdomain", 1],
] as const;

export const outages: Loop = {
  name: "outages",
  about:
    "Mistral or DNS gives no proper answer for an hour, in each way: it is said, costs few calls, all goes on once",
  run: async (_seed, size) => {
    const figures: Figures = {};
    const outcomes: Outcome[] = [];
    for (const [name, fault] of Object.entries(TROUBLES)) {
      outcomes.push(about(name, await mistralDown(fault, part(REQUESTS, size), part(MINUTES, size))));
      count(figures, "troubles at Mistral");
    }
    for (const [trouble, minutes] of DNS_TROUBLES) {
      outcomes.push(about(`DNS ${trouble}`, await dnsDown({ trouble, minutes: part(minutes, size) })));
      count(figures, "troubles of DNS");
    }
    return summed([{ figures, violations: [] }, ...outcomes]);
  },
  atLeast: Object.fromEntries(Object.keys(TROUBLES).map((name) => [`${name}: invited`, REQUESTS])),
};
