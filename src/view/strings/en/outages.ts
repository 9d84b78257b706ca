import type { Upstream } from "../../../domain/outage.ts";
import type { Platform } from "../../../domain/person.ts";
import { type Piece, say } from "../../spans.ts";

const names: Readonly<Record<Upstream, string>> = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

/** What becomes of it, as a sentence of its own. */
const follows: Readonly<Record<Upstream, string>> = {
  mistral: "What has to be done there waits, and goes on by itself once it does.",
  slack: "Messages to people there wait, and go out in their order once it does.",
  teams: "Messages to people there wait, and go out in their order once it does.",
};

/** What whoever runs the bot has to do, where a platform lets it in no more. */
const mend: Readonly<Record<Platform, string>> = {
  slack:
    "The app was removed there, or its token was revoked. Ask whoever runs this bot to install the app in Slack again, to put its new token into SLACK_BOT_TOKEN and to start the bot anew.",
  teams:
    "Its client secret has expired or was removed. Ask whoever runs this bot to put a new one into MICROSOFT_APP_PASSWORD and to start the bot anew.",
};

/** While Mistral or a chat platform does not answer as it should. */
export const outages = {
  summary: (of: Upstream) => `${names[of]} does not answer.`,
  row: (of: Upstream, since: Piece) =>
    say`⚠️ ${names[of]} has not answered properly since ${since}. ${follows[of]}`,
  refused: (of: Platform, since: Piece) =>
    say`⚠️ ${names[of]} has not let this bot in since ${since}. ${mend[of]} ${follows[of]}`,
  refusedSummary: (of: Upstream) => `${names[of]} does not let this bot in any more.`,
  saysWhenOver: "Nothing is lost. This message says so when it is over.",
  letIn: (of: Upstream, since: Piece, until: Piece) =>
    say`✅ ${names[of]} did not let this bot in from ${since} until ${until}. What waited goes on by itself now.`,
  nothingToDo: "There is nothing to do for you; nothing is lost. This message says so when it is over.",
  over: (of: Upstream, since: Piece, until: Piece) =>
    say`✅ ${names[of]} did not answer properly from ${since} until ${until}. What waited goes on by itself now.`,
  overLongAgo: (of: Upstream, since: Piece) =>
    say`✅ ${names[of]} did not answer properly for a while from ${since} on. That is over.`,
  overLongAgoSummary: (of: Upstream) => `A while in which ${names[of]} did not answer is over.`,
  overSummary: (of: Upstream) => `${names[of]} answers again.`,
  /** Socket Mode cannot connect, while Slack takes messages. */
  unheard: {
    summary: "This bot hears nothing from Slack.",
    row: (since: Piece) =>
      say`⚠️ This bot has heard nothing from Slack since ${since}: whoever presses a button or types a command there sees an error. Messages still go out. Ask whoever runs this bot to look at its log; if SLACK_APP_TOKEN was revoked, a new one has to be put there, and the bot started anew.`,
    saysWhenOver: "This message says so when it is over.",
    overSummary: "This bot hears from Slack again.",
    over: (since: Piece, until: Piece | null) =>
      until === null
        ? say`✅ This bot heard nothing from Slack for a while from ${since} on. That is over.`
        : say`✅ This bot heard nothing from Slack from ${since} until ${until}. What was pressed or typed there meanwhile has to be done again.`,
  },
  /** In place of "approved, sending". */
  waits: (since: Piece) =>
    say`approved, not confirmed by Mistral, which has not answered properly since ${since}; this is tried again by itself`,
  notYet: "approved, not confirmed by Mistral yet; this is tried again by itself",
  /** In answer to a press that needs it. */
  pressed: {
    mistral: (since: Piece) =>
      say`⏳ It is not done yet: Mistral has not answered properly since ${since}. It is noted, tried again by itself, and goes on once Mistral answers.`,
    chat: (name: string, since: Piece) =>
      say`⏳ ${name} has not answered properly since ${since}: whom this concerns there hears of it once it does.`,
    card: (name: string, since: Piece) =>
      say`⏳ Noted. ${name} has not answered properly since ${since}: this card changes once it does.`,
  },
};
