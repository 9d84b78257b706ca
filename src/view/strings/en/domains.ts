import { type Piece, say } from "../../spans.ts";

/** The record of a domain, and what DNS has of it. */
export const domains = {
  button: "Verify a domain",
  title: "Verify a domain",
  submit: "Look for it in DNS",
  access: "the Access page",
  intro: (access: Piece) => [
    say`Open ${access} at Mistral and add your domain there. It shows a DNS record of type TXT. Needs the Team or Enterprise plan.`,
    "Paste that record here. The bot looks in DNS for 48 hours and tells you when it is there.",
    "Then press Verify on Mistral's page: only Mistral can verify the domain.",
  ],
  domain: "Domain",
  domainHint: "The part behind the @ of your team's addresses.",
  domainPlaceholder: "example.com",
  record: "The record, as Mistral shows it",
  recordHint:
    "Name and value, in any order. The value begins with mistral-domain-verification= or mistral-verify=.",
  recordPlaceholder: "TXT  @  mistral-domain-verification=…",
  errors: {
    domain: (word: string) => `“${word}” is not a domain in public DNS such as example.com.`,
    noValue:
      "No value of Mistral's was found in it. Copy the text that begins with mistral-domain-verification= or mistral-verify=.",
    several: "There are several values in it. Paste the record of one domain.",
    full: "This field is full, so the end of it may be missing. Paste the record alone.",
    otherDomain: (name: string, domain: string) =>
      `The record is for ${name}, but the domain above is ${domain}. Change one of the two.`,
    tooMany: "The bot looks for 20 domains already. Stop looking for one of them first.",
  },
  noted: (name: string, value: string) =>
    `Noted: a TXT record at ${name} with the value ${value}. The bot looks in DNS now; the card in your direct messages says what it sees.`,
  heading: "Domain verification",
  states: {
    searching: (domain: Piece) => say`⏳ ${domain}: looking for the record in DNS.`,
    overdue: (domain: Piece) => say`⚠️ ${domain}: the record was not in DNS after 48 hours.`,
    there: (domain: Piece, proof: Piece) => say`✅ ${domain}: the record is there, ${proof}.`,
    missed: (domain: Piece, proof: Piece) =>
      say`⏳ ${domain}: the record was there, ${proof}, and the newest look did not find it.`,
    gone: (domain: Piece, at: Piece) => say`⚠️ ${domain}: the record is gone from DNS, noticed ${at}.`,
    stopped: (domain: Piece, at: Piece) => say`➖ ${domain}: the bot stopped looking for the record ${at}.`,
  },
  summaries: {
    searching: (domain: string) => `Looking in DNS for the record of ${domain}.`,
    overdue: (domain: string) => `The record of ${domain} was not in DNS after 48 hours.`,
    there: (domain: string) => `The record of ${domain} is in DNS.`,
    gone: (domain: string) => `The record of ${domain} is gone from DNS.`,
    stopped: (domain: string) => `The bot stopped looking for the record of ${domain}.`,
  },
  whereApex: (domain: Piece) =>
    say`Where your DNS is managed, add a TXT record for ${domain} itself. Many panels call that name @.`,
  where: (label: Piece, name: Piece) =>
    say`Where your DNS is managed, add a TXT record with the name ${label} (in full: ${name}).`,
  value: "The value:",
  looking: "The first look has not come back yet.",
  found: (name: Piece, at: Piece) => say`Seen at ${name}, looked ${at}.`,
  foundElsewhere: (name: Piece, stated: Piece) =>
    say`It stands at ${name}, while the record that was pasted belongs at ${stated}. If Mistral does not accept it, move it there.`,
  misplaced: (name: Piece, at: Piece) =>
    say`Looked ${at}: the record stands at ${name}. The DNS panel adds the domain by itself, so enter the name without it.`,
  other: (at: Piece) =>
    say`Looked ${at}: something else is there. Compare it letter by letter with the value above:`,
  nothing: (at: Piece) => say`Looked ${at}: nothing is there.`,
  unknown: (since: Piece, at: Piece) =>
    say`DNS has not answered since ${since}, tried ${at}, so nothing new is known. The bot goes on trying by itself.`,
  silent: (since: Piece) =>
    say`DNS has not answered since ${since}; the bot asks again now, and goes on by itself until it does.`,
  until: (end: Piece) =>
    say`It takes minutes as a rule, up to 48 hours at most. The bot looks until ${end} and tells you when it is there.`,
  goesOn: "The bot goes on looking.",
  looksAgain: "One look can be wrong. The bot looks again by itself, and tells you if it is gone.",
  daily: "The bot goes on looking once a day.",
  now: "Now press Verify on Mistral's Access page: only Mistral can verify the domain. Leave the record in place: without it, login by e-mail domain and SSO stop working.",
  keep: "Leave the record in place: without it, login by e-mail domain and SSO stop working.",
  mistralSays: (proof: Piece) => say`Domain at Mistral: ${proof}.`,
  restore: "Put it back as soon as you can: without it, login by e-mail domain and SSO stop working.",
  check:
    "Check the name and the value where your DNS is managed. If Mistral shows another record now, paste it anew.",
  again: "To look again, paste the record anew.",
  overtaken: (domain: Piece, at: Piece) =>
    say`What was said here ${at} about ${domain} has changed since. The card about this domain says how it is now.`,
  overtakenSummary: (domain: string) => `Something about the record of ${domain} has changed since.`,
  openAccess: "Open Access",
  lookNow: "Look now",
  stop: "Stop looking",
  stopTitle: "Stop looking?",
  stopText:
    "The bot then says nothing about this record any more, also not when it is gone. The record itself stays.",
};
