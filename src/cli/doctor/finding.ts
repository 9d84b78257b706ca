import { AppError } from "../../lib/errors.ts";
import { describe } from "../../lib/log.ts";
import { within } from "../../lib/timing.ts";
import { plain } from "../answer.ts";

/** What is looked at. Stable: `--json` has these words, and scripts compare them. */
export const CHECKS = [
  "version",
  "env-file",
  "configuration",
  "database",
  "private",
  "server",
  "port",
  "work",
  "slack-token",
  "slack-scopes",
  "slack-socket",
  "slack-requests",
  "slack-command",
  "slack-channels",
  "teams-token",
  "teams-certificate",
  "teams-files",
  "teams-requests",
  "teams-channels",
  "mistral-admin-key",
  "mistral-key",
  "proxy",
  "dns",
  "clock",
] as const;
export type Check = (typeof CHECKS)[number];

/** `skipped`: there was nothing to look at, or no way to. */
export const MARKS = ["ok", "warn", "fail", "skipped"] as const;
type Mark = (typeof MARKS)[number];

/** `mend`: what to do about it; null where there is nothing to do. */
export type Finding = {
  readonly check: Check;
  readonly mark: Mark;
  readonly what: string;
  readonly mend: string | null;
};

export type Found = Finding | readonly Finding[];

const found =
  <M extends readonly [mend?: string]>(mark: Mark) =>
  (check: Check, what: string, ...[mend]: M): Finding => ({ check, mark, what, mend: mend ?? null });

export const ok = found<[]>("ok");
export const skipped = found<[]>("skipped");
export const warn = found<[mend: string]>("warn");
export const fail = found<[mend: string]>("fail");

/** What an operator is told anyway, which has what to do behind a semicolon. */
function failed(check: Check, { message }: AppError): Finding {
  const [what, mend = "mend that, and look again."] = message.split(/; (.*)/s);
  const sentence = (text = ""): string => `${text.replace(/\.$/, "")}.`;
  // What is wrong may begin with the name of a file, which stays as it is written.
  return fail(check, sentence(what), sentence(`${mend.charAt(0).toUpperCase()}${mend.slice(1)}`));
}

/** What another side has answered to our credentials in `variable`. */
export const refusedBy =
  (
    check: Check,
    [side, variable]: readonly [side: string, variable: string],
    mend: string,
    network = `Check that this machine reaches ${side}; what waits goes out by itself afterwards.`,
  ) =>
  ({ code, detail }: AppError): Finding =>
    code === "unauthorized"
      ? fail(check, `${side} refuses ${variable} (${detail ?? code}).`, mend)
      : fail(check, `${side} doesn't answer properly (${detail ?? code}).`, network);

const LIMIT_MS = 5_000;

/** What a check finds, within its time; one that breaks off or takes too long is a finding itself. */
export async function checked(
  check: Check,
  work: () => Found | Promise<Found>,
  onError: (error: AppError) => Finding = (error) => failed(check, error),
): Promise<readonly Finding[]> {
  try {
    const found = await within((async () => work())(), LIMIT_MS);
    if (found !== "late") return [found].flat();
    const mend = "Check whether a firewall or proxy holds this machine up, and try again.";
    return [fail(check, `No answer within ${LIMIT_MS / 1000} seconds.`, mend)];
  } catch (error) {
    if (error instanceof AppError) return [onError(error)];
    const mend = "Report it: the fault is in this program.";
    return [fail(check, `This check broke off: ${describe(error)}.`, mend)];
  }
}

/** In the order of the checks. No secret is in it, whoever quoted one, and nothing that a terminal would obey. */
export function reportOf(found: readonly Finding[]) {
  const findings = found
    .toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check))
    .map((finding) => ({
      ...finding,
      what: plain(finding.what),
      mend: finding.mend === null ? null : plain(finding.mend),
    }));
  const count = (mark: Mark) => findings.filter((finding) => finding.mark === mark).length;
  const counts = { ok: count("ok"), warn: count("warn"), fail: count("fail"), skipped: count("skipped") };
  return { ok: counts.fail === 0, counts, findings };
}

const SIGNS: Record<Mark, string> = { ok: "✓", warn: "!", fail: "✗", skipped: "-" };
const WIDEST_MARK = Math.max(...MARKS.map(({ length }) => length));
const WIDEST_CHECK = Math.max(...CHECKS.map(({ length }) => length));

export function linesOf({ findings, counts }: ReturnType<typeof reportOf>): string[] {
  const { ok, warn, fail, skipped } = counts;
  const lines = findings.map(({ check, mark, what, mend }) => {
    const head = `${SIGNS[mark]} ${mark.padEnd(WIDEST_MARK)}  ${check.padEnd(WIDEST_CHECK)}`;
    return `${head}  ${what}${mend === null ? "" : ` → ${mend}`}`;
  });
  const counted = `${ok} ok, ${warn} to look at, ${fail} wrong, ${skipped} skipped`;
  const calm = warn > 0 ? "Nothing keeps the bot from working" : "All is well";
  return [...lines, `${fail > 0 ? "Something is wrong" : calm}: ${counted}.`];
}
