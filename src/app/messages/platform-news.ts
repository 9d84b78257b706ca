import { lookAtHolders, noteAccount } from "../accounts/accounts.ts";
import { isInUse, placeClosed, placeOpened } from "../alerts/closed-places.ts";
import { watchListening } from "../alerts/outages.ts";
import type { App } from "../core/app.ts";
import type { Context } from "../core/context.ts";

export function createPlatformNews(context: Context) {
  const { store, now, log } = context;
  return {
    knows: (platform, id) => store.read((tx) => tx.people.byAccount(platform, id) !== null),

    uses: (place) =>
      store.read((tx) => {
        const setup = tx.setup.load();
        return setup !== null && isInUse(setup, place);
      }),

    once: async (key, work) => {
      if (store.read((tx) => tx.processedRequests.has(key))) return;
      await work();
      store.transact((tx) => tx.processedRequests.firstTime(key, now()));
    },

    accountChanged: (account) => {
      store.transact((tx) => {
        if (tx.people.byAccount(account.platform, account.id) === null) return;
        const unit = { tx, now: now(), context };
        noteAccount(unit, account);
        tx.changed("homes");
      });
      context.wake();
    },

    placeClosed: (place, reason) => {
      store.transact((tx) => placeClosed({ tx, now: now(), context }, place, reason));
      context.wake();
    },

    placeOpened: (place) => {
      store.transact((tx) => placeOpened({ tx, now: now(), context }, place));
      context.wake();
    },

    listens: watchListening(context),

    forged: (platform) => {
      const key = `forged:${platform}`;
      store.transact((tx) => {
        tx.processedRequests.forget(key);
        tx.processedRequests.firstTime(key, now());
      });
    },

    disconnected: (platform) => {
      log.error({ platform }, "the bot was removed or its token was revoked");
      // What the platform answers to that tells whether it is so, and is told where somebody can still be reached.
      store.transact((tx) => lookAtHolders({ tx, now: now(), context }));
      context.wake();
    },
  } satisfies Partial<App>;
}
