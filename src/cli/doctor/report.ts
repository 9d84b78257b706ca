import { plain } from "../answer.ts";
import { CHECKS, type Finding, MARKS, type Mark } from "./finding.ts";

/** What `--json` prints. */
export type Report = {
  /** Nothing failed. */
  readonly ok: boolean;
  readonly counts: Readonly<Record<Mark, number>>;
  readonly findings: readonly Finding[];
};

const SIGNS: Record<Mark, string> = { ok: "✓", warn: "!", fail: "✗", skipped: "-" };
const WIDEST_MARK = Math.max(...MARKS.map(({ length }) => length));
const WIDEST_CHECK = Math.max(...CHECKS.map(({ length }) => length));

/** In the order of the checks. No secret is in it, whoever quoted one, and nothing that a terminal would obey. */
export function reportOf(findings: readonly Finding[]): Report {
  const counts = { ok: 0, warn: 0, fail: 0, skipped: 0 };
  for (const { mark } of findings) counts[mark] += 1;
  const inOrder = findings.toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
  const clean = inOrder.map(({ what, mend, ...rest }) => ({
    ...rest,
    what: plain(what),
    mend: mend === null ? null : plain(mend),
  }));
  return { ok: counts.fail === 0, counts, findings: clean };
}

/** One for each finding, and one with the count. */
export const linesOf = ({ findings, counts }: Report): string[] => [...findings.map(lineOf), summary(counts)];

function lineOf({ check, mark, what, mend }: Finding): string {
  const head = `${SIGNS[mark]} ${mark.padEnd(WIDEST_MARK)}  ${check.padEnd(WIDEST_CHECK)}`;
  return `${head}  ${what}${mend === null ? "" : ` → ${mend}`}`;
}

function summary({ ok, warn, fail, skipped }: Report["counts"]): string {
  const counted = `${ok} ok, ${warn} to look at, ${fail} wrong, ${skipped} skipped`;
  if (fail > 0) return `Something is wrong: ${counted}.`;
  return warn > 0 ? `Nothing keeps the bot from working: ${counted}.` : `All is well: ${counted}.`;
}
