import { say } from "../../core/spans.ts";
import type { common as english } from "../en/common.ts";
import { at, counted, listed, others } from "./grammar.ts";

export const common: typeof english = {
  roles: { admin: "Admin", billing: "Billing", member: "Member" },
  rolePermissions: {
    admin: "Voller Zugriff: Organisation, Personen, Sicherheit, Abrechnung",
    billing: "Nur Abonnements, Rechnungen und Zahlungsmethoden",
    member: "Nutzt Modelle und erstellt API-Schlüssel im eigenen Workspace",
  },
  statuses: {
    proposed: "wartet auf Genehmigung",
    approved: "genehmigt, noch nicht gesendet",
    sending: "genehmigt, wird gesendet",
    pending: "Pending",
    active: "Active",
    denied: "abgelehnt",
    expired: "abgelaufen",
    revoked: "widerrufen",
    failed: "nicht gesendet",
    removed: "kein Mitglied mehr",
  },
  seats: { chat: "Vibe (chat)", code: "Mistral Code" },
  plans: { "pay-as-you-go": "Pay-as-you-go", team: "Team", enterprise: "Enterprise", free: "Gratismodus" },
  means: { card: "Kreditkarte", aws: "AWS Marketplace", azure: "Azure Marketplace" },
  reasons: {
    not_an_address:
      "Mistral nimmt diese Adresse nicht an. Prüfen Sie die Schreibweise und fragen Sie neu an.",
    address_refused:
      "Mistral hat diese Adresse abgelehnt. Prüfen Sie sie und die Domains auf der Seite Access.",
    already_member: "Laut Mistral ist diese Person schon Mitglied, vielleicht mit einer anderen Adresse.",
    not_listed:
      "Mistral hat sie angenommen, aber nie aufgeführt. Sehen Sie dort nach und senden Sie sie erneut.",
    still_listed: "Mistral führt sie noch auf. Entfernen Sie sie dort von Hand.",
    list_with_gaps:
      "Die Mitgliederliste von Mistral hatte Lücken. Sehen Sie dort nach und versuchen Sie es erneut.",
    seats_refused:
      "Mistral hat wohl keine freien Lizenzen. Sehen Sie unter Subscription nach oder verzichten Sie darauf.",
    workspace_gone: "Ein gewünschter Workspace fehlt bei Mistral. Fragen Sie ohne ihn neu an.",
    billing_needed:
      "Mistral braucht zuerst einen Tarif, Lizenzen oder eine Zahlungsmethode: siehe Subscription und Billing.",
    no_right:
      "Der Admin-API-Schlüssel oder der Tarif erlaubt das nicht. Fragen Sie Mistral oder erledigen Sie es dort.",
    no_admin_key:
      "Der Bot hat keinen Admin-API-Schlüssel mehr. Erledigen Sie es bei Mistral und verwerfen Sie es dann hier.",
    no_member: "Diese Person fehlt in der Mitgliederliste von Mistral: nichts zu ändern.",
    removal_refused:
      "Mistral hat das Entfernen abgelehnt: vielleicht der letzte Admin oder vom Identitätsanbieter verwaltet.",
    role_refused:
      "Mistral hat die neue Rolle abgelehnt. Ist es der letzte Admin, geben Sie die Rolle zuerst jemand anderem; sonst ändern Sie sie dort von Hand.",
    workspace_refused:
      "Mistral hat ihn abgelehnt: Vielleicht gibt es einen ähnlichen Namen, auch archiviert, oder alle 500 sind vergeben. Sehen Sie dort nach oder wählen Sie einen anderen Namen.",
    not_possible: "Bei Mistral war es nicht möglich. Versuchen Sie es erneut, sobald das gelöst ist.",
    no_files:
      "Der Bot darf keine Dateien senden. Geben Sie seiner App den Scope files:write und versuchen Sie es erneut.",
    unreadable: "Eine andere Version des Bots hat es geschrieben. Fehlt nichts, verwerfen Sie es.",
    key_refused:
      "Der konfigurierte Schlüssel wurde abgelehnt. Ist er vollständig und weder abgelaufen noch widerrufen?",
    forbidden: "Nicht erlaubt: Prüfen Sie den Tarif und die Rechte von Schlüssel oder Bot.",
    conflict: "Das passt nicht zum aktuellen Stand. Sehen Sie dort nach und versuchen Sie es erneut.",
    not_found: "Das gibt es nicht mehr.",
    invalid: "Das wurde nicht angenommen. Sehen Sie dort nach und fragen Sie neu an.",
    rate_limited: "Zu lange zu viele Anfragen. Versuchen Sie es später erneut.",
    unavailable: "Der Dienst war nicht erreichbar. Versuchen Sie es später erneut.",
    outcome_unknown:
      "Es kam keine Antwort, vielleicht ist es geschehen. Sehen Sie vor dem nächsten Versuch nach.",
  },
  noReason: "Mistral nennt keinen Grund. Sehen Sie dort nach und versuchen Sie es erneut.",
  language: "de",
  languageName: "Deutsch",
  minutes: (n) => counted(n, "Minute", "Minuten"),
  erased: "eine gelöschte Person",
  someone: "Jemand",
  bot: "Mistral Setup",
  mistral: "Mistral",
  operator: "Der Betreiber",
  confirmedBy: (who, when) => say`bestätigt von ${who} ${at(when)}`,
  verifiedWithMistral: (when) => say`bei Mistral geprüft ${at(when)}`,
  verifiedInDns: (when) => say`im DNS gefunden ${at(when)}`,
  proven: (what, proof) => say`${what} (${proof})`,
  dayToHour: " um ",
  separator: " · ",
  comma: ", ",
  semicolon: "; ",
  colon: ": ",
  listed,
  andMore: (n) => `und ${others(n)}`,
  open: (page) => `${page} öffnen`,
  sure: (label) => `${label}?`,
  buttons: {
    end: "Beenden",
    checklist: "Checkliste anzeigen",
    status: "Status",
    settings: "Einstellungen",
    cancel: "Abbrechen",
    members: "Mitglieder anzeigen",
    key: "Schlüssel erhalten",
    previous: "Vorherige Seite",
    next: "Nächste Seite",
  },
};
