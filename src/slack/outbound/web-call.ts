import type { z } from "zod";
import type { CallKind } from "../../lib/errors.ts";
import type { Lane, Limit, Pace } from "../../lib/rate-limit.ts";
import { toAppError } from "../api-error.ts";
import type { WebClient } from "../clients.ts";

/** One message in a second for each conversation, and short bursts of more, says Slack without a figure. */
const POSTS: readonly Limit[] = [[5_000, 5]];

/** All conversations together have a limit that Slack does not tell. */
const ALL_POSTS: Lane = { name: "chat.postMessage", limits: [[1_000, 20]] };

/** Slack limits posting for each conversation, and for the chat workspace. */
export const postingTo = (channel: string): readonly [Lane, Lane] => [
  { name: `chat.postMessage ${channel}`, limits: POSTS },
  ALL_POSTS,
];

/** All else it limits for each method, bursts welcome: it says itself when they are too much. */
export const calling = (method: string): readonly [Lane] => [{ name: method, limits: [] }];

/** One Web API call with its answer checked; every failure as AppError. */
export type WebCall = <T>(
  kind: CallKind,
  method: string,
  schema: z.ZodType<T>,
  args?: object,
  lanes?: Parameters<Pace>[0],
) => Promise<T>;

export const createWebCall =
  (pace: Pace, client: WebClient): WebCall =>
  (kind, method, schema, args = {}, lanes = calling(method)) =>
    pace(lanes, async () => {
      try {
        return schema.parse(await client.apiCall(method, { ...args }));
      } catch (error) {
        throw toAppError(error, kind);
      }
    });
