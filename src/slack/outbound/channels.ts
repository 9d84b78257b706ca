import { z } from "zod";
import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/is-recent.ts";
import type { Clients, WebClient } from "../clients.ts";
import { calling, type WebCall } from "./web-call.ts";

/** How Slack says that a channel is. */
export const channelNow = z
  .object({
    channel: z.object({
      name: z.string().nullish(),
      is_archived: z.boolean().nullish(),
      is_ext_shared: z.boolean().nullish(),
      is_member: z.boolean().nullish(),
    }),
  })
  .transform(({ channel }) => ({
    name: channel.name ?? null,
    archived: channel.is_archived === true,
    shared: channel.is_ext_shared === true,
    member: channel.is_member === true,
  }));

/** Slack's word for a channel that people of another company read: nothing of ours goes there. */
const SHARED = "is_ext_shared";

/** How long a channel counts as not shared; an event tells it sooner. */
const FRESH_MS = 10 * 60_000;

type Found = { readonly why: string | null; readonly member: boolean };

/** Why nobody can write there, whoever asks, and whether the bot is in it. Fails as AppError. */
async function look(call: WebCall, client: WebClient, id: string): Promise<Found> {
  try {
    const { archived, shared, member } = await call("read", calling("conversations.info"), channelNow, () =>
      client.conversations.info({ channel: id }),
    );
    return { why: archived ? "is_archived" : shared ? SHARED : null, member };
  } catch (error) {
    if (detailOf(error) === MISSING) return { why: MISSING, member: false };
    throw error;
  }
}

const MISSING = "channel_not_found";
const detailOf = (error: unknown) => (error instanceof AppError ? error.detail : undefined);

/** Why the bot cannot write there, as Slack's word for it; null: it can. */
export type WhyClosed = (channel: string, told: string | null) => Promise<string | null>;

/**
 * Asks Slack how a channel is now, whatever was told of it. Of one that the bot is not in that counts all the same: it
 * may have left, or may post without being in it.
 */
export const createChannelLook =
  (call: WebCall, client: WebClient): WhyClosed =>
  async (id, told) => {
    const { why, member } = await look(call, client, id);
    if (why === MISSING) return told ?? why;
    return why ?? (member ? null : told);
  };

/** Why the bot cannot post into a channel that nothing was told of; null: it can, or Slack does not let us look. */
export async function whyNotPosting(
  call: WebCall,
  { quick, scopes }: Clients,
  id: string,
): Promise<string | null> {
  try {
    const { why, member } = await look(call, quick, id);
    return why ?? (member || scopes()?.has("chat:write.public") !== false ? null : "not_in_channel");
  } catch (error) {
    if (detailOf(error) === "missing_scope") return null;
    throw error;
  }
}

/** Throws AppError `forbidden` when the channel is shared with another company. What Slack does not tell holds nothing up. */
export function createSharedLook(
  call: WebCall,
  client: WebClient,
  now: () => number,
): (channel: string) => Promise<void> {
  const looks = new Map<string, number>();
  return async (channel) => {
    const at = looks.get(channel);
    if (channel.startsWith("D") || (at !== undefined && isYounger(at, now(), FRESH_MS))) return;
    const found = await look(call, client, channel).catch((error: AppError) => error);
    if ("why" in found && found.why === SHARED)
      throw new AppError("forbidden", `Slack: ${SHARED}`, { detail: SHARED });
    // Without the right to look, or an answer, the post goes out; where only the answer is missing, the next one asks again.
    if ("why" in found || found.detail === "missing_scope") looks.set(channel, now());
  };
}
