import type { AppError } from "../../lib/errors.ts";

/** What is looked at. Stable: `--json` has these words, and scripts compare them. */
export const CHECKS = [
  "node",
  "env-file",
  "configuration",
  "database",
  "private",
  "disk",
  "server",
  "port",
  "work",
  "outages",
  "slack-token",
  "slack-scopes",
  "slack-socket",
  "slack-requests",
  "slack-command",
  "slack-channels",
  "teams-token",
  "teams-requests",
  "teams-channels",
  "mistral-admin-key",
  "mistral-key",
  "dns",
  "clock",
] as const;
export type Check = (typeof CHECKS)[number];

/** `skipped`: there was nothing to look at, or no way to. */
export const MARKS = ["ok", "warn", "fail", "skipped"] as const;
export type Mark = (typeof MARKS)[number];

/** `mend`: what to do about it; null where there is nothing to do. */
export type Finding = {
  readonly check: Check;
  readonly mark: Mark;
  readonly what: string;
  readonly mend: string | null;
};

/** What a check finds. */
export type Found = Finding | readonly Finding[];

const settled =
  (mark: Mark) =>
  (check: Check, what: string): Finding => ({ check, mark, what, mend: null });
const open =
  (mark: Mark) =>
  (check: Check, what: string, mend: string): Finding => ({ check, mark, what, mend });

export const ok = settled("ok");
export const skipped = settled("skipped");
export const warn = open("warn");
export const fail = open("fail");

/** What an operator is told anyway, which has what to do behind a semicolon. */
export function failed(check: Check, { message }: AppError): Finding {
  const [what, mend = "mend that, and look again."] = message.split(/; (.*)/s);
  const sentence = (text = ""): string => `${text.replace(/\.$/, "")}.`;
  // What is wrong may begin with the name of a file, which stays as it is written.
  return fail(check, sentence(what), sentence(`${mend.charAt(0).toUpperCase()}${mend.slice(1)}`));
}
