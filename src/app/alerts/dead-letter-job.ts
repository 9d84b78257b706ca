import type { JobHandler } from "../worker/job-handler.ts";
import { lastOrder, settleDead } from "./dead-letters.ts";

/** What the operator has said about work that was given up, unless they have said something else since. */
export const settleDeadLetter: JobHandler<"dead-letter"> =
  (_, { dead, order }) =>
  (unit) => {
    const row = unit.tx.jobs.get(dead);
    if (row !== null && lastOrder(unit.tx, row) === null) settleDead(unit, { row, order, by: "operator" });
  };
