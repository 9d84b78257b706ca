import { about, count, type Figures, type Loop, type Outcome, part, summed } from "../loop.ts";
import { mistralDown, TROUBLES } from "../outages.ts";

const REQUESTS = 20;
const MINUTES = 60;

export const outages: Loop = {
  name: "outages",
  about:
    "Mistral gives no proper answer for an hour, in each way: cards say so, it costs few calls, all go once",
  run: async (_seed, size) => {
    const figures: Figures = {};
    const outcomes: Outcome[] = [];
    for (const [name, fault] of Object.entries(TROUBLES)) {
      outcomes.push(about(name, await mistralDown(fault, part(REQUESTS, size), part(MINUTES, size))));
      count(figures, "troubles at Mistral");
    }
    return summed([{ figures, violations: [] }, ...outcomes]);
  },
  atLeast: Object.fromEntries(Object.keys(TROUBLES).map((name) => [`${name}: invited`, REQUESTS])),
};
