import type { Platform } from "../../../domain/accounts/person.ts";
import type { Upstream } from "../../../domain/alert.ts";
import { type Piece, say } from "../../core/spans.ts";

const names: Readonly<Record<Upstream, string>> = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES = "Messages there wait, and go out in order afterwards.";
/** What becomes of it, as a sentence of its own. */
const follows: Readonly<Record<Upstream, string>> = {
  mistral: "Work there waits, and goes on by itself afterwards.",
  slack: MESSAGES,
  teams: MESSAGES,
};

/** What whoever runs the bot has to do, where a platform lets it in no more. */
const mend: Readonly<Record<Platform, string>> = {
  slack:
    "Ask whoever runs this bot to reinstall the app in Slack, put its new token into SLACK_BOT_TOKEN and restart.",
  teams: "Ask whoever runs this bot to put a new client secret into MICROSOFT_APP_PASSWORD and restart.",
};

export const alerts = {
  saysWhenOver: "Nothing is lost. This message changes when it's over.",
  over: (was: string, since: Piece, until: Piece) => say`✅ ${was} from ${since} until ${until}.`,
  goesOn: "What waited goes on now.",
};

/** While Mistral does not let the Admin API key in, or the bot does not use it. */
export const adminKey = {
  refused: {
    was: "Mistral refused the Admin API key",
    is: (since: Piece) =>
      say`⚠️ Mistral has refused the Admin API key since ${since}. Work there waits; nothing is lost.`,
    ask: "If it was revoked or has expired, ask Mistral for a new Admin API key (an ordinary key won't do). Ask whoever runs this bot to put it into MISTRAL_ADMIN_API_KEY and restart.",
  },
  /** It is let in, and refused everything. */
  noRights: {
    was: "Mistral refused the Admin API key",
    is: (since: Piece) =>
      say`⚠️ The Admin API key has no rights at Mistral, seen ${since}. Work there waits; nothing is lost.`,
    ask: "In Mistral's Backoffice or Admin Panel, let it read and change people, invitations, Workspaces and the spending limit, and read the audit log.",
  },
  other: {
    was: "The Admin API key was another organization's",
    is: (since: Piece) =>
      say`⚠️ The Admin API key shows another organization than before, noticed ${since}. Nobody is invited, removed or announced until that's settled.`,
    ask: "Ask whoever runs this bot to put your organization's key into MISTRAL_ADMIN_API_KEY and restart.",
    button: "It's our organization",
    text: "This bot takes Mistral's members list as it is now. Whoever isn't in it counts as removed.",
  },
};

export const outages = {
  silent: (of: Upstream) => ({
    is: (since: Piece) => say`⚠️ ${names[of]} hasn't answered properly since ${since}. ${follows[of]}`,
    was: `${names[of]} didn't answer properly`,
  }),
  refused: (of: Platform) => ({
    is: (since: Piece) => say`⚠️ ${names[of]} has locked this bot out since ${since}. ${follows[of]}`,
    was: `${names[of]} locked this bot out`,
    ask: mend[of],
  }),
  /** Socket Mode cannot connect, while Slack takes messages. */
  unheard: {
    is: (since: Piece) =>
      say`⚠️ This bot has heard nothing from Slack since ${since}: buttons and commands fail there.`,
    was: "This bot heard nothing from Slack",
    ask: "Ask whoever runs this bot to check its log and SLACK_APP_TOKEN: if that was revoked, set a new one and restart.",
    after: "Whatever was pressed or typed there has to be done again.",
  },
  /** In place of "approved, sending". */
  waits: (since: Piece) =>
    say`approved, not confirmed by Mistral, which hasn't answered properly since ${since}; this bot keeps trying`,
  notYet: "approved, not confirmed by Mistral yet; this bot keeps trying",
  /** In answer to a press that needs it. */
  pressed: (of: Upstream, since: Piece) =>
    say`⏳ Saved. ${names[of]} hasn't answered properly since ${since}, so changes there wait.`,
};

export const closed = {
  named: (channel: Piece, where: string) => say`${channel} in ${where}`,
  unnamed: (where: string) => `A channel in ${where}`,
  cannot: (channel: Piece, at: Piece) => say`⚠️ ${channel}: closed to this bot since ${at}.`,
  why: {
    archived: "It's archived.",
    teamArchived: "Its team is archived.",
    gone: "It's gone, or private without this bot.",
    without: "This bot isn't in it, or may not post there.",
    shared: "It's shared with another company, which would see your people’s addresses.",
  },
  mend: {
    slack: "Invite this bot with /invite @Mistral Setup and let it post, or choose another channel.",
    teams: "Add the app there, or choose another channel.",
  } satisfies Record<Platform, string>,
  unarchive: "Unarchive it, or choose another channel.",
  restoreTeam: "Restore the team, or choose another channel.",
  chooseOther: "Choose another channel.",
  meanwhile: "Until then, approvers get requests directly, and you get the news.",
  /** At a field in which it was just chosen; `submit` is the button that sends the form. */
  again: (submit: string) => `Then press ${submit} again.`,
  over: (channel: Piece, since: Piece) =>
    say`✅ ${channel}, closed to this bot since ${since}, is open again or no longer used.`,
};

/** Somebody is no regular member any more: to whoever has to go on without them. */
export const left = {
  summary: (name: string) => `${name} is no longer a regular member here.`,
  since: (who: Piece, at: Piece) => say`⚠️ ${who} is no longer a regular member here, seen ${at}.`,
  approver: "They're still an approver, until the owner takes them out in the settings.",
  step: (title: string) => `They had the step ${title}. Do it, or hand it to somebody else.`,
  requests: (n: number) => `Their open requests: ${n}. Approve or deny them.`,
  invitations: (rows: Piece) =>
    say`Their access to Mistral: ${rows}. Revoke or remove it if they shouldn't have it.`,
  nothing: "Nothing to do.",
  back: (who: Piece) => say`✅ ${who} is a regular member here again.`,
};

export const spending = {
  limit: (amount: string, proof: Piece) => say`Spending limit: ${amount} a month, ${proof}.`,
  none: (proof: Piece) => say`No spending limit, ${proof}.`,
  unknown: "Mistral doesn't say what the spending limit is.",
};

export const drift = {
  title: "Setup check",
  summary: (n: number) => `${n === 1 ? "One thing" : `${n} things`} to look at.`,
  nothingSummary: "Nothing to look at.",
  nothing: "✅ All in order.",
  titles: {
    "one-admin": () => "⚠️ Only one Admin",
    expired: (n: number) => `⚠️ Expired invitations: ${n}`,
    outside: (n: number) => `⚠️ Members outside the allowed e-mail domains: ${n}`,
    review: (n: number) => `⚠️ Members to review: ${n}`,
    "domain-gone": (n: number) => `⚠️ TXT records gone: ${n}`,
    "key-fails": () => "⚠️ This bot's own key is refused",
    "limit-reached": () => "⚠️ The monthly spending limit is reached",
    "payment-failed": () => "⚠️ The last payment failed",
  },
  details: {
    "one-admin": (who: Piece) => say`Mistral lists only ${who}. Make one more.`,
    expired: (whom: Piece) => say`${whom}. Send again or revoke.`,
    outside: (whom: Piece) => say`${whom}. Remove them, or allow their domain in the settings.`,
    review: (whom: Piece) => say`Still need access? ${whom}.`,
    "domain-gone": (which: Piece) => say`${which}. Put back what's missing: logins need it.`,
    "key-fails": (since: Piece) =>
      say`MISTRAL_API_KEY, refused since ${since}. Ask whoever runs this bot to replace it.`,
    "limit-reached": (proof: Piece) =>
      say`Keys stop until next month, or until an Admin or Billing raises it (${proof}).`,
    "payment-failed": (proof: Piece) => say`Until it's paid, keys can stop working (${proof}).`,
  },
  known: {
    read: (at: Piece) => say`Read from Mistral ${at}.`,
    before: "Read from Mistral before this bot started.",
    byPeople: "Going by what people said here.",
  },
  reading: "⏳ Asking Mistral. Press Check now again in a minute.",
  again: "Check now",
};

export const reach = {
  names: { slack: "Slack", teams: "Teams" } as Readonly<Record<Platform, string>>,
  /** What the reader can do to have them hear it. */
  help: {
    slack: "Tell them yourself, and ask whether this bot is still connected to Slack.",
    teams: "They have to add the Mistral Setup app or write to it.",
  } as Readonly<Record<Platform, string>>,
  cannot: (who: Piece, where: Piece) => say`⚠️ Can't reach ${who} in ${where}.`,
  /** On what came to somebody else instead. */
  instead: "So you got this: you can do it, too.",
};
