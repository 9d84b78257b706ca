import type { Measure } from "../../../domain/measures.ts";
import { type Piece, say } from "../../spans.ts";

const pending = (n: number): string => (n === 1 ? "1 Invitation is" : `${n} Invitations are`);

const labels: Record<Measure | "allowed", string> = {
  allowed: "Allowed e-mail domains",
  domain: "Domain verification",
  discoverable: "Discoverable",
  saml: "SSO with SAML",
  audit: "Audit logs",
};

const plans: Record<Measure | "allowed", string> = {
  allowed: "any plan",
  domain: "needs Team or Enterprise",
  discoverable: "needs Team or Enterprise",
  saml: "needs Enterprise",
  audit: "needs Enterprise",
};

/** What is done for security, each with its plan and its Evidence. */
export const measures = {
  labels,
  plans,
  line: (label: string, plan: string, state: Piece) => say`${label} (${plan}): ${state}.`,
  item: (label: string, plan: string) => `${label} (${plan})`,
  missing: (list: string) => say`Not yet: ${list}.`,
  notYet: "not yet",
  notVerified: "not yet verified at Mistral",
  records: {
    there: (domain: Piece, proof: Piece) => say`record of ${domain} ${proof}`,
    searching: (domain: Piece) => say`looking for the record of ${domain} in DNS`,
    gone: (domain: Piece) => say`⚠️ the record of ${domain} is gone from DNS`,
  },
  auditRead: "the bot reads them",
  auditRefused: "Mistral shows none to the bot",
  confirmDomain: "It is verified at Mistral",
};

type SamlNames = Readonly<
  Record<"domain" | "discoverable" | "access" | "join" | "firstName" | "lastName" | "nameId", Piece>
>;

/** Single sign-on, from the verified domain to the first login. */
export const saml = {
  button: "SAML checklist",
  title: "SSO with SAML",
  summary: "How to set up SSO with SAML.",
  onSummary: "SSO with SAML is on.",
  needs: "Needs the Enterprise plan and the Admin role at Mistral. SAML 2.0 only: OIDC is not offered.",
  isOn: (proof: Piece) => say`✅ SSO is on, ${proof}.`,
  isOff: "In this order:",
  access: "the Access page",
  join: "Mistral's join page",
  steps: (names: SamlNames) =>
    [
      say`1. ${names.domain}`,
      say`2. Optional. ${names.discoverable} With it, people with an address in your domain may join by themselves on ${names.join}.`,
      say`3. Open ${names.access}. Copy the ACS URL and the Entity ID from there into your identity provider, as they are.`,
      say`4. In your identity provider, send the attributes ${names.firstName} and ${names.lastName}, written exactly like that, and the Name ID as ${names.nameId}.`,
      "5. Give Mistral the metadata of your identity provider: paste the whole XML, or enter its address if the page asks for that.",
      "6. When nobody is Pending any more, switch SSO on, and log in once in a private window. The first login through SSO makes a Member.",
    ].map((step) => say`${step}`),
  failuresTitle: "If a login fails, look here first:",
  failures: [
    "The ACS URL or the Entity ID differs from Mistral's, if only by a slash.",
    "The attributes are written differently: firstname and FirstName are not firstName.",
    "The Name ID has another format than EmailAddress.",
    "The metadata were cut off when they were pasted.",
  ],
  off: "Switching SSO off later locks people out until they set a password or are invited again.",
  pending: (n: number) =>
    `⚠️ ${pending(n)} Pending. With SSO on, people join through the identity provider, and an open Invitation may fail. Wait until ${n === 1 ? "it is Active, or revoke it and let this person" : "they are Active, or revoke them and let these people"} log in through SSO afterwards.`,
  nobodyPending: "Nobody is Pending, so no Invitation gets in the way.",
  confirm: "SSO is on",
  confirmTitle: "Is SSO on?",
  confirmText:
    "Confirm it once a login through your identity provider has worked. It is recorded as your word.",
  confirmPending: (n: number) =>
    `${pending(n)} Pending and may fail from now on. Confirm it once a login through your identity provider has worked. It is recorded as your word.`,
};
