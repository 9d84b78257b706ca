import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "@slack/bolt";

const AHEAD_SECONDS = 60;
const BEHIND_SECONDS = 5 * 60;

/** Why a request is not taken for Slack's. `forged`: signed with something else than our secret, which may be the wrong one. */
export type SignatureFault = "unsigned" | "ahead" | "old" | "forged";

/** Why it is refused, and what to do about it. */
export function sayWhy(fault: SignatureFault, logger: Logger): void {
  switch (fault) {
    case "unsigned":
      logger.warn(
        "A request to Slack's address is refused: it has no signature, so it is none of Slack's. See what else calls it, or what takes headers away on their way.",
      );
      return;
    case "ahead":
      logger.warn(
        "A request to Slack's address is refused: it is dated more than a minute ahead. Set the clock of this machine, which may be slow.",
      );
      return;
    case "old":
      logger.warn(
        "A request to Slack's address is refused: it is dated more than five minutes back. Set the clock of this machine, which may be fast.",
      );
      return;
    case "forged":
      logger.warn(
        "A request to Slack's address is refused: its signature does not fit SLACK_SIGNING_SECRET. Where Slack shows errors, copy the Signing Secret anew and restart; else somebody else calls it.",
      );
  }
}

/** What the headers alone tell; null: it may be Slack's. `now`: epoch ms. */
export function headerFault(headers: IncomingHttpHeaders, now: number): SignatureFault | null {
  const { "x-slack-signature": signature, "x-slack-request-timestamp": time } = headers;
  if (typeof signature !== "string" || typeof time !== "string" || !/^\d{1,12}$/.test(time))
    return "unsigned";
  const age = now / 1000 - Number(time);
  if (age < -AHEAD_SECONDS) return "ahead";
  return age > BEHIND_SECONDS ? "old" : null;
}

/** null: it is Slack's. */
export function signatureFault(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secret: string,
): SignatureFault | null {
  const { "x-slack-signature": signature, "x-slack-request-timestamp": time } = headers;
  if (typeof signature !== "string" || typeof time !== "string") return "unsigned";
  const right = `v0=${createHmac("sha256", secret).update(`v0:${time}:`).update(body).digest("hex")}`;
  const [own, theirs] = [Buffer.from(right), Buffer.from(signature)];
  return own.length === theirs.length && timingSafeEqual(own, theirs) ? null : "forged";
}
