import type { Platform } from "../../../domain/person.ts";
import { type Piece, say } from "../../spans.ts";

const BACK_IN =
  "Invite the bot again with /invite @Mistral Setup there, or choose another channel in the settings.";
const ADD_AGAIN = "Add the app there again, or choose another channel in the settings.";
const ANOTHER = "Choose another one in the settings.";

/** Why the bot cannot write there and what to do, per stable word. */
const reasons: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  slack: {
    is_archived: `It is archived. Unarchive it and invite the bot again, or choose another channel in the settings.`,
    is_inactive: `It is archived. Unarchive it and invite the bot again, or choose another channel in the settings.`,
    channel_deleted: `It was deleted. ${ANOTHER}`,
    channel_not_found: `It is gone, or private without the bot. ${BACK_IN}`,
    not_in_channel: `The bot is not in it. ${BACK_IN}`,
    is_ext_shared: `It is shared with another company, which would see your people’s addresses. Stop sharing it, or choose another channel in the settings.`,
    restricted_action: `Only some people may post there. Let the bot post, or choose another channel in the settings.`,
  },
  teams: {
    channel_deleted: `It was deleted. ${ANOTHER}`,
    team_deleted: `Its team was deleted. ${ANOTHER}`,
    team_archived: `Its team is archived. Restore the team, or choose another channel in the settings.`,
    removed: `The app was taken out of that team or chat. ${ADD_AGAIN}`,
    unknown_conversation: `It is gone, or the app is not in it. ${ADD_AGAIN}`,
    ConversationNotFound: `It is gone, or the app is not in it. ${ADD_AGAIN}`,
    BotNotInConversationRoster: `The app is not in that team or chat. ${ADD_AGAIN}`,
  },
};

/** Channels that the bot cannot write to. */
export const closed = {
  title: (n: number): string =>
    n === 1 ? "A channel is closed to the bot" : "Channels are closed to the bot",
  summary: (n: number) =>
    n === 1
      ? "The bot cannot write to a channel that you chose for it."
      : `The bot cannot write to ${n} channels that you chose for it.`,
  named: (channel: Piece, where: string) => say`${channel} in ${where}`,
  unnamed: (where: string) => `A channel in ${where}`,
  cannot: (channel: Piece, at: Piece) => say`⚠️ ${channel}: the bot cannot write there since ${at}.`,
  reasons,
  otherwise: {
    slack: `Slack does not let it. ${BACK_IN}`,
    teams: `Teams does not let it. ${ADD_AGAIN}`,
  } satisfies Record<Platform, string>,
  meanwhile:
    "Meanwhile the approvers get open Requests by direct message, and you what that channel would have heard. Once the bot can write there again, what is open goes there.",
  /** At a field in which it was just chosen; `submit` is the button that sends the form. */
  chosen: {
    archived: (submit: string) =>
      `This channel is archived. Unarchive it or choose another one, then press ${submit} again.`,
    shared: (submit: string) =>
      `This channel is shared with another company, which would see your people’s addresses. Choose another one, then press ${submit} again.`,
    notIn: (submit: string) =>
      `The bot is not in this channel. Invite it there with /invite @Mistral Setup, then press ${submit} again.`,
  },
  settings: "Open settings",
  over: "The bot can write to your channels again.",
  overSince: (at: Piece) =>
    say`✅ What could not be written to since ${at} can be again, or is not used any more. There is nothing to do.`,
};
