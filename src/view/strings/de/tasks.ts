import { PAGES } from "../../core/pages.ts";
import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, people, since } from "./grammar.ts";

const jobs: Strings["tasks"]["jobs"] = {
  post: "Eine Nachricht ließ sich nicht posten.",
  update: "Eine Nachricht ließ sich nicht aktualisieren.",
  invite: "Genehmigte Einladungen ließen sich nicht an Mistral senden.",
  "take-back": "Eine Einladung ließ sich bei Mistral nicht widerrufen.",
  "set-role": "Eine Rolle ließ sich bei Mistral nicht ändern.",
  remove: "Ein Mitglied ließ sich bei Mistral nicht entfernen.",
  "create-workspace": "Ein Workspace ließ sich bei Mistral nicht erstellen.",
  "set-limit": "Das Ausgabenlimit ließ sich bei Mistral nicht setzen.",
  "send-file": "Eine Datei ließ sich nicht senden.",
  "put-file": "Eine angenommene Datei kam nicht in OneDrive an.",
  unreadable: "Eine geplante Aktion war nicht lesbar und fiel aus.",
};

export const tasks: Strings["tasks"] = {
  titles: {
    invite: "Bei Mistral einladen",
    revoke: "Bei Mistral widerrufen",
    role: "Rolle bei Mistral ändern",
    remove: "Bei Mistral entfernen",
    workspace: "Workspace bei Mistral erstellen",
  },
  steps: {
    invite: (role, wished) => [
      say`Öffnen Sie ${PAGES.members} und laden Sie als ${bold(role)} ein${wished ? ", jede Liste mit den Lizenzen und Workspaces darüber" : ""}:`,
      "Schon eingeladen? Dann senden Sie die Einladung erneut.",
    ],
    role: (role) => [
      say`Öffnen Sie ${PAGES.members} und suchen Sie diese Adresse.`,
      say`Ändern Sie die Rolle in ${bold(role)}. Noch Pending? Widerrufen Sie die Einladung und laden Sie neu ein.`,
    ],
    revoke: () => [say`Öffnen Sie ${PAGES.members} und widerrufen Sie:`],
    remove: () => [
      say`Öffnen Sie ${PAGES.members} und entfernen Sie aus der Organisation, damit der Zugang endet:`,
      "Der letzte Admin? Geben Sie zuerst jemand anderem die Rolle.",
    ],
    workspace: () => [say`Öffnen Sie ${PAGES.workspaces} und erstellen Sie einen mit diesem Namen.`],
  },
  noWishes: "Ohne Lizenzen und Workspaces:",
  otherWishes: "Mit den Lizenzen und Workspaces ihrer Anfragen:",
  done: "Erledigt",
  impossible: "Das kann ich nicht",
  isActive: "Als Active markieren",
  waitsSince: (from) => say`⏳ Wartet ${since(from)} auf Sie.`,
  ranOut: {
    title: "Ist eine Einladung abgelaufen?",
    question: (n, from) =>
      say`⏳ Eingeladen ${at(from)}, seither keine Antwort: ${people(n)}. Sehen Sie bei Mistral nach: Einladungen laufen nach 7 Tagen ab.`,
    over: "Nichts mehr zu prüfen.",
    hasRunOut: "Als abgelaufen markieren",
  },
  doneConfirm: "Wird als von Ihnen bestätigt protokolliert und die Betroffenen erfahren es.",
  whenDone: "Drücken Sie dann „Erledigt“: Bis dahin ist es genehmigt, nicht gesendet.",
  follow: "Markieren Sie alle, die in Mistrals Liste Active sind:",
  closed: {
    done: (who, when) => say`✅ Erledigt, bestätigt von ${who} ${at(when)}.`,
    impossible: (who, when) => say`⚠️ Nicht möglich, sagt ${who} ${at(when)}.`,
  },
  moved: (who) => say`Das liegt jetzt bei ${who}.`,
  notNeeded: (from) => say`Nicht mehr nötig ${since(from)}: anders geklärt.`,
  nothingLeft: "Hier ist nichts mehr zu tun.",
  jobs,
  otherJob: "Eine Aufgabe im Hintergrund schlug fehl.",
  unknownReason: "Näheres steht im Log des Bots.",
  troubleTitle: "Zu klären",
  tried: (n, from) => say`${counted(n, "Versuch", "Versuche")} ${since(from)}.`,
  others: (n) => `Dasselbe gilt dort für ${counted(n, "weitere Nachricht", "weitere Nachrichten")}.`,
  retrying: "Es wird erneut versucht.",
  withOwner: (owner) => say`${owner} kann es erneut versuchen oder verwerfen.`,
  settled: "Hier ist nichts mehr zu tun.",
  retry: "Erneut versuchen",
  drop: "Verwerfen",
  dropConfirm: "Es wird nicht mehr versucht. Das Protokoll sagt, dass Sie es verworfen haben.",
};
