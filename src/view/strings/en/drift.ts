import type { Unchecked } from "../../../domain/drift.ts";
import { type Piece, say } from "../../spans.ts";

const unchecked: Record<Unchecked, string> = {
  guided:
    "Without an Admin API the bot cannot read how many Admins there are, who joined another way, and what has been spent. That Invitations ran out it knows from people alone.",
  "key-refused": "Mistral refuses the Admin API key, so its lists are as they were before.",
  "members-unread": "Mistral's members list has not been read yet.",
  "spending-refused": "This Admin API key or plan may not read the spending limit.",
  "spending-unread": "The spending limit has not been read yet.",
  "no-probe": "The bot has no API key of its own to try (MISTRAL_API_KEY).",
  "no-records": "No domain's TXT record is looked for.",
  "no-allowed-domains": "No allowed e-mail domains are set, so every Member's address will do.",
};

/** What the daily check finds, and what to do about it. */
export const drift = {
  title: "Check of the Setup",
  summary: (n: number) =>
    n === 1
      ? "The check found one thing that needs a look."
      : `The check found ${n} things that need a look.`,
  nothingSummary: "The check found nothing.",
  nothing: "✅ Nothing was found.",
  titles: {
    "one-admin": () => "⚠️ Only one Admin",
    expired: (n: number) => (n === 1 ? "⚠️ An Invitation has expired" : `⚠️ ${n} Invitations have expired`),
    outside: (n: number) =>
      n === 1
        ? "⚠️ A Member outside the allowed e-mail domains"
        : `⚠️ ${n} Members outside the allowed e-mail domains`,
    "domain-gone": (n: number) => (n === 1 ? "⚠️ A TXT record is gone" : `⚠️ ${n} TXT records are gone`),
    "key-fails": () => "⚠️ The bot's own key is refused",
  },
  details: {
    "one-admin": (who: Piece) =>
      say`${who} is the only Admin whom Mistral lists. Should they leave or lose access, nobody can invite or change anything. Make one more person Admin.`,
    expired: (whom: Piece) => say`${whom}. Send again or revoke, in the list of Members.`,
    outside: (whom: Piece) =>
      say`${whom}. Remove who should not be there, or allow the domain in the settings.`,
    "domain-gone": (which: Piece) =>
      say`${which}: the record that was there cannot be found in DNS any more. Login by e-mail domain and SSO break without it, so put it back at the DNS host.`,
    "key-fails": (since: Piece) =>
      say`The key in MISTRAL_API_KEY had worked and has been refused since ${since}. The key command says what to check.`,
  },
  read: {
    members: (at: Piece) => say`Mistral's lists read ${at}`,
    spending: (at: Piece) => say`spending limit read ${at}`,
    dns: (at: Piece) => say`DNS looked at ${at}`,
  },
  known: (parts: Piece) => say`Known from: ${parts}.`,
  reading: "⏳ Mistral is being asked now. Press Check now again in a minute for its answer.",
  readingSummary: "Mistral is being asked now.",
  nothingBefore: "So far nothing was found.",
  byPeople: "what people have said here",
  before: "what was read before the bot started",
  unchecked,
  uncheckedHeading: "Not checked",
  buttons: { again: "Check now", key: "About keys", access: "Open Access" },
};
