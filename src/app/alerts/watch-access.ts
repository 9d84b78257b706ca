import { AppError } from "../../lib/errors.ts";
import { type Around, aroundMessenger } from "../core/around.ts";
import type { Messenger } from "../core/messenger.ts";

type Watched = {
  readonly messenger: Messenger;
  /** Why the platform did not let us in when it was last asked for anything; null: it did, or was not asked yet. */
  readonly refusal: () => string | null;
};

/** Notices that a platform refuses our credentials, or lets them in again, by what it answers to any call. */
export function watchAccess(messenger: Messenger, changed: () => void): Watched {
  let refusal: string | null = null;

  const noted: Around = async (_says, call) => {
    try {
      const answer = await call();
      note(null);
      return answer;
    } catch (error) {
      if (error instanceof AppError && error.code === "unauthorized") note(error.message);
      // Whoever says that something is not there, or is not allowed, has let us in.
      else if (error instanceof AppError && ["not_found", "forbidden", "conflict"].includes(error.code))
        note(null);
      throw error;
    }
  };

  function note(now: string | null): void {
    if (now === refusal) return;
    refusal = now;
    changed();
  }

  return { refusal: () => refusal, messenger: aroundMessenger(messenger, noted) };
}
