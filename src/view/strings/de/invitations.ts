import { bold, capitalized, code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, people as forPeople, invitations, number, since } from "./grammar.ts";

const to = (organization: string | null): string =>
  organization === null ? "zu Mistral" : `zu ${organization} bei Mistral`;

export const people: Strings["people"] = {
  inviteeTitle: "Ihre Einladung zu Mistral",
  invited: (who, organization, role) => say`${who} hat Sie als ${role} ${to(organization)} eingeladen.`,
  invitedYourself: (organization, role) => say`Sie haben als ${role} Zugang ${to(organization)} angefragt.`,
  comingSoon:
    "⏳ Genehmigt, wird gesendet. Diese Nachricht ändert sich, sobald die Einladung bei Mistral ist.",
  emailComes: (address) =>
    say`Mistral schreibt an ${code(address)}. Öffnen Sie die E-Mail, nehmen Sie an und registrieren Sie sich oder melden Sie sich mit dieser Adresse an.`,
  runsOut: (when) => say`Die Einladung läuft ${at(when)} ab.`,
  buttons: {
    noEmail: "Keine E-Mail?",
    joined: "Ich habe angenommen",
    resend: "Erneut senden",
  },
  active: "✅ Sie sind Active",
  takenBack: (address) =>
    say`⏳ Sie sind doch noch nicht Active. Wenn Sie noch nicht angenommen haben, öffnen Sie die E-Mail an ${code(address)}.`,
  expired: "⚠️ Diese Einladung ist nach 7 Tagen abgelaufen.",
  revoked: "Diese Einladung wurde widerrufen. Der Link funktioniert nicht mehr.",
  failed: "⚠️ Diese Einladung ließ sich nicht senden. Wer sie angefragt hat, weiß Bescheid.",
  removed: "❌ Sie sind kein Mitglied dieser Organisation mehr",
  denied: "Diese Einladung wird nicht gesendet.",
  noEmail: {
    address: (address) => say`Stimmt ${code(address)}? Wenn nicht, fragen Sie eine neue Einladung an.`,
    spam: "Sehen Sie in Spam und Quarantäne nach. Der Absender ist Mistral.",
    again: "Immer noch nichts? Senden Sie sie erneut: Die neue E-Mail ersetzt die alte.",
    justSent: "Die E-Mail ist gerade erst unterwegs. Geben Sie ihr ein paar Minuten.",
  },
  nudge: (address) => say`⏳ Ihre Einladung zu Mistral wartet noch, in einer E-Mail an ${code(address)}.`,
  welcomeTitle: "Ihr erster Schlüssel",
  welcomeSteps: [
    "Öffnen Sie API keys in Mistral Studio.",
    "Erstellen und kopieren Sie einen Schlüssel: Mistral zeigt ihn nur einmal.",
    "Bewahren Sie ihn sicher auf, nie im Chat.",
  ],
  whoActive: (who) => say`✅ ${who} ist Active`,
  manyActive: (n) => `✅ ${number(n)} Mitglieder sind Active.`,
  newMember: "Ein neues Mitglied",
  joinedIntro: "Von Ihnen angefragt:",
  noneActive: "Hier ist niemand mehr Active.",
};

export const problems: Strings["problems"] = {
  member: "schon Mitglied",
  pending: "schon eingeladen oder angefragt",
  "not-an-address": "keine E-Mail-Adresse",
  "space-inside": "enthält ein Leerzeichen",
  "outside-domains": "außerhalb der erlaubten Domains",
};

export const requests: Strings["requests"] = {
  summary: (n, state) => `Anfrage für ${forPeople(n)}: ${state}.`,
  as: (address, role) => say`${address} als ${role}`,
  forRole: (n, role) => `${forPeople(n)} als ${role}`,
  states: {
    open: "wartet auf eine Entscheidung",
    approved: "genehmigt",
    denied: "abgelehnt",
    withdrawn: "zurückgezogen",
    lapsed: "nach 7 Tagen ohne Antwort abgelaufen",
  },
  wants: (who, n, role) =>
    n === null
      ? say`${who} möchte als ${bold(role)} Zugang zu Mistral.`
      : say`${who} möchte ${forPeople(n)} als ${bold(role)} zu Mistral einladen.`,
  requesterLeft: (who) => say`⚠️ ${who} ist hier kein reguläres Mitglied mehr. Gilt das noch?`,
  left: (n, role) => say`Inzwischen geändert: ${forPeople(n)} als ${bold(role)}.`,
  strongRole: {
    admin: "⚠️ Admins bestimmen über alles, auch Sicherheit und Abrechnung.",
    billing: "⚠️ Billing kann Tarif und Zahlungsmethoden ändern.",
    member: "",
  },
  workspaces: (names) => `Workspaces: ${names.join(", ")}`,
  seats: (names) => `Lizenzen: ${names.join(", ")}`,
  willFollow: (mode, several) => {
    const first = several ? "Nach allen Genehmigungen" : "Nach Ihrer Genehmigung";
    return `${first} ${mode === "automatic" ? "schickt Mistral die Einladung" : "schickt jemand bei Mistral die Einladung"}.`;
  },
  alreadyMember: (address) => say`${address} ist schon Mitglied`,
  membersAmong: (n) => `Schon Mitglieder: ${number(n)}`,
  outside: (n, all, domains) =>
    `⚠️ Außerhalb von ${domains}: ${number(n)} von ${number(all)}${n === all ? "" : ", zuerst genannt"}.`,
  punycode: (domain) => say`die Domain ist ${code(domain)}`,
  approveTitle: "Anfrage genehmigen",
  changedMeanwhile: "Diese Anfrage wurde gerade geändert. Jetzt geht es um:",
  otherLetters: "enthält andere Buchstaben als a bis z",
  membersStay: "Keine E-Mail, und die Rolle bleibt.",
  willWaitForBilling: "⏳ Gesendet wird, sobald die Abrechnung steht.",
  nobodyElse:
    "⚠️ Niemand sonst kann entscheiden. Die Setup-Leitung kann in den Einstellungen Genehmigende hinzufügen.",
  buttons: {
    approve: "Genehmigen",
    review: (n) => (n === 1 ? "Prüfen" : `Alle ${number(n)} prüfen`),
    deny: "Ablehnen",
    change: "Ändern",
    withdraw: "Zurückziehen",
  },
  describe: (label, { id, n, who }) => `${label}: Anfrage ${id} von ${who} für ${forPeople(n)}`,
  withdrawConfirm: "Sie können jederzeit wieder anfragen.",
  takesTwo: "Admin braucht zwei Genehmigungen.",
  agreedBy: (who, when) => say`☑️ Genehmigt von ${who} ${at(when)}.`,
  takesSecond: "Für Admin muss noch jemand zustimmen.",
  reasonAsked: "Grund:",
  reasonDenied: "Antwort:",
  ended: {
    approved: (who, when) => say`✅ Genehmigt von ${who} ${at(when)}`,
    alone: (who, when) => say`✅ Angefragt und genehmigt von ${who} ${at(when)}`,
    denied: (who, when) => say`❌ Abgelehnt von ${who} ${at(when)}`,
    withdrawn: (who, when) => say`Zurückgezogen von ${who} ${at(when)}`,
    lapsed: (_who, when) => say`Abgelaufen ${at(when)} nach 7 Tagen ohne Antwort`,
  },
  waitsForPerson: "genehmigt, von Hand zu senden",
  waitingForBilling: "genehmigt, wartet auf die Abrechnung",
  asked: (n, role) => {
    const as = role === null ? "" : ` als ${role}`;
    return n === null
      ? `Sie haben Zugang zu Mistral${as} angefragt.`
      : `Sie haben Zugang für ${forPeople(n)}${as} angefragt.`;
  },
  askedAt: (when, whom) => say`Angefragt ${at(when)} für ${whom}`,
  askedWaits: "⏳ Wartet auf eine Genehmigung.",
  askedBilling: "⏳ Es geht von selbst weiter.",
  outcomeTitle: {
    ...{ approved: "Ihre Anfrage wurde genehmigt", denied: "Ihre Anfrage wurde abgelehnt" },
    ...{ withdrawn: "Sie haben Ihre Anfrage zurückgezogen", lapsed: "Ihre Anfrage blieb ohne Antwort" },
  },
  waitsSince: (from) => say`⏳ Wartet ${since(from)}.`,
  lapsesAt: (when) => say`Die Anfrage läuft ${at(when)} ab.`,
  taken: (addresses) => say`Herausgenommen: ${addresses}`,
  wrong: {
    expired: (n) => `${invitations(n)} abgelaufen`,
    failed: (n) => `${invitations(n)} nicht gesendet`,
    revoked: (n) => `${invitations(n)} widerrufen`,
    removed: (n) => `${capitalized(forPeople(n))} bei Mistral entfernt`,
  },
  wrongNext: {
    expired: "Eine genehmigende Person kann das wiederholen.",
    failed: "Eine genehmigende Person kann das wiederholen.",
    revoked: "Überrascht Sie das, sprechen Sie mit einer genehmigenden Person.",
    removed: "Eine neue Einladung ist möglich, beginnt aber von vorn.",
  },
  wentOn: "Hier ist nichts mehr zu tun.",
  inTheWay: "Was im Weg steht:",
};
