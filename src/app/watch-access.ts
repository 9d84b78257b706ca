import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Messenger } from "./messenger.ts";

type Watched = {
  readonly messenger: Messenger;
  /** Whether the platform let us in when it was last asked for anything; true before that. */
  readonly letIn: () => boolean;
};

/** Notices that a platform refuses our credentials, or lets them in again, by what it answers to any call. */
export function watchAccess(messenger: Messenger, log: Log): Watched {
  const { platform, home } = messenger;
  let refused = false;

  async function noted<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      note(false, {});
      return answer;
    } catch (error) {
      const isRefusal = error instanceof AppError && error.code === "unauthorized";
      if (isRefusal) note(true, { detail: error.detail, reason: error.message });
      // Whoever says that something is not there, or is not allowed, has let us in.
      else if (error instanceof AppError && ["not_found", "forbidden", "conflict"].includes(error.code))
        note(false, {});
      throw error;
    }
  }

  function note(now: boolean, fields: object): void {
    if (now === refused) return;
    refused = now;
    if (now)
      log.error({ platform, ...fields }, "the platform refuses our credentials: what goes there waits");
    else log.info({ platform }, "the platform lets our credentials in again");
  }

  const { maySendFiles, sendFile, lookForFile, putFile, mayReadFiles, readFile } = messenger;
  const files = {
    ...(maySendFiles && { maySendFiles }),
    ...(sendFile && { sendFile: (...given: Parameters<typeof sendFile>) => noted(sendFile(...given)) }),
    ...(lookForFile && {
      lookForFile: (...given: Parameters<typeof lookForFile>) => noted(lookForFile(...given)),
    }),
    // Whoever has the address needs no credentials.
    ...(putFile && { putFile }),
    ...(mayReadFiles && { mayReadFiles }),
    ...(readFile && { readFile: (...given: Parameters<typeof readFile>) => noted(readFile(...given)) }),
  };

  return {
    letIn: () => !refused,
    messenger: {
      platform,
      home,
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
