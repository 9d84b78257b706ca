import { z } from "zod";
import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/timing.ts";
import type { WebCall } from "../web-api.ts";

const flag = z.boolean().nullish();

const told = z.object({
  name: z.string().nullish(),
  is_archived: flag,
  is_ext_shared: flag,
  is_member: flag,
});

export const channelNow = z.object({ channel: told }).transform(({ channel }) => ({
  name: channel.name ?? null,
  archived: channel.is_archived === true,
  shared: channel.is_ext_shared === true,
  member: channel.is_member === true,
}));

/** Slack's word for a channel that people of another company read: nothing of ours goes there. */
const SHARED = "is_ext_shared";
/** The channel is not there for the bot, or is in a workspace of the organization without the app. */
const UNSEEN = ["channel_not_found", "team_access_not_granted"];

/** How long a channel counts as not shared; an event tells it sooner. */
const FRESH_MS = 10 * 60_000;

/** Slack's own word for what failed, or "". */
export const detailOf = (error: unknown): string => (error instanceof AppError && error.detail) || "";

/**
 * Slack's word for why the bot cannot write there; null: it can. Where the bot is not in it, the answer is `told`: it may have
 * left, or may post without being in it. Fails as AppError.
 */
export type WhyClosed = (channel: string, told: string | null) => Promise<string | null>;

export const createChannelLook =
  (call: WebCall): WhyClosed =>
  async (channel, told) => {
    try {
      const { archived, shared, member } = await call("read", "conversations.info", channelNow, { channel });
      if (archived) return "is_archived";
      if (shared) return SHARED;
      return member ? null : told;
    } catch (error) {
      const detail = detailOf(error);
      if (UNSEEN.includes(detail)) return told ?? detail;
      throw error;
    }
  };

/** Throws AppError `forbidden` when the channel is shared with another company. What Slack does not tell holds nothing up. */
export function createSharedLook(whyClosed: WhyClosed, now: () => number) {
  const looks = new Map<string, number>();
  return async (channel: string): Promise<void> => {
    const at = looks.get(channel);
    if (channel.startsWith("D") || (at !== undefined && isYounger(at, now(), FRESH_MS))) return;
    let why: string | null = null;
    try {
      why = await whyClosed(channel, null);
    } catch (error) {
      // Without the right to look, the post goes out; where only the answer is missing, the next one asks again.
      if (detailOf(error) !== "missing_scope") return;
    }
    if (why === SHARED) throw new AppError("forbidden", `Slack: ${SHARED}`, { detail: SHARED });
    looks.set(channel, now());
  };
}
