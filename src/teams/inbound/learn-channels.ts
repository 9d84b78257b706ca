import type { Turn } from "../../app/core/answer-once.ts";
import type { App } from "../../app/core/app.ts";
import type { References } from "../../app/messages/conversation-references.ts";
import { describe, type Log } from "../../lib/log.ts";
import { GENERAL } from "../conversation.ts";
import type { Connector } from "../outbound/connector.ts";
import type { Activity } from "./activity.ts";
import type { Answer } from "./edge.ts";

const AGAIN_AFTER_MS = 3_600_000;
const TRIED_AGAIN_AFTER_MS = 60_000;

type Edge = (activity: Activity) => Promise<Turn<Answer>>;

/**
 * Asks a team for its channels when something comes from there, so that each of them can be chosen for our messages and
 * not only the one that somebody wrote in. Once an hour at most (after a failure once a minute), and never before the answer.
 */
export function learningChannels(
  edge: Edge,
  connector: Pick<Connector, "channels">,
  references: References,
  log: Log,
  now: () => number,
  app: Pick<App, "placeOpened">,
): Edge {
  /** Until when each team is not asked again. */
  const quiet = new Map<string, number>();

  async function learn(id: string): Promise<void> {
    const team = references.get("team", id);
    if (team === null) return;
    const { serviceUrl = "", tenant = "", bot = "" } = team.data;
    for (const channel of await connector.channels(serviceUrl, id)) {
      const label = channel.name || (references.get("channel", channel.id)?.label ?? GENERAL);
      const data = { serviceUrl, tenant, bot, team: id, kind: "channel" };
      const isNew = references.get("channel", channel.id) === null;
      references.note({ kind: "channel", id: channel.id, label, data });
      if (isNew) app.placeOpened({ platform: "teams", channel: channel.id });
    }
  }

  async function learnInTime(id: string): Promise<void> {
    if (now() < (quiet.get(id) ?? 0)) return;
    quiet.set(id, now() + AGAIN_AFTER_MS);
    await learn(id).catch((error: unknown) => {
      quiet.set(id, now() + TRIED_AGAIN_AFTER_MS);
      log.warn({ source: "teams", error: describe(error) }, "The channels of a team could not be read");
    });
  }

  return async (activity) => {
    const team = activity.channelData?.team?.id;
    // Added again, it has to learn again what was forgotten with it.
    if (team && references.get("team", team) === null) quiet.delete(team);
    const turn = await edge(activity);
    if (!team) return turn;
    return {
      ...turn,
      after: async () => {
        await turn.after?.();
        await learnInTime(team);
      },
    };
  };
}
