import { AppError } from "../errors.ts";
import type { Messenger } from "./messenger.ts";

type Watched = {
  readonly messenger: Messenger;
  /** Why the platform did not let us in when it was last asked for anything; null: it did, or was not asked yet. */
  readonly refusal: () => string | null;
};

/** Notices that a platform refuses our credentials, or lets them in again, by what it answers to any call. */
export function watchAccess(messenger: Messenger, changed: () => void): Watched {
  const { platform, home } = messenger;
  let refusal: string | null = null;

  async function noted<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      note(null);
      return answer;
    } catch (error) {
      if (error instanceof AppError && error.code === "unauthorized") note(error.message);
      // Whoever says that something is not there, or is not allowed, has let us in.
      else if (error instanceof AppError && ["not_found", "forbidden", "conflict"].includes(error.code))
        note(null);
      throw error;
    }
  }

  function note(now: string | null): void {
    if (now === refusal) return;
    refusal = now;
    changed();
  }

  const { maySendFiles, sendFile, lookForFile, putFile, mayReadFiles, readFile, updateAnswer } = messenger;
  const files = {
    ...(maySendFiles && { maySendFiles }),
    ...(sendFile && { sendFile: (...given: Parameters<typeof sendFile>) => noted(sendFile(...given)) }),
    ...(lookForFile && {
      lookForFile: (...given: Parameters<typeof lookForFile>) => noted(lookForFile(...given)),
    }),
    // Whoever has the address needs no credentials.
    ...(putFile && { putFile }),
    ...(updateAnswer && { updateAnswer }),
    ...(mayReadFiles && { mayReadFiles }),
    ...(readFile && { readFile: (...given: Parameters<typeof readFile>) => noted(readFile(...given)) }),
  };

  return {
    refusal: () => refusal,
    messenger: {
      platform,
      home,
      letsIn: () => noted(messenger.letsIn()),
      account: (id) => noted(messenger.account(id)),
      findByAddress: (address) => noted(messenger.findByAddress(address)),
      openDirect: (id) => noted(messenger.openDirect(id)),
      post: (channel, view, key) => noted(messenger.post(channel, view, key)),
      whyClosed: (channel) => noted(messenger.whyClosed(channel)),
      update: (channel, message, view) => noted(messenger.update(channel, message, view)),
      lookFor: (channel, key, since) => noted(messenger.lookFor(channel, key, since)),
      ...files,
      publishHome: (id, view) => noted(messenger.publishHome(id, view)),
    },
  };
}
