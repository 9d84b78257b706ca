import type { Context } from "./context.ts";
import { noteUnheard } from "./outages.ts";

/** For so long nobody has tried to connect: the machine slept, and that time proves nothing. */
const AWAY_MS = 5 * 60_000;

/** Notices that Slack's connection to us cannot be made for a while: nothing that the bot does itself fails by that. */
export function watchListening(context: Context): (connected: boolean) => void {
  let since: number | null = null;
  let last = 0;
  return (connected) => {
    const at = context.now();
    const wasAway = at < last || at - last > AWAY_MS;
    if (connected) since = null;
    else if (since === null || wasAway) since = at;
    last = at;
    const failing = since;
    try {
      context.store.transact((tx) => noteUnheard({ tx, now: at, context }, failing));
    } catch (error) {
      context.log.error({ error }, "whether Slack is heard could not be written down");
    }
    context.wake();
  };
}
