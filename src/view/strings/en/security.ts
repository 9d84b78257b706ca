import type { Measure } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";

const labels: Record<Measure | "allowed", string> = {
  allowed: "Allowed e-mail domains",
  domain: "Domain verification",
  saml: "SSO with SAML",
  audit: "Audit logs",
};

const plans: Record<Measure | "allowed", string> = {
  allowed: "any plan",
  domain: "needs Team or Enterprise",
  saml: "needs Enterprise",
  audit: "needs Enterprise",
};

export const measures = {
  labels,
  plans,
  line: (label: string, plan: string, state: Piece) => say`${label} (${plan}): ${state}.`,
  notYet: "not yet",
  notVerified: "not yet verified at Mistral",
  records: {
    there: (domain: Piece, proof: Piece) => say`record of ${domain} ${proof}`,
    searching: (domain: Piece) => say`looking for the record of ${domain} in DNS`,
    gone: (domain: Piece) => say`⚠️ the record of ${domain} is gone from DNS`,
  },
  confirmDomain: "It is verified at Mistral",
};

export const saml = {
  button: "SAML checklist",
  title: "SSO with SAML",
  summary: "How to set up SSO with SAML.",
  needs: "Needs the Enterprise plan and the Admin role at Mistral. SAML 2.0 only: OIDC is not offered.",
  steps: (domain: Piece) => [
    domain,
    say`Open ${PAGES.access}. Copy the ACS URL and the Entity ID from there into your identity provider, as they are.`,
    say`In your identity provider, send the attributes ${code("firstName")} and ${code("lastName")}, written exactly like that, and the Name ID as ${code("EmailAddress")}.`,
    "Give Mistral the metadata of your identity provider: the whole XML, or its address if the page asks for that.",
    "When nobody is Pending any more, switch SSO on, and log in once in a private window.",
  ],
  failuresTitle: "If a login fails, look here first:",
  failures: [
    "The ACS URL or the Entity ID differs from Mistral's, if only by a slash.",
    "The attributes are written differently: firstname and FirstName are not firstName.",
    "The Name ID has another format than EmailAddress.",
    "The metadata were cut off when they were pasted.",
  ],
  off: "Switching SSO off later locks people out until they set a password or are invited again.",
  pending: (n: number) =>
    `⚠️ Pending: ${n}. With SSO on, people join through the identity provider, and an open Invitation may fail. Wait until it is Active, or revoke it and let the person log in through SSO.`,
  confirm: "SSO is on",
  confirmText: "Confirm it once a login through your identity provider worked. It is recorded as your word.",
};

export const domains = {
  button: "Verify a domain",
  title: "Verify a domain",
  submit: "Look for it in DNS",
  intro: () => [
    say`Open ${PAGES.access} at Mistral and add your domain there. It shows a DNS record of type TXT. Needs the Team or Enterprise plan.`,
    "Paste that record here. The bot looks in DNS for 48 hours and tells you when it is there.",
    "Then press Verify on Mistral's page: only Mistral can verify the domain.",
  ],
  domain: "Domain",
  domainHint: "The part behind the @ of your team's addresses.",
  record: "The record, as Mistral shows it",
  recordHint: "Its name and value. The value begins with mistral-domain-verification= or mistral-verify=.",
  errors: {
    domain: (word: string) => `“${word}” is not a domain in public DNS such as example.com.`,
    nothing: "No value of Mistral's is in it: one with mistral-domain-verification= or mistral-verify=.",
    several: "There are several values in it. Paste the record of one domain.",
    full: "This field is full, so the end of it may be missing. Paste the record alone.",
    otherDomain: (name: string, domain: string) =>
      `The record is for ${name}, but the domain above is ${domain}. Change one of the two.`,
    tooMany: "The bot looks for 20 domains already. Stop looking for one of them first.",
  },
  noted: (name: string, value: string) =>
    `Noted: a TXT record at ${name} with the value ${value}. The bot looks in DNS now, and sends you a card with what it sees.`,
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
  whereApex: (domain: Piece) =>
    say`Add a TXT record for ${domain} itself in your DNS. Many panels call that name @. The value:`,
  where: (label: Piece, name: Piece) =>
    say`Add a TXT record named ${label} (in full: ${name}) in your DNS. The value:`,
  looking: "The first look has not come back yet.",
  found: (name: Piece, at: Piece) => say`Seen at ${name}, looked ${at}.`,
  misplaced: (name: Piece, at: Piece) =>
    say`Looked ${at}: the record stands at ${name}. The DNS panel adds the domain by itself, so enter the name without it.`,
  other: (at: Piece) => say`Looked ${at}: something else is there. Compare it letter by letter:`,
  nothing: (at: Piece) => say`Looked ${at}: nothing is there.`,
  unknown: (at: Piece) => say`DNS could not be asked, last tried ${at}, so there is nothing new.`,
  goesOn: "The bot goes on looking by itself, and tells you when this changes.",
  now: "Now press Verify on Mistral's Access page: only Mistral can verify the domain.",
  keep: "Leave the record in place: without it, login by e-mail domain and SSO stop working.",
  check: "Check the name and the value where your DNS is managed, and what Mistral shows now.",
  stop: "Stop looking",
  stopText: "The bot then says nothing more about this record. The record itself stays.",
};
