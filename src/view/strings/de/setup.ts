import { STEP_NAMES } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number } from "./grammar.ts";

const STEPS = STEP_NAMES.length;

export const checklist: Strings["checklist"] = {
  title: "Mistral Setup",
  moved: "Die Checkliste steht weiter unten.",
  progress: (done) => `${done} von ${STEPS} Schritten erledigt.`,
  organizationEntered: (name) => say`Eingetragen als ${name}.`,
  stepTitle: (title, state) => `${title}: ${state}`,
  skipped: "auf später verschoben",
  skippedWorkspaces: "einer genügt",
  handedTo: (who) => say`übergeben an ${who}`,
  plan: (plan, limit) =>
    limit === null ? `Tarif: ${plan}.` : `Tarif: ${plan}, eingetragenes Limit: ${number(limit)} im Monat.`,
  freeMode: "Der Gratismodus erlaubt keine Einladungen.",
  cannotInvite:
    "Der Gratismodus erlaubt keine Einladungen. Wechseln Sie den Tarif und bestätigen Sie die Abrechnung neu.",
  billingFirst: "Einladungen brauchen Team, Enterprise oder Pay-as-you-go.",
  onlyApprover: "Nur Sie können genehmigen. Fügen Sie in den Einstellungen jemanden hinzu.",
  waitingForBilling: (n) => `${number(n)} genehmigt, ${n === 1 ? "wartet" : "warten"} auf die Abrechnung`,
  memberCounts: (active, pending) => `${number(active)} Active, ${number(pending)} Pending`,
  toApprove: (n) => `${number(n)} zu genehmigen`,
  onTheirWay: (n) => `${number(n)} genehmigt, noch nicht bei Mistral`,
  needCare: (n) => `${number(n)} abgelaufen oder nicht gesendet`,
  missingActive: "Noch ist niemand Active.",
  missingKey: "Es fehlt ein Schlüssel, der funktioniert.",
  keyMade: (proof) =>
    say`Ein Schlüssel wurde erstellt (${proof}). Ob er funktioniert, hat noch niemand bestätigt.`,
  keyWorksBy: (proof) => say`Ein Schlüssel funktioniert (${proof}).`,
  buttons: {
    hand: "Übergeben",
    reopen: "Wieder öffnen",
    oneIsEnough: "Ein Workspace genügt",
    later: "Später",
    existAlready: "Schon erstellt",
    change: "Ändern",
    confirm: "Das ist erledigt",
    more: "Mehr",
    claim: "Setup übernehmen",
    record: "Protokoll anzeigen",
  },
  ownerLeft: "⚠️ Die Setup-Leitung ist nicht mehr da. Ein Slack-Admin kann das Setup übernehmen.",
  setupStarted: (who, when) => say`${who} hat das Setup ${at(when)} gestartet.`,
  billingConfirmed: (proof) =>
    say`✅ Zahlungsmethode ${proof}, Aktivierung abgeschlossen: Schlüssel sollten jetzt funktionieren.`,
  planUnknown: "Noch kein Tarif eingetragen.",
  paymentRemoved: (when) => say`Eine Zahlungsmethode wurde ${at(when)} entfernt, sagt Mistrals Audit-Log.`,
  paymentRemovedNext: "Fügen Sie eine hinzu, falls keine mehr da ist, und bestätigen Sie die Abrechnung neu.",
  paymentSettled: (proof) => say`Die Abrechnung ist wieder in Ordnung (${proof}).`,
  billingAgain: "Die Abrechnung war hier bestätigt und hat sich seither geändert.",
  ready: (time, active, all) => `Nach ${time} bereit, ${number(active)} von ${number(all)} Active.`,
  completeTitle: "Mistral-Setup abgeschlossen",
  completeReopened: "Das Setup war abgeschlossen und wurde wieder geöffnet.",
  duration: (minutes) =>
    minutes < 60
      ? counted(minutes, "Minute", "Minuten")
      : counted(Math.round(minutes / 60), "Stunde", "Stunden"),
  helperIntro: (owner) => say`${owner} hat Sie gebeten, diesen Schritt zu erledigen.`,
  helperClosed: (proof) => say`✅ Dieser Schritt ist abgeschlossen (${proof}).`,
};

export const steps: Strings["steps"] = {
  organization: {
    title: "Organisation",
    about: "Das Zuhause Ihres Teams bei Mistral.",
    todo: () => [
      say`${bold("Neues Konto:")} Registrieren Sie sich bei ${PAGES.studio}. Studio fragt nach dem Namen Ihrer Organisation und führt Sie zu Admin.`,
      say`${bold("Konto ohne Organisation:")} Öffnen Sie ${PAGES.admin} und folgen Sie den Anweisungen.`,
      say`${bold("Organisation vorhanden:")} Öffnen Sie ${PAGES.admin} und prüfen Sie, ob es die richtige ist und Sie dort Admin sind.`,
      "Vielleicht bietet Mistral eine Organisation an, die es für Ihre E-Mail-Domain schon gibt. Fragen Sie erst im Team: Ein Beitritt oder eine zweite Organisation ist schwer rückgängig zu machen.",
    ],
    needs: "Braucht ein Mistral-Konto.",
    next: "Organisation angeben",
  },
  billing: {
    title: "Abrechnung",
    about: "API-Schlüssel funktionieren, sobald die Abrechnung aktiv ist.",
    todo: () => [
      say`Fügen Sie unter ${PAGES.billing} Ihre Karte oder Ihr Cloud-Marketplace-Konto (AWS oder Azure) als Zahlungsmethode hinzu.`,
      "Optional: Setzen Sie vor dem Speichern ein monatliches Ausgabenlimit.",
      say`Prüfen Sie unter ${PAGES.subscription} den Tarif: Einladungen brauchen Team, Enterprise oder Pay-as-you-go.`,
    ],
    needs: "Braucht die Rolle Admin oder Billing bei Mistral.",
    next: "Abrechnung bestätigen",
  },
  workspaces: {
    title: "Workspaces",
    about: "Einen gibt es schon: Meist genügt er.",
    todo: () => [
      say`Für weitere Workspaces öffnen Sie ${PAGES.workspaces} und vergeben Namen, z. B. Entwicklung oder Produktion.`,
    ],
    needs: "Braucht die Rolle Admin bei Mistral.",
    next: "Workspaces hinzufügen",
  },
  members: {
    title: "Mitglieder",
    about: "Laden Sie Ihr Team ein und verfolgen Sie jede Einladung, bis sie Active ist.",
    todo: () => [
      "Laden Sie mindestens eine Person ein.",
      "Mistral schreibt ihr. Die Einladung ist Pending, bis sie angenommen wird, dann Active.",
    ],
    needs: "Braucht Team, Enterprise oder Pay-as-you-go.",
    next: "Personen einladen",
  },
  security: {
    title: "Sicherheit und Monitoring",
    about: "Legen Sie fest, wer eingeladen werden darf, wie man sich anmeldet und was protokolliert wird.",
    todo: () => [
      "Tragen Sie die erlaubten E-Mail-Domains ein: Andere Adressen lehnt dieser Bot ab.",
      say`Domain-Verifizierung: Tragen Sie den TXT-Eintrag von ${PAGES.access} in Ihr DNS ein und lassen Sie ihn stehen.`,
      say`SSO (SAML): Tragen Sie unter ${PAGES.access} Ihren Identitätsanbieter ein.`,
      say`${PAGES.audit}: neue Schlüssel, Einladungen und Änderungen der Abrechnung.`,
    ],
    needs: "Domain-Verifizierung: Team oder Enterprise. SSO und Audit-Logs: Enterprise.",
    next: "Sicherheit einrichten",
  },
  verify: {
    title: "Prüfung",
    about: "Fertig, wenn eine eingeladene Person Active ist und ein Schlüssel funktioniert.",
    todo: () => [
      "Die eingeladene Person nimmt die Einladung an: Aus Pending wird Active.",
      "Erstellen Sie einen Schlüssel und benutzen Sie ihn. Gleich nach der Bestätigung der Abrechnung abgelehnt? Warten Sie und versuchen Sie es erneut.",
    ],
    needs: "In jedem Tarif möglich.",
    next: "Prüfen",
  },
};

export const workspaces: Strings["workspaces"] = {
  made: (names) => say`Workspaces: ${names}.`,
  onTheirWay: (names) => say`Noch nicht erstellt: ${names}.`,
  waitForAdmin: (names, owner) =>
    say`⏳ Werden erstellt, sobald ${owner} bei Mistral ist: ${names}. Ist ${owner} dort schon mit anderer Adresse, erstellen Sie sie dort und wählen Sie in der Checkliste „Schon erstellt“.`,
  failed: (name, why) => `⚠️ ${name} wurde nicht erstellt. ${why}`,
};
