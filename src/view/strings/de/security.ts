import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, number } from "./grammar.ts";

export const measures: Strings["measures"] = {
  labels: {
    allowed: "Erlaubte Domains",
    domain: "Domain-Verifizierung",
    saml: "SSO mit SAML",
    audit: "Audit-Logs",
  },
  plans: { allowed: "jeder Tarif", domain: "Team oder Enterprise", saml: "Enterprise", audit: "Enterprise" },
  line: (label, plan, state) => say`${label} (${plan}): ${state}.`,
  notYet: "noch nicht",
  notVerified: "bei Mistral noch nicht verifiziert",
  records: {
    there: (domain, proof) => say`Eintrag von ${domain} ${proof}`,
    searching: (domain) => say`Suche nach ${domain} im DNS`,
    gone: (domain) => say`⚠️ Eintrag von ${domain} aus dem DNS verschwunden`,
  },
  confirmDomain: "Als verifiziert markieren",
};

export const saml: Strings["saml"] = {
  button: "SAML-Checkliste",
  title: "SSO mit SAML",
  summary: "So richten Sie SSO mit SAML ein.",
  needs: "Braucht Enterprise und die Rolle Admin. Nur SAML 2.0, kein OIDC.",
  steps: (domain) => [
    domain,
    say`Kopieren Sie ACS URL und Entity ID von ${PAGES.access} in Ihren Identitätsanbieter.`,
    say`Senden Sie dort die Attribute ${code("firstName")} und ${code("lastName")} und die Name ID als ${code("EmailAddress")}.`,
    "Geben Sie Mistral die Metadaten des Anbieters: das ganze XML oder seine Adresse.",
    "Ist niemand mehr Pending, schalten Sie SSO ein und melden Sie sich in einem privaten Fenster an.",
  ],
  fails: "Anmeldung scheitert? Vergleichen Sie die Schritte 2 bis 4 genau, samt ganzem XML.",
  off: "SSO auszuschalten sperrt alle aus, bis sie ein Passwort setzen oder neu eingeladen werden.",
  pending: (n) =>
    `⚠️ Pending: ${number(n)}. Mit SSO können offene Einladungen scheitern: Warten Sie, bis sie Active sind, oder widerrufen Sie sie.`,
  confirm: "SSO ist an",
  switchedOn: "Ich habe SSO eingeschaltet",
  confirmText:
    "Bestätigen Sie nach einer erfolgreichen Anmeldung über Ihren Anbieter. Das wird protokolliert.",
};

export const domains: Strings["domains"] = {
  button: "Domain verifizieren",
  title: "Domain verifizieren",
  submit: "Im DNS suchen",
  intro: () => [
    say`Fügen Sie Ihre Domain bei Mistral unter ${PAGES.access} hinzu (Team oder Enterprise). Dort steht ein TXT-Eintrag.`,
    "Tragen Sie ihn in Ihr DNS ein und fügen Sie ihn hier ein. Der Bot sucht ihn 48 Stunden lang.",
    "Drücken Sie dann Verify bei Mistral: Nur Mistral kann verifizieren.",
  ],
  domain: "Domain",
  domainHint: "Was in den Adressen Ihres Teams auf @ folgt.",
  record: "TXT-Eintrag von Mistral",
  recordHint: "Name und Wert. Der Wert beginnt mit mistral-domain-verification= oder mistral-verify=.",
  errors: {
    domain: (word) => `„${word}“ ist keine öffentliche Domain wie example.com.`,
    nothing: "Der Wert von Mistral fehlt. Er beginnt mit mistral-domain-verification= oder mistral-verify=.",
    several: "Das ist mehr als ein Wert. Fügen Sie den Eintrag einer einzigen Domain ein.",
    full: "Das Feld ist voll, das Ende fehlt vielleicht. Fügen Sie nur den Eintrag ein.",
    otherDomain: (name, domain) =>
      `Der Eintrag ist für ${name}, die Domain oben ist ${domain}. Ändern Sie eines von beiden.`,
    tooMany: "Der Bot sucht schon nach 20 Domains. Beenden Sie zuerst eine Suche.",
  },
  noted: (name, value) =>
    `Gesucht wird im DNS ein TXT-Eintrag unter ${name} mit dem Wert ${value}. Eine Karte zeigt Ihnen, was dort steht.`,
  states: {
    searching: (domain) => say`⏳ ${domain}: Suche im DNS.`,
    overdue: (domain) => say`⚠️ ${domain}: nach 48 Stunden kein Eintrag im DNS.`,
    there: (domain, proof) => say`✅ ${domain}: Eintrag ${proof}.`,
    missed: (domain, proof) => say`⏳ ${domain}: Eintrag ${proof}, zuletzt nicht gefunden.`,
    gone: (domain, when) => say`⚠️ ${domain}: Eintrag aus dem DNS verschwunden, bemerkt ${at(when)}.`,
    stopped: (domain, when) => say`⏭️ ${domain}: Suche beendet ${at(when)}.`,
  },
  whereApex: (domain) => say`Tragen Sie diesen TXT-Eintrag für ${domain} (oft @ genannt) in Ihr DNS ein:`,
  where: (label, name) =>
    say`Tragen Sie diesen TXT-Eintrag namens ${label} (vollständig: ${name}) in Ihr DNS ein:`,
  looking: "Noch keine Antwort vom DNS.",
  found: (name, when) => say`Gefunden unter ${name}, gesehen ${at(when)}.`,
  misplaced: (name, when) =>
    say`Nachgesehen ${at(when)}: Der Eintrag steht unter ${name}. Ihr DNS-Panel ergänzt die Domain: Geben Sie den Namen ohne sie ein.`,
  other: (when) =>
    say`Nachgesehen ${at(when)}: Dort steht etwas anderes. Vergleichen Sie Buchstabe für Buchstabe:`,
  nothing: (when) => say`Nachgesehen ${at(when)}: Dort steht nichts.`,
  unknown: (when) => say`Das DNS antwortete nicht, zuletzt versucht ${at(when)}.`,
  now: "Drücken Sie jetzt Verify auf Mistrals Seite Access: Nur Mistral kann verifizieren.",
  keep: "Lassen Sie den Eintrag stehen: SSO und Anmeldung per Domain brauchen ihn.",
  putBack: "Tragen Sie ihn wieder ein: SSO und Anmeldung per Domain brauchen ihn.",
  check: "Vergleichen Sie Ihr DNS mit dem, was Mistral jetzt zeigt.",
  stop: "Suche beenden",
  stopText: "Der Bot meldet dazu nichts mehr. Der Eintrag selbst bleibt.",
};
