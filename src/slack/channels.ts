import { z } from "zod";
import { isYounger } from "../age.ts";
import { AppError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import { toAppError } from "./api-error.ts";
import type { Clients, WebClient } from "./clients.ts";
import { calling } from "./lanes.ts";

const channelAnswer = z.object({
  channel: z.object({
    name: z.string().nullish(),
    is_archived: z.boolean().nullish(),
    is_ext_shared: z.boolean().nullish(),
    is_member: z.boolean().nullish(),
  }),
});

/** How Slack says that a channel is. Throws what the client throws. */
export async function channelNow(
  client: WebClient,
  id: string,
): Promise<{ name: string | null; archived: boolean; shared: boolean; member: boolean }> {
  const { channel } = channelAnswer.parse(await client.conversations.info({ channel: id }));
  return {
    name: channel.name ?? null,
    archived: channel.is_archived === true,
    shared: channel.is_ext_shared === true,
    member: channel.is_member === true,
  };
}

/** Slack's word for a channel that people of another company read: nothing of ours goes there. */
const SHARED = "is_ext_shared";

/** How long a channel counts as not shared; an event tells it sooner. */
const FRESH_MS = 10 * 60_000;

/** Why the bot cannot write there, as Slack's word for it; null: it can. */
export type WhyClosed = (channel: string, told: string | null) => Promise<string | null>;

/**
 * Asks Slack how a channel is now, whatever was told of it. Of one that the bot is not in that counts all the same: it
 * may have left, or may post without being in it. Fails as AppError.
 */
export function createChannelLook(client: WebClient, pace: Pace): WhyClosed {
  return async (id, told) => {
    const found = await look(client, pace, id);
    if (found === "is_archived" || found === SHARED) return found;
    if (found === "channel_not_found") return told ?? found;
    return found.member ? null : told;
  };
}

/** Why the bot cannot post into a channel that nothing was told of; null: it can, or Slack does not let us look. */
export async function whyNotPosting(
  { quick, scopes }: Clients,
  pace: Pace,
  id: string,
): Promise<string | null> {
  try {
    const found = await look(quick, pace, id);
    if (typeof found === "string") return found;
    return found.member || scopes()?.has("chat:write.public") !== false ? null : "not_in_channel";
  } catch (error) {
    if (error instanceof AppError && error.detail === "missing_scope") return null;
    throw error;
  }
}

/** Throws AppError `forbidden` when the channel is shared with another company. What Slack does not tell holds nothing up. */
export function createSharedLook(
  client: WebClient,
  pace: Pace,
  now: () => number,
): (channel: string) => Promise<void> {
  const looks = new Map<string, number>();
  return async (channel) => {
    const at = looks.get(channel);
    if (channel.startsWith("D") || (at !== undefined && isYounger(at, now(), FRESH_MS))) return;
    const found = await look(client, pace, channel).catch((error: AppError) => error);
    if (found === SHARED) throw new AppError("forbidden", `Slack: ${SHARED}`, { detail: SHARED });
    // Without the right to look, or an answer, the post goes out; where only the answer is missing, the next one asks again.
    if (!(found instanceof AppError) || found.detail === "missing_scope") looks.set(channel, now());
  };
}

async function look(
  client: WebClient,
  pace: Pace,
  id: string,
): Promise<"is_archived" | "channel_not_found" | typeof SHARED | { readonly member: boolean }> {
  try {
    const { archived, shared, member } = await pace(calling("conversations.info"), () =>
      channelNow(client, id),
    );
    if (archived) return "is_archived";
    return shared ? SHARED : { member };
  } catch (cause) {
    const error = toAppError(cause, "read");
    if (error.detail === "channel_not_found") return error.detail;
    throw error;
  }
}
