import type { RecordEntry } from "../../../src/domain/record/record.ts";

/** So many entries, each its own. */
export const someEntries = (count: number): RecordEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    at: Date.UTC(2026, 0, 1) + index,
    actor: index % 2 === 0 ? "p_abcdefghijkl" : "bot",
    event: "invitation.moved",
    subject: `invitation:${index + 1}`,
    data: { to: "pending", from: "sending", evidence: "verified" },
  }));
