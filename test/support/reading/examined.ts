import { expect } from "vitest";
import * as z from "zod";
import { runDoctor } from "../../../src/cli/doctor/doctor.ts";
import { CHECKS, type Check, MARKS } from "../../../src/cli/doctor/finding.ts";
import { readConfig } from "../../../src/config/config.ts";

/** What `--json` promises. */
export const reportSchema = z.strictObject({
  ok: z.boolean(),
  counts: z.strictObject({ ok: z.int(), warn: z.int(), fail: z.int(), skipped: z.int() }),
  findings: z.array(
    z.strictObject({
      check: z.enum(CHECKS),
      mark: z.enum(MARKS),
      what: z.string().min(1),
      mend: z.string().min(1).nullable(),
    }),
  ),
});

type More = Partial<Pick<Parameters<typeof runDoctor>[1], "unread" | "credentialsOf" | "folder" | "resolve">>;

/** What the doctor finds under this environment, as an operator reads it and as a program does. */
export async function examined(env: Record<string, string>, more: More = {}, now?: () => number) {
  const printed: string[] = [];
  const settings = { unread: null, resolve: async () => {}, ...more, result: readConfig(env) };
  const code = await runDoctor(["--json"], settings, (line) => printed.push(line), now);
  const report = reportSchema.parse(JSON.parse(printed.join("\n")));
  expect(code).toBe(report.ok ? 0 : 1);
  for (const { mark, mend } of report.findings)
    expect(mend === null).toBe(mark === "ok" || mark === "skipped");
  const of = (check: Check) => report.findings.filter((finding) => finding.check === check);
  return {
    code,
    report,
    printed: printed.join("\n"),
    /** `mark: what → mend` of each finding of this check. */
    said: (check: Check) =>
      of(check)
        .map(({ mark, what, mend }) => `${mark}: ${what}${mend === null ? "" : ` → ${mend}`}`)
        .join("\n"),
  };
}
