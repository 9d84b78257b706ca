import type { z } from "zod";
import type { CallKind } from "../../lib/errors.ts";
import type { Lane, Limit, Pace } from "../../lib/rate-limit.ts";
import { toAppError } from "../api-error.ts";

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
  lanes: Parameters<Pace>[0],
  schema: z.ZodType<T>,
  run: () => Promise<unknown>,
) => Promise<T>;

export const createWebCall =
  (pace: Pace): WebCall =>
  (kind, lanes, schema, run) =>
    pace(lanes, async () => {
      try {
        return schema.parse(await run());
      } catch (error) {
        throw toAppError(error, kind);
      }
    });
