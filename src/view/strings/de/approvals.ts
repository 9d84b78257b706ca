import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number, people } from "./grammar.ts";

export const away: Strings["away"] = {
  title: "Abwesenheit",
  intro: "Während jemand abwesend ist, der genehmigt, entscheidet auch die Vertretung über Anfragen.",
  person: "Wer abwesend ist",
  firstDay: "Erster Tag der Abwesenheit",
  lastDay: "Letzter Tag der Abwesenheit",
  standIn: "Vertretung",
  standInHint: "Nur für Entscheidungen über diese Anfragen, ohne andere Rechte.",
  until: (last) => say`bis ${last}`,
  between: (first, last) => say`von ${first} bis ${last}`,
  asked: (who, days) => say`Sie vertreten ${who} ${days} und entscheiden über deren Anfragen.`,
  saidOfYou: (days, who) =>
    say`Die Setup-Leitung hat Ihre Abwesenheit ${days} eingetragen. ${who} vertritt Sie.`,
  back: (who) => say`✅ Ihre Vertretung für ${who} ist beendet.`,
  nobodyForYou: "✅ Niemand vertritt Sie mehr.",
  note: (who, days, standIn) => say`${who} ist ${days} abwesend: ${standIn} kann in Vertretung entscheiden.`,
  status: (who, text, until) => say`${who} schreibt: „${text}“, bis ${until}.`,
  statusHint: (text, until) =>
    say`Sie schreiben „${text}“ bis ${until}. Mit Abwesenheit kann jemand für Sie entscheiden.`,
  inPlaceOf: (who, of) => say`${who} für ${of}`,
  errors: {
    noDay: "Geben Sie einen Tag ein, z. B. 2026-12-24.",
    past: "Wählen Sie einen Tag ab heute.",
    later: "Wählen Sie einen späteren Tag.",
    tooLong: "Wählen Sie einen Tag innerhalb eines Jahres.",
    another: "Es gibt schon eine andere Abwesenheit. Beenden Sie diese zuerst.",
    self: "Wählen Sie jemand anderen.",
    notApprover: "Diese Person darf nicht genehmigen. Wählen Sie jemanden, der es darf.",
  },
};

export const escalation: Strings["escalation"] = {
  after: "Andere fragen, wenn niemand entscheidet",
  to: "Wer dann gefragt wird",
  nobody: "Wählen Sie jemanden, der nicht schon genehmigt.",
  asked: (who, when, why) =>
    say`Auch gefragt ${at(when)}, weil ${why === "time" ? "niemand entschieden hatte" : "alle anderen abwesend waren"}: ${who}.`,
  allAway: (owner) =>
    say`⚠️ Alle, die entscheiden, sind abwesend. ${owner} kann in den Einstellungen Genehmigende hinzufügen.`,
};

export const groups: Strings["groups"] = {
  label: "Gruppen, die genehmigen",
  hint: "Alle darin können genehmigen. Wer eine Gruppe bearbeiten darf, bestimmt also, wer genehmigt.",
  first: (n) => `Nur die ersten ${n} Gruppen stehen hier.`,
  none: {
    plan: "Damit Slack-Gruppen genehmigen, braucht Slack einen bezahlten Tarif.",
    scope:
      "Damit Slack-Gruppen genehmigen, geben Sie dieser App das Recht usergroups:read und installieren Sie sie neu.",
  },
  errors: {
    gone: "Eine gewählte Gruppe gibt es nicht mehr. Öffnen Sie die Einstellungen neu.",
    tooMany: (most) => `Wählen Sie höchstens ${most} Gruppen.`,
    tooBig: (name, most) => `${name} hat mehr als ${most} Mitglieder. Wählen Sie eine kleinere Gruppe.`,
  },
  askedInstead: "Gruppen, die dann gefragt werden",
  asked: (all) => say`Gefragt: ${all}`,
  held: (who, when) => say`⏳ ${who} hat ${at(when)} entschieden. Dieser Bot prüft noch die Gruppe.`,
  uncounted: {
    changed: "Ihre Entscheidung zählt nicht: Die Anfrage oder wer sie genehmigt, hat sich geändert.",
    unread: "Ihre Entscheidung zählt nicht: Dieser Bot konnte die Gruppe nicht lesen. Entscheiden Sie neu.",
  },
  trouble: (name, why) => say`⚠️ Aus ${name} entscheidet niemand: ${why} Anfragen kommen zu Ihnen.`,
  over: (name) => say`✅ Wegen ${name} kommen keine Anfragen mehr zu Ihnen.`,
  why: (most) => ({
    empty: "Kein Mitglied darf entscheiden.",
    gone: "Die Gruppe gibt es nicht mehr, oder sie ist deaktiviert.",
    "too-big": `Sie hat mehr als ${most} Mitglieder.`,
    refused: "Dieser Bot kann sie nicht lesen.",
  }),
};

export const rules: Strings["rules"] = {
  title: "Regel",
  submit: "Ausprobieren",
  intro: "Passende Anfragen werden sofort genehmigt. Über alle anderen wird wie bisher entschieden.",
  domains: "E-Mail-Domains",
  domainsHint: "Eine pro Zeile. Alle Adressen einer Anfrage müssen dazugehören.",
  perWeek: "Personen pro Woche",
  sentence: (domains, perWeek) =>
    say`Members von ${domains} werden sofort genehmigt, bis zu ${`${perWeek}`} pro Woche.`,
  group: "Nur für Anfragen von",
  askedBy: (who) => say`Nur für Anfragen von Leuten in ${who}.`,
  unread: "⚠️ Dieser Bot kennt darin noch niemanden. Sehen Sie gleich noch einmal nach.",
  wouldHave: ({ all, approved, people }) =>
    `In den letzten 30 Tagen genehmigt: ${approved} von ${all}, für ${counted(people, "Person", "Personen")}.`,
  denied: (n) => `⚠️ Davon abgelehnt: ${n}.`,
  limits:
    "Nie für Admin oder Billing, nie mit Lizenzen oder Workspaces, nie für eine Adresse, die schon abgelehnt wurde.",
  mayFit: "Passt eine Regel, wird die Anfrage sofort genehmigt.",
  approved: "Durch eine Regel genehmigt. Die Einladung kommt per E-Mail.",
  of: (who) => say`einer Regel (${who})`,
  seats: "Die Einstellungen geben neuen Anfragen Lizenzen mit, und dafür gilt keine Regel.",
  idle: "⚠️ Eine Domain ist nicht mehr erlaubt: Für sie tut die Regel nichts.",
  errors: {
    taken: (domain) => `Für ${domain} gibt es schon eine Regel. Entfernen Sie diese zuerst.`,
    whole: (most) => `Geben Sie eine ganze Zahl von 1 bis ${most} ein.`,
    notAllowed: (domain) => `${domain} ist keine erlaubte Domain.`,
    tooMany: (most) => `Es gibt schon ${most} Regeln. Entfernen Sie zuerst eine.`,
  },
};

export const workspaceApprovers: Strings["workspaceApprovers"] = {
  title: "Workspace-Genehmigende",
  intro:
    "Diese Personen entscheiden statt der Genehmigenden über Anfragen für diesen Workspace. Admin und Billing müssen auch die Genehmigenden genehmigen.",
  workspace: "Workspace",
  asked: (workspace, who) => say`Gefragt für ${workspace}: ${who}`,
  askedForRest: "Auch gefragt: die Genehmigenden",
  mayNeed: (names) => `Für diese Workspaces genehmigen andere: ${names}.`,
};

export const accessEnd: Strings["accessEnd"] = {
  field: "Zugang bis",
  fieldHint: "Der letzte Tag. Ohne Eintrag endet der Zugang nicht.",
  untilAsked: (day) => say`Gewünschter letzter Tag: ${day}`,
  wants: (who, n, role) => say`${who} möchte den Zugang für ${people(n)} als ${bold(role)} verlängern.`,
  asked: (n) => say`Sie haben um längeren Zugang für ${people(n)} gebeten.`,
  ends: (day) => say`⏳ Der Zugang zu Mistral endet, wenn ihn niemand verlängert. Letzter Tag: ${day}.`,
  lastDay: (day) => say`Letzter Tag des Zugangs zu Mistral: ${day}.`,
  settled: "✅ Dieser Zugang wurde verlängert.",
  title: "Zugang verlängern",
};

export const reviews: Strings["reviews"] = {
  every: { off: "Nie", monthly: "Jeden Monat", quarterly: "Jedes Quartal" },
  title: "Mitglieder überprüfen",
  intro: "Brauchen alle noch Zugang? Ohne Antwort ändert sich nichts.",
  answer: "Antwort",
  answers: {
    keep: "Angekreuzte behalten",
    release: "Angekreuzte entfernen: Ihr Zugang endet",
    "keep-all": "Alle auf dieser Seite behalten",
  },
  tick: "Kreuzen Sie Personen an, oder niemanden, um die ganze Seite zu behalten.",
  file: "Die Überprüfung der Mitglieder kommt als Datei.",
  noFile: "Hier kann dieser Bot die Überprüfung nicht als Datei senden.",
  counted: (open, answered) => `Ohne Antwort: ${number(open)}. Beantwortet: ${number(answered)}.`,
};
