import { z } from "zod";
import type { Pace } from "../pace.ts";
import { toAppError } from "./api-error.ts";
import type { WebClient } from "./clients.ts";
import { calling } from "./lanes.ts";

const channelAnswer = z.object({
  channel: z.object({ is_archived: z.boolean().nullish(), is_member: z.boolean().nullish() }),
});

/** Why the bot cannot write there, as Slack's word for it; null: it can. */
export type WhyClosed = (channel: string, told: string | null) => Promise<string | null>;

/**
 * Asks Slack how a channel is now, whatever was told of it. Of one that the bot is not in that counts all the same: it
 * may have left, or may post without being in it. Fails as AppError.
 */
export function createChannelLook(client: WebClient, pace: Pace): WhyClosed {
  return async (id, told) => {
    try {
      const { channel } = await pace(calling("conversations.info"), async () =>
        channelAnswer.parse(await client.conversations.info({ channel: id })),
      );
      if (channel.is_archived === true) return "is_archived";
      return channel.is_member === true ? null : told;
    } catch (cause) {
      const error = toAppError(cause, "read");
      if (error.detail === "channel_not_found") return told ?? error.detail;
      throw error;
    }
  };
}
