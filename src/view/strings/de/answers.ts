import { code, say } from "../../core/spans.ts";
import type { notices as english } from "../en/answers.ts";
import type { Strings } from "../strings.ts";
import { invitations, number, people } from "./grammar.ts";

export const answers: Strings["answers"] = {
  revokedUnsent: "Vor dem Senden widerrufen. Niemand bekommt eine E-Mail.",
  replaced: "Eine neuere E-Mail hat diese ersetzt.",
  youApprove: (owner) =>
    say`${owner} lässt Sie mitentscheiden. Anfragen kommen nun zum Genehmigen oder Ablehnen zu Ihnen.`,
  handToOther: "Dieser Schritt liegt schon bei Ihnen. Wählen Sie jemand anderen.",
  alreadyActive: "Schon Active.",
  looking: "Die Mitgliederliste von Mistral wird geprüft. Steht dort Active, ändert sich die Karte.",
  removing: "Entfernen angefordert. Es gilt, sobald Mistral es getan hat.",
  byHand: "Eine Karte bittet Sie oder die Person mit diesem Schritt darum. Es gilt mit „Erledigt“.",
  nobodyActive: "Noch ist niemand Active. Bestätigen Sie, sobald jemand angenommen hat.",
  notAMember: (names) =>
    `Wählen Sie reguläre Mitglieder. Gäste, Apps und Externe können das nicht: ${names}.`,
  notMet: "Dieser Bot erreicht jemanden davon nicht. Erst muss diese Person die App hinzufügen.",
  workspaceExists: (name) =>
    `Einen Workspace namens „${name}“ gibt es schon. Wählen Sie einen anderen Namen.`,
  nobodyLeft: (verdicts, reasons) =>
    `Niemand mehr einzuladen. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address}: ${problem === null ? "" : reasons[problem]}`)
      .join("; ")}${verdicts.length > 3 ? "; …" : ""}`,
};

const edge = {
  title: "Mistral Setup",
  trouble: "Das hat nicht geklappt oder vielleicht doch: Sehen Sie vor dem nächsten Versuch nach.",
};

export const slack: Omit<Strings["slack"], "stranger"> = {
  ...edge,
  close: "Schließen",
  tooLate: "Das dauerte Slack zu lange. Drücken Sie noch einmal.",
  outdated: "Das ist von einer älteren Version des Bots. Die aktuelle öffnet /mistral-setup.",
  working: "Noch in Arbeit. Wenn nichts geschieht, senden Sie es noch einmal.",
  done: "Erledigt. Sie können das schließen.",
};

export const teams: Omit<Strings["teams"], "language"> = {
  ...edge,
  more: "… und mehr, als hier Platz hat.",
  back: "Zurück",
  choose: "Auswählen…",
  none: "Keine Auswahl",
  chosenBefore: "Früher gewählt (Name unbekannt)",
  unknownChannel: "unbekannter Kanal",
  unnamedGroup: "Ein Gruppenchat, in dem noch niemand diesen Bot erwähnt hat",
  required: "Das ist ein Pflichtfeld.",
  seeFields: "Noch nichts gesendet. Korrigieren Sie die markierten Felder.",
  outdated: "Das ist von einer älteren Version des Bots. Für die aktuelle schreiben Sie „setup“.",
  working: "Noch in Arbeit. Die Antwort kommt als Nachricht.",
  done: "Erledigt.",
  closed: "Geschlossen. Es wurde nichts gesendet.",
  answered: "Die Antwort steht in Ihrem Chat mit diesem Bot.",
  unreachable:
    "Dieser Bot kann Ihnen noch nicht schreiben. Fügen Sie die App Mistral Setup hinzu (Apps, suchen, Hinzufügen) und schreiben Sie dort noch einmal.",
};

export const notices: typeof english = {
  refusals: {
    not_started: "Das Mistral-Setup hat noch nicht begonnen. Ein Slack-Admin kann es starten.",
    already_started: "Das Setup läuft schon. Die Checkliste zeigt, wie weit es ist.",
    may_not_start: "Nur ein Slack-Admin kann das Setup starten. Wenden Sie sich an einen davon.",
    may_not_claim:
      "Nur ein Slack-Admin kann das Setup übernehmen, sobald die Setup-Leitung nicht mehr da ist.",
    not_owner: "Das kann nur die Setup-Leitung.",
    other_approvers: "Über diese Anfrage entscheiden die Genehmigenden ihrer Workspaces.",
    not_approver: "Das können nur die Setup-Leitung und die Genehmigenden.",
    own_request: "Über Ihre eigene Anfrage entscheidet eine andere genehmigende Person.",
    own_admin:
      "Sie würden damit Admin, also muss jemand anderes genehmigen. Oder nehmen Sie Ihre Adresse mit „Ändern“ heraus und genehmigen Sie den Rest.",
    needs_two:
      "Die Rolle Admin braucht zwei Personen. Widerrufen Sie diese Einladung und fragen Sie eine als Admin an, oder ändern Sie die Rolle bei Mistral, sobald die Person Active ist.",
    agreed_already: "Ihr Teil ist schon genehmigt. Andere müssen noch zustimmen.",
    outside_domains:
      "Eine Adresse ist außerhalb der erlaubten Domains. Nehmen Sie sie mit „Ändern“ heraus oder lassen Sie ihre Domain erlauben.",
    task_grew: "Die Liste ist gewachsen. Prüfen Sie die neuen Adressen und drücken Sie noch einmal.",
    too_much: "Das ist zu viel auf einmal. Schreiben Sie weniger oder wählen Sie höchstens 50 Personen.",
    key_typed:
      "Das sieht nach einem API-Schlüssel aus. Dieser Bot hat ihn nicht behalten, aber Schlüssel gehören nicht in den Chat: Löschen Sie ihn bei Mistral und erstellen Sie einen neuen. Ist es etwas anderes, lassen Sie es weg.",
    not_your_request: "Das kann nur, wer angefragt hat. Genehmigende können ablehnen.",
    not_your_step: "Dieser Schritt liegt nicht bei Ihnen. Bitten Sie die Setup-Leitung darum.",
    not_your_task:
      "Diese Aufgabe hat jemand anderes. Nur diese Person oder Genehmigende können sie schließen.",
    not_your_invitation:
      "Diese Einladung ist für jemand anderen. Ihre eigene fragen Sie mit dem Befehl „einladen“ an.",
    held: "Eine andere Entscheidung über diese Anfrage wird gerade geprüft. Versuchen Sie es in einer Minute erneut.",
    already_decided: "Über diese Anfrage ist schon entschieden. Nichts wurde geändert.",
    already_closed: "Das ist schon geschlossen. Nichts wurde geändert.",
    own_removal:
      "Sich selbst können Sie hier nicht entfernen. Andere Genehmigende können es hier, Sie selbst bei Mistral.",
    owner_removal:
      "Das ist die Setup-Leitung. Soll sie wirklich gehen, entfernen Sie sie auf Mistrals Seite Members.",
    last_admin: "Das ist der einzige Admin bei Mistral. Geben Sie zuerst jemand anderem diese Rolle.",
    by_hand: "Ohne Admin-API-Schlüssel kann dieser Bot das nicht. Ändern Sie es auf Mistrals Seite Members.",
    not_now: "Inzwischen hat sich etwas geändert, darum ist nichts geschehen. Die Karte ist jetzt aktuell.",
    just_sent: "Die Einladung wurde gerade erst gesendet. Warten Sie ein paar Minuten.",
    list_is_read: "Der Bot liest die Mitgliederliste von Mistral selbst. Von Hand ist nichts einzutragen.",
    gone: "Das gibt es nicht mehr, vielleicht nach einer Wiederherstellung. Nichts wurde geändert. Den aktuellen Stand zeigt der Befehl „status“.",
    guest: "Gäste können hier nicht anfragen oder entscheiden. Ein reguläres Mitglied kann es für Sie.",
    stranger: "Dieser Bot arbeitet nur für eine Organisation. Bitten Sie jemanden daraus um Zugang.",
    no_account: "Ein Chat-Konto war nicht lesbar. Versuchen Sie es in einer Minute erneut.",
    storage:
      "Gerade lässt sich nichts speichern, also wurde nichts geändert. Versuchen Sie es in ein paar Minuten erneut. Warum, steht im Log des Bots.",
    trouble: "Das hat nicht geklappt, nichts wurde geändert. Versuchen Sie es in einer Minute erneut.",
  },
  youWrote: "Sie schrieben:",
  nothingChanged: "Nichts wurde geändert.",
  ownerIs: (who) => say`Die Setup-Leitung hat ${who}.`,
  approversAre: (who) => say`Wenden Sie sich an ${who}.`,
  said: {
    organization: "Organisation bestätigt.",
    billingDone: (by) =>
      by === null
        ? "Abrechnung bestätigt."
        : say`Abrechnung bestätigt. Ab ${by} sollten Schlüssel funktionieren.`,
    billingFree:
      "Der Gratismodus erlaubt keine Einladungen: Wechseln Sie den Tarif und bestätigen Sie dann neu.",
    workspacesOrdered: (n) =>
      n === 1 ? "Ein Workspace wird erstellt." : `${number(n)} Workspaces werden erstellt.`,
    workspacesWait: (n, owner) =>
      `${n === 1 ? "Er wartet" : "Alle warten"}, bis ${owner} bei Mistral ist: Ein Workspace braucht jemanden, der ihn verwaltet.`,
    securityOpen:
      "Gespeichert. Zum Abschluss tragen Sie eine Domain ein oder haken Sie ab, was erledigt ist.",
    verifyNotYet:
      "Gespeichert. Der Schritt endet, wenn eine eingeladene Person Active ist und ein Schlüssel funktioniert.",
    skipped: "Ein Workspace genügt. Die Setup-Leitung kann den Schritt wieder öffnen.",
    later: "Die Sicherheit kann warten. Sie können den Schritt wieder öffnen.",
    confirmed: "Danke. Sie haben diesen Schritt bestätigt.",
    handed: (name) => `Übergeben. Dieser Bot fragt ${name}.`,
    requested: (n) => `Anfrage für ${people(n)} an die Genehmigenden gesendet.`,
    approvedAlone: (n) => `Genehmigt, ${invitations(n)} im Versand.`,
    waitsForBilling: "Genehmigt, wartet auf die Abrechnung. Es geht von selbst weiter.",
    resent: "Wird erneut gesendet. Die neue E-Mail ersetzt die alte.",
    revoked: "Wird widerrufen. Sobald Mistral es weiß, funktioniert der Link in der E-Mail nicht mehr.",
    roleOrdered: "Die Rolle wird geändert.",
    active: "Als Active markiert, von Ihnen bestätigt.",
    unmarked: "Wieder Pending. Jede Nachricht mit Active wird korrigiert.",
    keyWorks: "Gut zu hören. Als von Ihnen bestätigt protokolliert.",
    saved: "Ihre Antworten sind gespeichert.",
    language: "Ihre Nachrichten kommen ab jetzt auf Deutsch.",
    nothingToDo: "Nichts zu ändern: Es ist schon so.",
    retrying: "Es wird erneut versucht.",
    organizationAccepted: "Bestätigt. Der Bot liest die Mitgliederliste von Mistral.",
    dropped: "Verworfen. Kein weiterer Versuch.",
  },
};

export const accounts: Strings["accounts"] = {
  confirmFirst: (here, there) =>
    `Bestätigen Sie zuerst in ${there}, dass dieses Konto in ${here} Ihres ist: Der Bot fragt Sie dort. Versuchen Sie es dann hier erneut.`,
  title: "Ist das Ihr Konto?",
  ask: (name, there, address) =>
    address === null
      ? say`Jemand, in ${there} als ${name} angemeldet, wollte in Ihrem Namen handeln. Waren Sie das?`
      : say`Jemand, in ${there} als ${name} (${code(address)}) angemeldet, wollte in Ihrem Namen handeln. Waren Sie das?`,
  explain: "Sagen Sie nur Ja, wenn das Konto Ihres ist. Ihre Rechte gelten dann in beiden.",
  yes: "Ja, das bin ich",
  no: "Nein, das bin ich nicht",
  noConfirm: "Dieses Konto bekommt Ihre Rechte nie, und die Setup-Leitung erfährt davon.",
  yours: (there, name) => say`✅ Das Konto ${name} in ${there} ist auch Ihres. Ihre Rechte gelten in beiden.`,
  waits: (there) => `Sie haben Ja gesagt. Ihr Konto in ${there} hat eigene Rechte: Sagen Sie auch dort Ja.`,
  youParted: (there, name) =>
    say`Sie haben gesagt, dass das Konto ${name} in ${there} nicht Ihres ist. Es bekommt Ihre Rechte nie.`,
  parted: (who, there, name) =>
    say`⚠️ ${who} sagt, dass das Konto ${name} in ${there} ein fremdes ist, obwohl es dieselbe Adresse hat. Es bekommt keine Rechte dieser Person. Prüfen Sie, wer es benutzt.`,
  old: "Nichts mehr zu bestätigen: Eines der Konten ist weg oder hat eine andere Adresse.",
};
