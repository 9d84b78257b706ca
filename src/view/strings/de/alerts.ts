import { capital, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, between, number, since } from "./grammar.ts";

const names = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES = "Nachrichten dort warten und gehen danach der Reihe nach hinaus.";
const follows = {
  mistral: "Was dort zu tun ist, wartet und läuft danach von selbst weiter.",
  slack: MESSAGES,
  teams: MESSAGES,
};

const mend = {
  slack:
    "Bitten Sie den Betreiber des Bots, die App in Slack neu zu installieren, ihr neues Token in SLACK_BOT_TOKEN einzutragen und neu zu starten.",
  teams:
    "Bitten Sie den Betreiber des Bots, einen neuen geheimen Clientschlüssel in MICROSOFT_APP_PASSWORD einzutragen und neu zu starten.",
};

/** What `was` says follows the time, as German has it: "von 9:00 bis 14:02 hörte dieser Bot nichts". */
export const alerts: Strings["alerts"] = {
  saysWhenOver: "Nichts geht verloren. Diese Nachricht ändert sich, wenn es vorbei ist.",
  over: (was, from, to) => say`✅ ${capital(between(from, to))} ${was}.`,
  goesOn: "Was wartete, geht jetzt weiter.",
};

export const adminKey: Strings["adminKey"] = {
  refused: {
    was: "lehnte Mistral den Admin-API-Schlüssel ab",
    is: (from) =>
      say`⚠️ Mistral lehnt ${since(from)} den Admin-API-Schlüssel ab. Alles dort wartet; nichts geht verloren.`,
    ask: "Ist er widerrufen oder abgelaufen, erbitten Sie von Mistral einen neuen Admin-API-Schlüssel (ein gewöhnlicher reicht nicht). Bitten Sie den Betreiber des Bots, ihn in MISTRAL_ADMIN_API_KEY einzutragen und neu zu starten.",
  },
  noRights: {
    was: "lehnte Mistral den Admin-API-Schlüssel ab",
    is: (from) =>
      say`⚠️ Der Admin-API-Schlüssel hat bei Mistral keine Rechte, bemerkt ${at(from)}. Alles dort wartet; nichts geht verloren.`,
    ask: "Erlauben Sie ihm im Backoffice oder Admin Panel von Mistral, Personen, Einladungen, Workspaces und Ausgabenlimit zu lesen und zu ändern und das Audit-Log zu lesen.",
  },
  other: {
    was: "gehörte der Admin-API-Schlüssel einer anderen Organisation",
    is: (from) =>
      say`⚠️ Der Admin-API-Schlüssel gehört zu einer anderen Organisation als zuvor, bemerkt ${at(from)}. Bis das geklärt ist, wird niemand eingeladen, entfernt oder gemeldet.`,
    ask: "Bitten Sie den Betreiber des Bots, den Schlüssel Ihrer Organisation in MISTRAL_ADMIN_API_KEY einzutragen und neu zu starten.",
    button: "Das ist unsere Organisation",
    text: "Der Bot übernimmt die Mitgliederliste von Mistral, wie sie jetzt ist. Wer darin fehlt, gilt als entfernt.",
  },
};

export const outages: Strings["outages"] = {
  silent: (of) => ({
    is: (from) => say`⚠️ ${names[of]} antwortet ${since(from)} nicht richtig. ${follows[of]}`,
    was: `antwortete ${names[of]} nicht richtig`,
  }),
  refused: (of) => ({
    is: (from) => say`⚠️ ${names[of]} sperrt diesen Bot ${since(from)} aus. ${follows[of]}`,
    was: `sperrte ${names[of]} diesen Bot aus`,
    ask: mend[of],
  }),
  unheard: {
    is: (from) =>
      say`⚠️ Dieser Bot hört ${since(from)} nichts von Slack: Buttons und Befehle funktionieren dort nicht.`,
    was: "hörte dieser Bot nichts von Slack",
    ask: "Bitten Sie den Betreiber des Bots, Log und SLACK_APP_TOKEN zu prüfen: Ist es widerrufen, braucht es ein neues und einen Neustart.",
    after: "Was dort gedrückt oder geschrieben wurde, muss wiederholt werden.",
  },
  waits: (from) =>
    say`genehmigt, von Mistral nicht bestätigt, das ${since(from)} nicht richtig antwortet; der Bot versucht es weiter`,
  notYet: "genehmigt, von Mistral noch nicht bestätigt; der Bot versucht es weiter",
  pressed: (of, from) =>
    say`⏳ Gespeichert. ${names[of]} antwortet ${since(from)} nicht richtig, darum wartet der Rest.`,
};

export const closed: Strings["closed"] = {
  named: (channel, where) => say`${channel} in ${where}`,
  unnamed: (where) => `Ein Kanal in ${where}`,
  cannot: (channel, from) => say`⚠️ ${channel}: ${since(from)} für den Bot geschlossen.`,
  why: {
    archived: "Der Kanal ist archiviert.",
    teamArchived: "Sein Team ist archiviert.",
    gone: "Es gibt ihn nicht mehr oder er ist privat und ohne den Bot.",
    without: "Der Bot ist nicht darin oder darf dort nicht schreiben.",
    shared: "Er wird mit einer anderen Firma geteilt, die die Adressen Ihrer Leute sähe.",
  },
  mend: {
    slack:
      "Laden Sie den Bot mit /invite @Mistral Setup ein und lassen Sie ihn schreiben oder wählen Sie einen anderen Kanal.",
    teams: "Fügen Sie die App dort hinzu oder wählen Sie einen anderen Kanal.",
  },
  unarchive: "Heben Sie die Archivierung auf oder wählen Sie einen anderen Kanal.",
  restoreTeam: "Stellen Sie das Team wieder her oder wählen Sie einen anderen Kanal.",
  chooseOther: "Wählen Sie einen anderen Kanal.",
  meanwhile: "Bis dahin gehen Anfragen direkt an die Genehmigenden und Neuigkeiten an Sie.",
  again: (submit) => `Drücken Sie dann wieder „${submit}“.`,
  over: (channel, from) =>
    say`✅ ${channel}, ${since(from)} für den Bot geschlossen, ist wieder offen oder wird nicht mehr gebraucht.`,
};

export const left: Strings["left"] = {
  summary: (name) => `${name} ist hier kein reguläres Mitglied mehr.`,
  since: (who, from) => say`⚠️ ${who} ist hier kein reguläres Mitglied mehr, bemerkt ${at(from)}.`,
  approver: "Diese Person darf noch genehmigen, bis die Setup-Leitung das in den Einstellungen ändert.",
  step: (title) => `Der Schritt ${title} lag bei dieser Person. Erledigen oder übergeben Sie ihn.`,
  requests: (n) => `Offene Anfragen dieser Person: ${number(n)}. Genehmigen Sie sie oder lehnen Sie sie ab.`,
  invitations: (rows) =>
    say`Zugang dieser Person zu Mistral: ${rows}. Widerrufen oder entfernen Sie ihn, wenn er enden soll.`,
  nothing: "Nichts zu tun.",
  back: (who) => say`✅ ${who} ist hier wieder reguläres Mitglied.`,
};

export const spending: Strings["spending"] = {
  limit: (amount, proof) => say`Ausgabenlimit: ${amount} im Monat, ${proof}.`,
  none: (proof) => say`Kein Ausgabenlimit, ${proof}.`,
  unknown: "Das Ausgabenlimit nennt Mistral nicht.",
};

export const drift: Strings["drift"] = {
  title: "Setup-Prüfung",
  summary: (n) => `${n === 1 ? "Ein Punkt" : `${number(n)} Punkte`} zu klären.`,
  nothingSummary: "Es ist nichts zu klären.",
  nothing: "✅ Alles in Ordnung.",
  titles: {
    "one-admin": () => "⚠️ Nur ein Admin",
    expired: (n) => `⚠️ Abgelaufene Einladungen: ${number(n)}`,
    outside: (n) => `⚠️ Mitglieder außerhalb der erlaubten E-Mail-Domains: ${number(n)}`,
    review: (n) => `⚠️ Zu überprüfende Mitglieder: ${n}`,
    "domain-gone": (n) => `⚠️ Fehlende TXT-Einträge: ${number(n)}`,
    "key-fails": () => "⚠️ Der Schlüssel des Bots wird abgelehnt",
    "limit-reached": () => "⚠️ Das monatliche Ausgabenlimit ist erreicht",
    "payment-failed": () => "⚠️ Die letzte Zahlung ist fehlgeschlagen",
  },
  details: {
    "one-admin": (who) => say`Mistral führt nur ${who} auf. Ernennen Sie noch jemanden.`,
    expired: (whom) => say`${whom}. Erneut senden oder widerrufen.`,
    outside: (whom) => say`${whom}. Entfernen oder die Domain in den Einstellungen erlauben.`,
    review: (whom) => say`Noch Zugang nötig? ${whom}.`,
    "domain-gone": (which) => say`${which}. Bitte wiederherstellen: Die Anmeldung braucht sie.`,
    "key-fails": (from) =>
      say`MISTRAL_API_KEY, abgelehnt ${since(from)}. Bitten Sie den Betreiber des Bots, ihn zu ersetzen.`,
    "limit-reached": (proof) =>
      say`Schlüssel funktionieren erst nächsten Monat wieder oder wenn Admin oder Billing es erhöht (${proof}).`,
    "payment-failed": (proof) => say`Bis zur Zahlung können Schlüssel ausfallen (${proof}).`,
  },
  known: {
    read: (when) => say`Bei Mistral gelesen ${at(when)}.`,
    before: "Bei Mistral gelesen, bevor der Bot startete.",
    byPeople: "Nach dem, was hier angegeben wurde.",
  },
  reading: "⏳ Mistral wird gefragt. Drücken Sie in einer Minute noch einmal „Jetzt prüfen“.",
  again: "Jetzt prüfen",
};

export const reach: Strings["reach"] = {
  names: { slack: "Slack", teams: "Teams" },
  help: {
    slack: "Sagen Sie es selbst weiter und fragen Sie, ob der Bot noch mit Slack verbunden ist.",
    teams: "Diese Person muss die App Mistral Setup hinzufügen oder ihr schreiben.",
  },
  cannot: (who, where) => say`⚠️ ${who} ist in ${where} nicht erreichbar.`,
  instead: "Darum kommt es zu Ihnen.",
};
