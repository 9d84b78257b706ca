import { lookAtHolders, noteAccount } from "../accounts/accounts.ts";
import { isInUse, placeClosed, placeOpened } from "../alerts/alerts.ts";
import { watchListening } from "../alerts/outages.ts";
import { groupChanged } from "../approvals/groups.ts";
import type { App } from "../core/app.ts";
import type { Context, Unit } from "../core/context.ts";

export function createPlatformNews(context: Context) {
  const { store, now, log } = context;

  function change(work: (unit: Unit) => void): void {
    store.transact((tx) => work({ tx, now: now(), context }));
    context.wake();
  }

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

    accountChanged: (account) =>
      change((unit) => {
        if (unit.tx.people.byAccount(account.platform, account.id) === null) return;
        noteAccount(unit, account);
        unit.tx.changed("homes");
      }),

    groupChanged: (platform, id) => change((unit) => groupChanged(unit, { platform, id })),

    placeClosed: (place, reason) => change((unit) => placeClosed(unit, place, reason)),

    placeOpened: (place) => change((unit) => placeOpened(unit, place)),

    listens: watchListening(context),

    forged: (platform) =>
      change(({ tx }) => {
        tx.processedRequests.forget(`forged:${platform}`);
        tx.processedRequests.firstTime(`forged:${platform}`, now());
      }),

    secretReplaced: (platform) => change(({ tx }) => tx.processedRequests.forget(`forged:${platform}`)),

    disconnected: (platform) => {
      log.error({ platform }, "the bot was removed or its token was revoked");
      // What the platform answers to that tells whether it is so, and is told where somebody can still be reached.
      change(lookAtHolders);
    },
  } satisfies Partial<App>;
}
