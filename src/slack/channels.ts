import { z } from "zod";
import type { Pace } from "../pace.ts";
import { toAppError } from "./api-error.ts";
import type { WebClient } from "./clients.ts";
import { calling } from "./lanes.ts";

const channelAnswer = z.object({
  channel: z.object({
    name: z.string().nullish(),
    is_archived: z.boolean().nullish(),
    is_member: z.boolean().nullish(),
  }),
});

/** How Slack says that a channel is. Throws what the client throws. */
export async function channelNow(
  client: WebClient,
  id: string,
): Promise<{ name: string | null; archived: boolean; member: boolean }> {
  const { channel } = channelAnswer.parse(await client.conversations.info({ channel: id }));
  const { name = null, is_archived: archived, is_member: member } = channel;
  return { name, archived: archived === true, member: member === true };
}

/** Why the bot cannot write there, as Slack's word for it; null: it can. */
export type WhyClosed = (channel: string, told: string | null) => Promise<string | null>;

/**
 * Asks Slack how a channel is now, whatever was told of it. Of one that the bot is not in that counts all the same: it
 * may have left, or may post without being in it. Fails as AppError.
 */
export function createChannelLook(client: WebClient, pace: Pace): WhyClosed {
  return async (id, told) => {
    try {
      const { archived, member } = await pace(calling("conversations.info"), () => channelNow(client, id));
      if (archived) return "is_archived";
      return member ? null : told;
    } catch (cause) {
      const error = toAppError(cause, "read");
      if (error.detail === "channel_not_found") return told ?? error.detail;
      throw error;
    }
  };
}
