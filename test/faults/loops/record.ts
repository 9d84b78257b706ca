import { type Loop, part } from "../loop.ts";
import { tamperings } from "../tampering.ts";

const TIMES = 1_000;

export const record: Loop = {
  name: "record",
  about: "The Record is changed, reordered, cut and written anew; the check finds it and names the entry",
  run: (seed, size) => tamperings(seed, part(TIMES, size)),
  atLeast: { tamperings: TIMES, changed: 50, "written anew": 50, "cut off at the end": 50 },
};
