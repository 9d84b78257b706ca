import { AppError } from "../../lib/errors.ts";
import { describe } from "../../lib/log.ts";
import { within } from "../../lib/timeout.ts";
import { type Check, type Finding, type Found, fail, failed } from "./finding.ts";

const LIMIT_MS = 5_000;

/** What a check finds, within its time; one that breaks off or takes too long is a finding itself. */
export async function checked(
  check: Check,
  work: () => Found | Promise<Found>,
  limitMs = LIMIT_MS,
): Promise<readonly Finding[]> {
  try {
    const found = await within(
      Promise.resolve().then(() => work()),
      limitMs,
    );
    if (found !== "late") return [found].flat();
    const mend = "Look whether a firewall or proxy holds up this machine, and try again.";
    return [fail(check, `There was no answer within ${limitMs / 1000} seconds.`, mend)];
  } catch (error) {
    if (error instanceof AppError) return [failed(check, error)];
    return [
      fail(check, `This check broke off: ${describe(error)}.`, "Report it: the fault is in this program."),
    ];
  }
}
