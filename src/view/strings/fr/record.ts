import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, number, people } from "./grammar.ts";

/** What comes next names the thing: "a terminé l’étape" Facturation, "a fait la demande" 3. */
const events: Strings["record"]["events"] = {
  "setup.started": "a démarré la configuration",
  "setup.claimed": "a repris la configuration",
  "setup.completed": "a terminé la configuration",
  "organization.named": "a nommé l’organisation",
  "organization.accepted": "a accepté une autre clé Admin API pour l’organisation",
  "step.closed": "a terminé l’étape",
  "step.skipped": "a passé l’étape",
  "step.reopened": "a rouvert l’étape",
  "step.handed": "a confié l’étape",
  "billing.confirmed": "a confirmé la facturation",
  "security.confirmed": "a confirmé",
  "domain.watched": "a commencé à surveiller l’enregistrement DNS de",
  "domain.seen": "a vu l’enregistrement DNS de",
  "domain.gone": "n’a plus vu l’enregistrement DNS de",
  "domain.unwatched": "a cessé de surveiller l’enregistrement DNS de",
  "settings.changed": "a modifié les paramètres",
  "workspace.ordered": "a demandé le Workspace",
  "workspace.created": "a créé le Workspace",
  "workspace.approvers": "a changé les approbateurs du Workspace",
  "workspace.failed": "n’a pas pu créer le Workspace",
  "request.made": "a fait la demande",
  "request.changed": "a modifié la demande",
  "request.agreed": "a approuvé sa part de la demande",
  "request.approved": "a approuvé la demande",
  "request.denied": "a refusé la demande",
  "request.withdrawn": "a retiré la demande",
  "request.lapsed": "a clos sans réponse la demande",
  "request.escalated": "a aussi adressé à d’autres la demande",
  "invitation.moved": "a fait passer l’invitation",
  "invitation.role": "a changé le rôle de l’invitation",
  "role.ordered": "a demandé un changement de rôle pour",
  "removal.ordered": "a demandé le retrait de",
  "revocation.ordered": "a demandé la révocation de l’invitation",
  "member.role": "a changé le rôle du membre",
  "member.removed": "a retiré le membre",
  "member.kept": "a gardé le membre",
  "access.extended": "a prolongé l’accès de",
  "group.changed": "a noté un changement dans le groupe",
  "rule.made": "a créé la règle",
  "rule.ended": "a supprimé la règle",
  "absence.announced": "a annoncé l’absence de",
  "absence.ended": "a mis fin à l’absence de",
  "task.closed": "a clos la tâche",
  "key.works": "a indiqué qu’une clé fonctionne",
  "account.confirmed": "a indiqué être aussi",
  "account.parted": "a indiqué ne pas être",
  "person.erased": "a effacé les données de",
  "job.retried": "a relancé le travail",
  "job.dropped": "a abandonné le travail",
};

export const record: Strings["record"] = {
  line: (seq, when, who, what) => say`#${seq} ${when} ${who} ${what}`,
  head: (head) => say`Registre : empreinte ${head}`,
  events,
  evidence: { confirmed: "confirmé", verified: "vérifié" },
  taskStates: { done: "faite", impossible: "impossible" },
  counts: {
    rows: (n) => people(n),
    dropped: (n) => counted(n, "personne retirée", "personnes retirées"),
    monthlyLimit: (n) => `plafond mensuel ${number(n)}`,
    domains: (n) => counted(n, "domaine autorisé", "domaines autorisés"),
  },
  until: (day) => `jusqu’au ${day}`,
  people: {
    to: (names) => `à ${names}`,
    added: (names) => `approuve désormais : ${names}`,
    removed: (names) => `n’approuve plus : ${names}`,
    joined: (names) => `en font partie : ${names}`,
    parted: (names) => `n’en font plus partie : ${names}`,
    byRule: (names) => `par une règle de ${names}`,
    alternates: (names) => `sollicité faute de décision : ${names}`,
    noAlternates: (names) => `plus sollicité faute de décision : ${names}`,
    inPlaceOf: (names) => `pour ${names}`,
    standIn: (names) => `remplacement par ${names}`,
  },
  flags: {
    extends: "pour prolonger un accès",
    alone: "sans deuxième personne",
    adminNeedsTwo: "deux approbateurs pour Admin",
    sso: "SSO",
    saml: "SSO",
    domain: "domaine vérifié",
    audit: "journaux d’audit",
  },
};

const feedEvents: Strings["feed"]["events"] = {
  "api_key.create": "Clé API créée",
  "api_key.delete": "Clé API supprimée",
  "organization.invite.send": "Invitation envoyée",
  "organization.invite.resend": "Invitation renvoyée",
  "organization.invite.accepted": "Invitation acceptée",
  "organization.invite.revoked": "Invitation révoquée",
  "user.organization.join": "Arrivée dans l’organisation",
  "user.organization.delete": "Retrait de l’organisation",
  "user.organization.role.update": "Rôle modifié",
  "billing.payment_method.added": "Moyen de paiement ajouté",
  "billing.payment_method.removed": "Moyen de paiement supprimé",
  "billing.monthly_limit.updated": "Plafond de dépenses modifié",
};

export const feed: Strings["feed"] = {
  title: "Journal d’audit de Mistral",
  summary: (n) =>
    isOne(n)
      ? "Journal d’audit de Mistral : un événement."
      : `Journal d’audit de Mistral : ${number(n)} événements.`,
  events: feedEvents,
  unknown: (type) => say`Événement ${type}`,
  key: "Une clé API",
  more: (n) => `Et ${number(n)} de plus dans le journal d’audit de Mistral.`,
  noAudit:
    "Mistral ne donne aucun journal d’audit à ce bot : le suivi d’audit reste vide. Il faut Enterprise et une clé Admin API autorisée à le lire.",
};

export const files: Strings["files"] = {
  offered: (name) => `Un fichier vous attend : ${name}.`,
  accepted: (name) => `${name} est en route vers votre OneDrive.`,
  put: (name) => say`${name} est dans votre OneDrive.`,
  declined: (name) => `Vous avez refusé ${name} : il n’est pas dans votre OneDrive.`,
  failed: (name) => say`${name} n’est peut-être pas dans votre OneDrive. S’il n’y est pas, redemandez-le.`,
  approversOnly: "Ce fichier est réservé au propriétaire et aux approbateurs.",
};
