import { type Figures, type Loop, tooFew } from "../loop.ts";
import { mistralDown, TROUBLES } from "../outages.ts";

const REQUESTS = 20;
const MINUTES = 60;

export const outages: Loop = {
  name: "outages",
  about:
    "Mistral gives no proper answer for an hour, in each way: cards say so, it costs few calls, all go once",
  run: async () => {
    const figures: Figures = {};
    const violations: string[] = [];
    for (const [name, fault] of Object.entries(TROUBLES)) {
      const { figures: seen, violations: wrong } = await mistralDown(fault, REQUESTS, MINUTES);
      for (const [what, count] of Object.entries(seen)) figures[`${name}: ${what}`] = count;
      violations.push(...wrong.map((sentence) => `${name}: ${sentence}`));
    }
    const most = Object.keys(TROUBLES).map((name) => [`${name}: invited`, REQUESTS] as const);
    return { figures, violations: [...violations, ...tooFew(figures, Object.fromEntries(most))] };
  },
};
