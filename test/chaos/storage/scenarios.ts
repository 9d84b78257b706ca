import { type Scenario, summed } from "../scenario.ts";
import { corruptions } from "./corruption.ts";
import { logDamages, tornCopies } from "./log-damage.ts";
import { tamperings } from "./tampering.ts";

const storage: Scenario = {
  name: "storage",
  about:
    "a start on a database or a log that was hurt refuses it in one line or works, and the Record is never wrong",
  run: async ({ seed, of }) =>
    summed([
      await corruptions(seed, of(600, 60)),
      await logDamages(seed, of(600, 48)),
      await tornCopies(seed, of(600, 40)),
    ]),
  atLeast: {
    "files hurt": [600, 60],
    "files refused": [100, 20],
    "worked, all data intact": [20, 1],
    "logs hurt": [600, 48],
    "logs refused": [50, 4],
    "worked, an earlier state": [50, 1],
    "copies torn": [600, 40],
    "copies refused": [100, 5],
  },
};

const record: Scenario = {
  name: "record",
  about: "whatever is changed in the Record is found, also by a start, and the right entry is named",
  run: ({ seed, of }) => tamperings(seed, of(1_000, 40)),
  atLeast: {
    ...{ tamperings: [1_000, 40], "right entry named": [1_000, 40] },
    ...{ changed: [50, 1], rewritten: [50, 1], "cut off at the end": [50, 1] },
  },
};

export const STORAGE: readonly Scenario[] = [storage, record];
