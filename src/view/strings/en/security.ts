import type { Measure } from "../../../domain/setup/observed.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";

const labels: Record<Measure | "allowed", string> = {
  allowed: "Allowed domains",
  domain: "Domain verification",
  saml: "SSO with SAML",
  audit: "Audit logs",
};

const plans: Record<Measure | "allowed", string> = {
  allowed: "any plan",
  domain: "Team or Enterprise",
  saml: "Enterprise",
  audit: "Enterprise",
};

export const measures = {
  labels,
  plans,
  line: (label: string, plan: string, state: Piece) => say`${label} (${plan}): ${state}.`,
  notYet: "not yet",
  notVerified: "not verified at Mistral yet",
  records: {
    there: (domain: Piece, proof: Piece) => say`record of ${domain} ${proof}`,
    searching: (domain: Piece) => say`looking in DNS for ${domain}`,
    gone: (domain: Piece) => say`⚠️ record of ${domain} gone from DNS`,
  },
  confirmDomain: "Mark verified",
};

export const saml = {
  button: "SAML checklist",
  title: "SSO with SAML",
  summary: "Set up SSO with SAML.",
  needs: "Needs Enterprise and the Admin role. SAML 2.0 only, no OIDC.",
  steps: (domain: Piece) => [
    domain,
    say`Copy the ACS URL and Entity ID from ${PAGES.access} into your identity provider.`,
    say`There, send the attributes ${code("firstName")} and ${code("lastName")}, and the Name ID as ${code("EmailAddress")}.`,
    "Give Mistral your provider's metadata: the whole XML, or its address if asked.",
    "Once nobody is Pending, switch SSO on and log in from a private window.",
  ],
  fails: "Login fails? Compare steps 2 to 4 letter by letter: is the XML whole?",
  off: "Switching SSO off locks people out until they set a password or are reinvited.",
  pending: (n: number) =>
    `⚠️ Pending: ${n}. With SSO on, open invitations may fail: wait until they're Active, or revoke them.`,
  confirm: "SSO is on",
  switchedOn: "I've switched SSO on",
  confirmText: "Confirm once a login through your identity provider has worked. It's recorded as your word.",
};

export const domains = {
  button: "Verify a domain",
  title: "Verify a domain",
  submit: "Look for it in DNS",
  intro: () => [
    say`Add your domain under ${PAGES.access} at Mistral (Team or Enterprise). It shows a TXT record.`,
    "Add it to your DNS and paste it here. This bot looks for it for 48 hours.",
    "Then press Verify at Mistral: only Mistral can verify it.",
  ],
  domain: "Domain",
  domainHint: "What follows the @ in your team's addresses.",
  record: "TXT record from Mistral",
  recordHint: "Name and value. The value starts with mistral-domain-verification= or mistral-verify=.",
  errors: {
    domain: (word: string) => `“${word}” isn't a public domain such as example.com.`,
    nothing: "Mistral's value is missing. It starts with mistral-domain-verification= or mistral-verify=.",
    several: "That's more than one value. Paste the record of one domain.",
    full: "This field is full, so the end of it may be missing. Paste the record alone.",
    otherDomain: (name: string, domain: string) =>
      `The record is for ${name}, the domain above is ${domain}. Change one of them.`,
    tooMany: "This bot already looks for 20 domains. Stop one of them first.",
  },
  noted: (name: string, value: string) =>
    `Looking in DNS for a TXT record at ${name} with the value ${value}. You'll get a card with what's there.`,
  states: {
    searching: (domain: Piece) => say`⏳ ${domain}: looking in DNS.`,
    overdue: (domain: Piece) => say`⚠️ ${domain}: no record in DNS after 48 hours.`,
    there: (domain: Piece, proof: Piece) => say`✅ ${domain}: record ${proof}.`,
    missed: (domain: Piece, proof: Piece) => say`⏳ ${domain}: record ${proof}, not found at the last look.`,
    gone: (domain: Piece, at: Piece) => say`⚠️ ${domain}: record gone from DNS, noticed ${at}.`,
    stopped: (domain: Piece, at: Piece) => say`⏭️ ${domain}: this bot stopped looking ${at}.`,
  },
  whereApex: (domain: Piece) => say`Add this TXT record for ${domain} (often called @) to your DNS:`,
  where: (label: Piece, name: Piece) =>
    say`Add this TXT record named ${label} (in full: ${name}) to your DNS:`,
  looking: "No answer from DNS yet.",
  found: (name: Piece, at: Piece) => say`Seen at ${name}, looked ${at}.`,
  misplaced: (name: Piece, at: Piece) =>
    say`Looked ${at}: the record is at ${name}. Your DNS panel adds the domain, so enter the name without it.`,
  other: (at: Piece) => say`Looked ${at}: something else is there. Compare letter by letter:`,
  nothing: (at: Piece) => say`Looked ${at}: nothing there.`,
  unknown: (at: Piece) => say`DNS didn't answer, last tried ${at}.`,
  now: "Now press Verify on Mistral's Access page: only Mistral can verify it.",
  keep: "Keep the record: SSO and logins by e-mail domain need it.",
  putBack: "Put it back: SSO and logins by e-mail domain need it.",
  check: "Compare your DNS with what Mistral shows now.",
  stop: "Stop looking",
  stopText: "This bot says no more about this record. The record itself stays.",
};
