import type { ChainEnd, RecordEvent } from "../domain/record.ts";
import type { Subject } from "../domain/subject.ts";

/** So many entries at most are in no message of a channel; then one that is there is edited. */
const UNMARKED_ENTRIES = 50;

/** The message that shows the Record's head once this entry is in it, or null. */
export function markedBy(event: RecordEvent, subject: string, { seq }: ChainEnd): Subject | null {
  switch (event) {
    case "step.closed":
    case "step.skipped":
      return "setup:1";
    case "request.agreed":
    case "request.approved":
    case "request.denied":
    case "request.withdrawn":
    case "request.lapsed":
      return subject as Subject;
    default:
      return seq % UNMARKED_ENTRIES === 0 ? "setup:1" : null;
  }
}
