import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { counted, number, people } from "./grammar.ts";

/**
 * What comes next names the thing: "beendete den Schritt" Abrechnung, "stellte Anfrage" 3. So no verb is one of those
 * whose first part goes behind the name, such as "ablehnen" and "zurückziehen".
 */
const events: Strings["record"]["events"] = {
  "setup.started": "startete das Setup",
  "setup.claimed": "übernahm das Setup",
  "setup.completed": "beendete das Setup",
  "organization.named": "benannte die Organisation",
  "organization.accepted": "akzeptierte einen anderen Admin-API-Schlüssel für die Organisation",
  "step.closed": "beendete den Schritt",
  "step.skipped": "übersprang den Schritt",
  "step.reopened": "öffnete wieder den Schritt",
  "step.handed": "übergab den Schritt",
  "billing.confirmed": "bestätigte die Abrechnung",
  "security.confirmed": "bestätigte",
  "domain.watched": "begann die DNS-Suche für",
  "domain.seen": "fand den DNS-Eintrag von",
  "domain.gone": "vermisste den DNS-Eintrag von",
  "domain.unwatched": "beendete die DNS-Suche für",
  "settings.changed": "änderte die Einstellungen",
  "workspace.ordered": "verlangte den Workspace",
  "workspace.created": "erstellte den Workspace",
  "workspace.approvers": "änderte die Genehmigenden von Workspace",
  "workspace.failed": "scheiterte beim Erstellen von Workspace",
  "request.made": "stellte Anfrage",
  "request.changed": "änderte Anfrage",
  "request.agreed": "genehmigte den eigenen Teil von Anfrage",
  "request.approved": "genehmigte Anfrage",
  "request.denied": "verweigerte Anfrage",
  "request.withdrawn": "stornierte Anfrage",
  "request.lapsed": "schloss unbeantwortet Anfrage",
  "request.escalated": "fragte auch andere zu Anfrage",
  "invitation.moved": "änderte den Status von Einladung",
  "invitation.role": "änderte die Rolle von Einladung",
  "role.ordered": "verlangte eine neue Rolle für",
  "removal.ordered": "verlangte das Entfernen von",
  "revocation.ordered": "verlangte den Widerruf von Einladung",
  "member.role": "änderte die Rolle von Mitglied",
  "member.removed": "entfernte Mitglied",
  "member.kept": "behielt Mitglied",
  "access.extended": "verlängerte den Zugang von",
  "group.changed": "bemerkte eine Änderung in der Gruppe",
  "rule.made": "erstellte die Regel",
  "rule.ended": "entfernte die Regel",
  "absence.announced": "trug eine Abwesenheit ein für",
  "absence.ended": "beendete die Abwesenheit von",
  "task.closed": "schloss Aufgabe",
  "key.works": "gab an, dass ein Schlüssel funktioniert",
  "account.confirmed": "bestätigte als eigenes das Konto von",
  "account.parted": "gab an, jemand anderes zu sein als",
  "person.erased": "löschte die Daten von",
  "job.retried": "wiederholte die Aktion",
  "job.dropped": "verwarf die Aktion",
};

export const record: Strings["record"] = {
  line: (seq, when, who, what) => say`#${seq} ${when} ${who} ${what}`,
  head: (head) => say`Protokoll: Hash ${head}`,
  events,
  evidence: { confirmed: "bestätigt", verified: "geprüft" },
  taskStates: { done: "erledigt", impossible: "nicht möglich" },
  counts: {
    rows: (n) => people(n),
    dropped: (n) => `${people(n)} herausgenommen`,
    monthlyLimit: (n) => `Monatslimit ${number(n)}`,
    domains: (n) => counted(n, "erlaubte Domain", "erlaubte Domains"),
  },
  until: (day) => `bis ${day}`,
  people: {
    to: (names) => `an ${names}`,
    added: (names) => `darf nun genehmigen: ${names}`,
    removed: (names) => `darf nicht mehr genehmigen: ${names}`,
    joined: (names) => `jetzt darin: ${names}`,
    parted: (names) => `nicht mehr darin: ${names}`,
    byRule: (names) => `durch eine Regel von ${names}`,
    alternates: (names) => `gefragt, wenn niemand entscheidet: ${names}`,
    noAlternates: (names) => `nicht mehr gefragt, wenn niemand entscheidet: ${names}`,
    inPlaceOf: (names) => `für ${names}`,
    standIn: (names) => `Vertretung durch ${names}`,
  },
  flags: {
    extends: "um Zugang zu verlängern",
    alone: "ohne zweite Person",
    adminNeedsTwo: "zwei Genehmigungen für Admin",
    sso: "SSO",
    saml: "SSO",
    domain: "Domain verifiziert",
    audit: "Audit-Logs",
  },
};

const feedEvents: Strings["feed"]["events"] = {
  "api_key.create": "API-Schlüssel erstellt",
  "api_key.delete": "API-Schlüssel gelöscht",
  "organization.invite.send": "Einladung gesendet",
  "organization.invite.resend": "Einladung erneut gesendet",
  "organization.invite.accepted": "Einladung angenommen",
  "organization.invite.revoked": "Einladung widerrufen",
  "user.organization.join": "Der Organisation beigetreten",
  "user.organization.delete": "Aus der Organisation entfernt",
  "user.organization.role.update": "Rolle geändert",
  "billing.payment_method.added": "Zahlungsmethode hinzugefügt",
  "billing.payment_method.removed": "Zahlungsmethode entfernt",
  "billing.monthly_limit.updated": "Ausgabenlimit geändert",
};

export const feed: Strings["feed"] = {
  title: "Audit-Log von Mistral",
  summary: (n) => `Audit-Log von Mistral: ${n === 1 ? "ein Ereignis" : `${number(n)} Ereignisse`}.`,
  events: feedEvents,
  unknown: (type) => say`Ereignis ${type}`,
  key: "Ein API-Schlüssel",
  more: (n) => `Und ${number(n)} mehr auf Mistrals Seite Audit logs.`,
  noAudit:
    "Mistral zeigt diesem Bot kein Audit-Log, also bleiben die Audit-Meldungen aus. Sie brauchen Enterprise und einen Admin-API-Schlüssel, der es lesen darf.",
};

export const files: Strings["files"] = {
  offered: (name) => `Eine Datei für Sie: ${name}.`,
  accepted: (name) => `${name} ist unterwegs in Ihr OneDrive.`,
  put: (name) => say`${name} ist in Ihrem OneDrive.`,
  declined: (name) => `Sie haben ${name} abgelehnt, also liegt die Datei nicht in Ihrem OneDrive.`,
  failed: (name) =>
    say`${name} ist vielleicht nicht in Ihrem OneDrive angekommen. Fehlt die Datei, fordern Sie sie neu an.`,
  approversOnly: "Diese Datei ist für die Setup-Leitung und die Genehmigenden.",
};
