import type { Scenario } from "../scenario.ts";
import { corruptions } from "./corruption.ts";
import { tamperings } from "./tampering.ts";

const storage: Scenario = {
  name: "storage",
  about:
    "a start on a database or a log that was hurt refuses it in one line or works, and the Record is never wrong",
  run: ({ seed, of }) => corruptions(seed, of(1_200, 60)),
  atLeast: {
    "files hurt": [600, 30],
    "files: refused": [100, 10],
    "files: worked, all data intact": [20, 1],
    "logs hurt": [600, 30],
    "logs: worked, an earlier state": [50, 1],
  },
};

const record: Scenario = {
  name: "record",
  about:
    "whatever is changed in the Record is found with the heads that were kept, and the right entry is named",
  run: ({ seed, of }) => tamperings(seed, of(1_000, 40)),
  atLeast: {
    ...{ tamperings: [1_000, 40], "right entry named": [1_000, 40] },
    ...{ changed: [50, 1], rewritten: [50, 1], "cut off at the end": [50, 1] },
  },
};

export const STORAGE: readonly Scenario[] = [storage, record];
