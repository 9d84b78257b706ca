import type { z } from "zod";
import type { Pace } from "../pace.ts";
import { type CallKind, toAppError } from "./api-error.ts";

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
