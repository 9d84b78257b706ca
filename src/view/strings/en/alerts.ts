import type { Platform } from "../../../domain/accounts/person.ts";
import type { Upstream } from "../../../domain/alert.ts";
import { type Piece, say } from "../../core/spans.ts";

const names: Readonly<Record<Upstream, string>> = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES = "Messages to people there wait, and go out in their order once that is over.";
/** What becomes of it, as a sentence of its own. */
const follows: Readonly<Record<Upstream, string>> = {
  mistral: "What has to be done there waits, and goes on by itself once that is over.",
  slack: MESSAGES,
  teams: MESSAGES,
};

/** What whoever runs the bot has to do, where a platform lets it in no more. */
const mend: Readonly<Record<Platform, string>> = {
  slack:
    "Ask whoever runs this bot to install the app in Slack again, with its new token in SLACK_BOT_TOKEN, and to restart the bot.",
  teams: "Ask whoever runs this bot to put a new client secret into MICROSOFT_APP_PASSWORD and restart it.",
};

export const alerts = {
  saysWhenOver: "Nothing is lost. This message says so when it is over.",
  over: (was: string, since: Piece, until: Piece) => say`✅ ${was} from ${since} until ${until}.`,
  goesOn: "What waited goes on now.",
};

/** While Mistral does not let the Admin API key in, or the bot does not use it. */
export const adminKey = {
  refused: {
    was: "Mistral refused the Admin API key",
    is: (since: Piece) =>
      say`⚠️ Mistral has refused the Admin API key in MISTRAL_ADMIN_API_KEY since ${since}: what has to be done there waits.`,
    ask: "Nothing is lost. If the key was revoked or has run out, ask Mistral for a new Admin API key of this Organization (an ordinary API key never works), put it there and restart the bot.",
  },
  /** It is let in, and refused everything. */
  noRights: {
    was: "Mistral refused the Admin API key",
    is: (since: Piece) =>
      say`⚠️ The Admin API key in MISTRAL_ADMIN_API_KEY has no rights at Mistral, seen ${since}: what has to be done there waits.`,
    ask: "Nothing is lost. In Mistral's Backoffice or Admin Panel, give it the rights to read and change people and Invitations, Workspaces and the spending limit, and to read the audit log.",
  },
  other: {
    was: "The Admin API key was of another Organization",
    is: (since: Piece) =>
      say`⚠️ The Admin API key in MISTRAL_ADMIN_API_KEY shows another Organization than before, noticed ${since}: nobody is invited, removed or announced, and what has to be done at Mistral waits.`,
    ask: "Ask whoever runs this bot to put the Admin API key of your Organization there and to restart it.",
    button: "It is our Organization",
    text: "The bot takes Mistral's members list as it is now. Whoever is not in it counts as removed.",
  },
};

export const outages = {
  silent: (of: Upstream) => ({
    is: (since: Piece) => say`⚠️ ${names[of]} has not answered properly since ${since}. ${follows[of]}`,
    was: `${names[of]} did not answer properly`,
  }),
  refused: (of: Platform) => ({
    is: (since: Piece) =>
      say`⚠️ ${names[of]} has not let this bot in since ${since}. ${mend[of]} ${follows[of]}`,
    was: `${names[of]} did not let this bot in`,
  }),
  /** Socket Mode cannot connect, while Slack takes messages. */
  unheard: {
    is: (since: Piece) =>
      say`⚠️ This bot has heard nothing from Slack since ${since}: buttons and commands there end in an error. Ask whoever runs this bot to look at its log, and at SLACK_APP_TOKEN: if it was revoked, set a new one and restart the bot.`,
    was: "This bot heard nothing from Slack",
    after: "What was pressed or typed there meanwhile has to be done again.",
  },
  /** In place of "approved, sending". */
  waits: (since: Piece) =>
    say`approved, not confirmed by Mistral, which has not answered properly since ${since}; this is tried again by itself`,
  notYet: "approved, not confirmed by Mistral yet; this is tried again by itself",
  /** In answer to a press that needs it. */
  pressed: (of: Upstream, since: Piece) =>
    say`⏳ Noted. ${names[of]} has not answered properly since ${since}: what this changes there comes once it does.`,
};

export const closed = {
  named: (channel: Piece, where: string) => say`${channel} in ${where}`,
  unnamed: (where: string) => `A channel in ${where}`,
  cannot: (channel: Piece, at: Piece) => say`⚠️ ${channel}: the bot cannot write there since ${at}.`,
  why: {
    archived: "It is archived.",
    teamArchived: "Its team is archived.",
    gone: "It is gone, or private without the bot.",
    without: "The bot is not in it, or may not post there.",
    shared: "It is shared with another company, which would see your people’s addresses.",
  },
  mend: {
    slack: "Invite the bot with /invite @Mistral Setup and let it post, or choose another channel.",
    teams: "Add the app there, or choose another channel.",
  } satisfies Record<Platform, string>,
  unarchive: "Unarchive it, or choose another channel.",
  restoreTeam: "Restore the team, or choose another channel.",
  chooseOther: "Choose another channel.",
  meanwhile: "Meanwhile the approvers get open Requests from this bot themselves, and you the news.",
  /** At a field in which it was just chosen; `submit` is the button that sends the form. */
  again: (submit: string) => `Then press ${submit} again.`,
  over: (channel: Piece, since: Piece) =>
    say`✅ ${channel}, closed to the bot since ${since}, is open again or not used any more. There is nothing to do.`,
};

/** Somebody is no regular member any more: to whoever has to go on without them. */
export const left = {
  title: "Somebody has left",
  summary: (name: string) => `${name} is not a regular member here any more.`,
  since: (who: Piece, at: Piece) => say`⚠️ ${who} is not a regular member here any more, seen ${at}.`,
  approver: "They are still among the approvers. Take them out in the settings.",
  step: (title: string) => `The step ${title} was handed to them. Do it, or hand it to somebody else.`,
  requests: (n: number) => `Requests of theirs that are open: ${n}. Decide whether they are still wanted.`,
  invitations: (rows: Piece) =>
    say`They have, or are about to get, access to Mistral as ${rows}. Revoke or remove it if they should not.`,
  nothing: "There is nothing to do about it.",
  back: (who: Piece) => say`✅ ${who} is a regular member here again. There is nothing to do.`,
};

export const spending = {
  limit: (amount: string, proof: Piece) => say`Spending limit: ${amount} a month, ${proof}.`,
  none: (proof: Piece) => say`No spending limit, ${proof}.`,
  unknown: "Mistral does not say what the spending limit is.",
};

export const drift = {
  title: "Check of the Setup",
  summary: (n: number) => `The check found ${n === 1 ? "one thing" : `${n} things`} to look at.`,
  nothingSummary: "The check found nothing.",
  nothing: "✅ Nothing was found.",
  titles: {
    "one-admin": () => "⚠️ Only one Admin",
    expired: (n: number) => `⚠️ Expired Invitations: ${n}`,
    outside: (n: number) => `⚠️ Members outside the allowed e-mail domains: ${n}`,
    "domain-gone": (n: number) => `⚠️ TXT records gone: ${n}`,
    "key-fails": () => "⚠️ The bot's own key is refused",
    "limit-reached": () => "⚠️ The monthly spending limit is reached.",
    "payment-failed": () => "⚠️ The last payment failed.",
  },
  details: {
    "one-admin": (who: Piece) => say`${who} is the only Admin whom Mistral lists. Make one more.`,
    expired: (whom: Piece) => say`${whom}. Send again or revoke, in the list of Members.`,
    outside: (whom: Piece) => say`${whom}. Remove them, or allow their domain in the settings.`,
    "domain-gone": (which: Piece) =>
      say`${which}: the record cannot be found in DNS any more. Put it back: logins need it.`,
    "key-fails": (since: Piece) => say`MISTRAL_API_KEY had worked and has been refused since ${since}.`,
    "limit-reached": (proof: Piece) =>
      say`API keys stop until next month, or until an Admin or Billing raises it (${proof}).`,
    "payment-failed": (proof: Piece) => say`Until it is paid, API keys can stop working (${proof}).`,
  },
  known: {
    read: (at: Piece) => say`Mistral was read ${at}.`,
    before: "Mistral was read before the bot started.",
    byPeople: "Known from what people have said here.",
  },
  reading: "⏳ Mistral is being asked now. Press Check now again in a minute for its answer.",
  again: "Check now",
};

export const reach = {
  names: { slack: "Slack", teams: "Teams" } as Readonly<Record<Platform, string>>,
  /** What whoever wants them to hear it can do. */
  help: {
    slack: "Tell them yourself; whoever runs this bot can see whether it is still connected to Slack.",
    teams: "Ask them to add the Mistral Setup app in Teams, or to write to it once; or tell them yourself.",
  } as Readonly<Record<Platform, string>>,
  cannot: (who: Piece, where: Piece) =>
    say`⚠️ ${who} cannot be written to in ${where}, and so cannot hear from this bot.`,
  /** On what came to somebody else instead. */
  instead: "So this came to you: you can do it as well.",
};
