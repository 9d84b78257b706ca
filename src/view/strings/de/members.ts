import { MAX_IN_FILE } from "../../../domain/requests/address-file.ts";
import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { addresses, at, counted, number, since } from "./grammar.ts";

export const lists: Strings["lists"] = {
  statusTitle: "Stand des Setups",
  peopleHeading: "Mitglieder",
  noPeople: "Noch niemand eingeladen.",
  requestsHeading: "Offene Anfragen",
  allTasks: "Alle meine Aufgaben",
  allRequests: "Alle offenen Anfragen",
  noTasks: "Nichts wartet auf Sie.",
  noRequests: "Keine offenen Anfragen.",
  requestDetail: (who, when, whom) => say`Angefragt von ${who} ${at(when)} für ${whom}`,
  completed: (from) => say`✅ Abgeschlossen ${since(from)}.`,
  membersTitle: "Mitglieder",
  pageOf: (page, pages, all) => `Seite ${number(page)} von ${number(pages)}, ${number(all)} insgesamt`,
  narrowed: (find, n) => say`Treffer für ${find}: ${number(n)}.`,
  roleUnknown: "Rolle unbekannt",
  uninvited: (when) => say`nicht hier eingeladen, bei Mistral geprüft ${at(when)}`,
  listed: (all, uninvited) =>
    `Mitglieder bei Mistral: ${number(all)}. Nicht hier eingeladen: ${number(uninvited)}.`,
  buttons: {
    resend: "Erneut senden",
    revoke: "Widerrufen",
    role: "Rolle ändern",
    remove: "Entfernen",
    active: "Als Active markieren",
    unmark: "Zurück auf Pending",
    everybody: "Alle anzeigen",
  },
  revokeConfirm: (whom) => `${whom}: Der Link in der E-Mail funktioniert dann nicht mehr.`,
  unmarkConfirm: "Jede Nachricht mit Active wird korrigiert.",
  removeConfirm: (whom, mode) =>
    mode === "automatic"
      ? `${whom}: Der Zugang zu Mistral endet.`
      : `${whom}: Eine Karte bittet darum, es bei Mistral zu tun. Dann endet der Zugang.`,
  recordTitle: "Protokoll",
  recordEmpty: "Noch nichts protokolliert.",
  recordHead: (hash) => say`Letzter Hash: ${code(hash)}. Jeder Hash sichert auch den vorigen Eintrag.`,
  recordFile: "Als Datei senden",
  recordFileComes: "Dieser Bot sendet Ihnen das ganze Protokoll als Datei.",
  recordFileSaid: (head, name) =>
    `Das Protokoll, Hash ${head}. Der Betreiber des Bots kann es prüfen: npx mistral-setup record verify ${name}`,
  recordOffered: (entries) => `Das ganze Protokoll (${counted(entries, "Eintrag", "Einträge")}).`,
  recordByOperator: "Als Datei bekommen Sie es vom Betreiber des Bots (npx mistral-setup record).",
  helpTitle: "Mistral Setup: Hilfe",
  helpSummary: "Was Sie schreiben können.",
  helpUnknown: (word) => say`Den Befehl ${code(word)} gibt es nicht.`,
  helpIntro: "Sie können schreiben:",
  helpCommands: [
    ["", "das Setup starten oder sehen, wie es weitergeht"],
    ["einladen", "Personen einladen oder eine Einladung anfragen"],
    ["status", "Schritte, Mitglieder, offene Anfragen"],
    ["mitglieder", "alle Eingeladenen und was zu tun ist (nur Genehmigende)"],
    ["schlüssel", "API-Schlüssel erhalten; sehen, ob Schlüssel funktionieren"],
    ["einstellungen", "Genehmigende, Kanäle, Domains, Lizenzen, Erinnerungen (nur Setup-Leitung)"],
    ["sprache", "Ihre Sprache wählen"],
    ["abwesend", "sagen, wer Sie beim Genehmigen vertritt (nur Genehmigende)"],
    ["überprüfung", "wer noch Zugang braucht (nur Genehmigende)"],
    ["protokoll", "wer wann was getan hat"],
    ["hilfe", "diese Liste"],
  ],
  helpCommand: (word) => `/mistral-setup ${word}`.trim(),
  helpExamplesHeading: "Beispiele",
  helpExamples:
    "/mistral-setup einladen ana@example.com, paul@example.com member\n/mistral-setup mitglieder paul\n/mistral-setup schlüssel",
  homeYoursToStart: "Das Mistral-Setup hat noch nicht begonnen. Starten Sie es: Es dauert etwa 15 Minuten.",
  homeSummary: (n) => `${n === 0 ? "Es ist nichts" : number(n)} zu tun.`,
  homeTasks: "Meine Aufgaben",
  homeDecide: "Wartet auf Sie",
  homeMine: "Meine Einladung",
  homeMyRequests: "Meine Anfragen",
  mute: "Meldungen stummschalten",
  unmute: "Meldungen einschalten",
  muted: "Stummgeschaltet: Sie hören nur von dem, was auf Sie wartet.",
  homeNothing: "Noch keine Einladung. Fragen Sie eine an, dann entscheidet eine genehmigende Person.",
  homeAsk: "Einladung anfragen",
  homeAsStranger:
    "Dieser Bot ist nur für Mitglieder dieser Organisation da. Eines davon kann für Sie anfragen.",
  homeTaskDetail: (from, what) => say`Offen ${since(from)}: ${what}`,
  endedBy: (who, when) => say`von ${who} ${at(when)}`,
};

export const compare: Strings["compare"] = {
  button: "Mit Mistral vergleichen",
  title: "Mit Mistral vergleichen",
  submit: "Vergleichen",
  intro: () =>
    say`Kopieren Sie Zeilen von ${PAGES.members} bei Mistral und fügen Sie sie hier ein. Noch ändert sich nichts.`,
  parts: "Gern in Teilen: Wer fehlt, bleibt unverändert.",
  list: "Zeilen der Liste",
  listHint: "Gelesen werden Adressen und Active, Pending oder Expired, sonst nichts.",
  placeholder: "zoe@example.com  Member  Active",
  from: "Status",
  fromHint: "Von Adressen, in deren Zeile keiner steht.",
  sources: {
    written: ["Aus den Zeilen", "Active, Pending oder Expired"],
    active: ["Active Users", "Active, wenn in der Zeile nichts anderes steht"],
    invited: ["Invited Users", "Pending, wenn in der Zeile nichts anderes steht"],
  },
  errors: {
    empty: "Fügen Sie einen Teil der Liste ein.",
    full: "Das Feld ist voll, das Ende der Liste fehlt vielleicht. Fügen Sie einen Teil ein, dann den nächsten.",
    noAddress: "Es ist keine E-Mail-Adresse darin. Kopieren Sie die Zeilen mit den Adressen.",
    noState: "Weder Active noch Pending steht darin. Wählen Sie, woher die Zeilen sind.",
  },
};

export const compared: Strings["compared"] = {
  title: "Was sich ändert",
  submit: (n) => (n === 1 ? "1 Änderung speichern" : `${number(n)} Änderungen speichern`),
  back: "Zurück",
  intro: "Wird als von Ihnen bestätigt gespeichert:",
  inParts: "Das ist zu viel, um es auf einmal zu prüfen. Fügen Sie die Liste in Teilen ein.",
  change: (from, to) => `${from} → ${to}`,
  others: (n) =>
    `Unverändert ${n === 1 ? "bleibt" : "bleiben"} ${addresses(n)}: schon so, ohne Status, nie hier eingeladen oder hier anders entschieden.`,
  done: (figures) => `Gespeichert, von Ihnen bestätigt: ${figures}.`,
  count: (n, status) => `${number(n)} ${status}`,
  next: "Nächsten Teil einfügen",
};

export const addressFile: Strings["addressFile"] = {
  label: "Oder eine CSV-Datei",
  hint: `Eine Spalte namens email, bis zu ${MAX_IN_FILE} Adressen. Sie sehen die Liste, bevor etwas gesendet wird.`,
  read: (n) => `${addresses(n)} aus Ihrer Datei. Sie sehen die Liste, bevor etwas gesendet wird.`,
  found: (n) => `In Ihrer Datei ${n === 1 ? "steht" : "stehen"} ${addresses(n)}. Noch ist nichts gesendet.`,
  open: "Formular öffnen",
  template: {
    button: "Vorlage erhalten",
    comes: "Dieser Bot sendet Ihnen die Vorlage als Datei.",
    title: "Eine Liste zum Ausfüllen",
    said: "Tragen Sie unter email eine Adresse pro Zeile ein, speichern Sie als CSV und geben Sie diesem Bot die Datei.",
    inWords: "Eine CSV-Datei mit email in der ersten Zeile, dann eine Adresse pro Zeile.",
  },
  errors: {
    empty: "Diese Datei ist leer. Wählen Sie eine andere oder geben Sie die Adressen ein.",
    full: "Das Feld ist voll, das Ende Ihrer Liste fehlt vielleicht. Senden Sie sie besser als Datei.",
    several: "Senden Sie nur eine Datei auf einmal.",
    "too-many": `Höchstens ${MAX_IN_FILE} Adressen auf einmal. Teilen Sie die Liste.`,
    "too-large": "Diese Datei ist zu groß. Behalten Sie nur die Adressen oder teilen Sie sie.",
    "not-text": "Das ist keine CSV-Datei. Speichern Sie die Tabelle in Excel oder Google Sheets als CSV.",
    "no-addresses":
      "In dieser Datei steht keine E-Mail-Adresse. Adressen gehören in eine Spalte namens email.",
    unread:
      "Diese Datei ließ sich gerade nicht lesen. Versuchen Sie es erneut oder geben Sie die Adressen ein.",
    "not-allowed":
      "Ohne den Scope files:read kann dieser Bot keine Dateien lesen. Geben Sie die Adressen ein.",
  },
};
