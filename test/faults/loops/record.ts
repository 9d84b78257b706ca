import { type Loop, tooFew } from "../loop.ts";
import { tamperings } from "../tampering.ts";

export const record: Loop = {
  name: "record",
  about: "The Record is changed, reordered, cut and written anew; the check finds it and names the entry",
  run: async (seed) => {
    const { figures, violations } = await tamperings(seed, 1000);
    const least = { tamperings: 1000, changed: 50, "written anew": 50, "cut off at the end": 50 };
    return { figures, violations: [...violations, ...tooFew(figures, least)] };
  },
};
