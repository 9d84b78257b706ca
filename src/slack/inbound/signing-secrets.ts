import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/timing.ts";

/** Slack and the bot do not change over at the same moment. */
const BOTH_MS = 3_600_000;

export type SigningSecrets = ReturnType<typeof createSigningSecrets>;

/** What Slack signs its requests with. `now`: epoch ms. */
export function createSigningSecrets(first: string, now: () => number) {
  if (first === "") throw new AppError("invalid", "Without a signing secret anybody could sign");
  let current = first;
  let earlier: readonly { readonly secret: string; readonly replacedAt: number }[] = [];
  const stillGood = () => earlier.filter(({ replacedAt }) => isYounger(replacedAt, now(), BOTH_MS));
  return {
    /** Whether the request is signed with the secret, or with one that was replaced less than an hour ago. */
    fit: (headers: IncomingHttpHeaders, body: Buffer): boolean =>
      [current, ...stillGood().map(({ secret }) => secret)].some((secret) => isSigned(headers, body, secret)),
    replace(next: string): void {
      earlier = [...stillGood(), { secret: current, replacedAt: now() }];
      current = next;
    },
  };
}

function isSigned(headers: IncomingHttpHeaders, body: Buffer, secret: string): boolean {
  const { "x-slack-signature": signature, "x-slack-request-timestamp": time } = headers;
  const right = `v0=${createHmac("sha256", secret).update(`v0:${time}:`).update(body).digest("hex")}`;
  const [own, theirs] = [Buffer.from(right), Buffer.from(String(signature))];
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}
