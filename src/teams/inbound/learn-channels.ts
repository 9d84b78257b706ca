import type { App } from "../../app/core/app.ts";
import type { References } from "../../app/messages/conversation-references.ts";
import { describe, type Log } from "../../lib/log.ts";
import { GENERAL } from "../conversation.ts";
import type { Connector } from "../outbound/connector.ts";
import type { Activity } from "./activity.ts";

const AGAIN_AFTER_MS = 10 * 60_000;

/**
 * Asks a team for its channels after something came from there, so that each of them can be chosen for our messages and
 * not only the one that somebody wrote in. Once in ten minutes at most.
 */
export function learningChannels(
  connector: Pick<Connector, "channels">,
  references: References,
  log: Log,
  now: () => number,
) {
  /** Until when each team is not asked again. */
  const quiet = new Map<string, number>();

  return async ({ channelData }: Activity, app: Pick<App, "placeOpened">): Promise<void> => {
    const id = channelData?.team?.id ?? "";
    const team = references.get("team", id);
    // Added again, it has to learn again what was forgotten with it.
    if (team === null) return void quiet.delete(id);
    if (now() < (quiet.get(id) ?? 0)) return;
    quiet.set(id, now() + AGAIN_AFTER_MS);
    const { serviceUrl = "", tenant = "", bot = "" } = team.data;
    try {
      for (const channel of await connector.channels(serviceUrl, id)) {
        const known = references.get("channel", channel.id);
        const label = channel.name || (known?.label ?? GENERAL);
        const data = { serviceUrl, tenant, bot, team: id, kind: "channel" };
        references.note({ kind: "channel", id: channel.id, label, data });
        if (known === null) app.placeOpened({ platform: "teams", channel: channel.id });
      }
    } catch (error) {
      log.warn({ source: "teams", error: describe(error) }, "The channels of a team could not be read");
    }
  };
}
