import type { DeadLetter } from "../../app/dead-letters.ts";
import { ago } from "./ago.ts";
import { type Finding, ok, warn } from "./finding.ts";

/** What was given up and waits for somebody to say what becomes of it. */
export function workFindings(dead: readonly DeadLetter[], now: number): Finding[] {
  if (dead.length === 0) return [ok("work", "No piece of work was given up.")];
  const kinds = [...new Set(dead.map(({ kind }) => kind))].join(", ");
  const oldest = ago(Math.min(...dead.map(({ createdAt }) => createdAt)), now);
  const what =
    dead.length === 1
      ? `A piece of work was given up (${kinds}), planned ${oldest}.`
      : `${dead.length} pieces of work were given up (${kinds}), the oldest planned ${oldest}.`;
  const mend = "See what and why with npm run dead-letters, and try it again or drop it there or in chat.";
  return [warn("work", what, mend)];
}
