import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { isOne, number } from "./grammar.ts";

/** By Mistral's own words for its events. */
const events: Strings["feed"]["events"] = {
  "api_key.create": "Clé API créée",
  "api_key.rotate": "Clé API renouvelée",
  "api_key.delete": "Clé API supprimée",
  "admin_api_key.created": "Clé Admin API créée",
  "admin_api_key.delete": "Clé Admin API supprimée",
  "api_key_policy.update": "Règles des clés API modifiées",
  "organization.invite.send": "Invitation envoyée",
  "organization.invite.resend": "Invitation renvoyée",
  "organization.invite.accepted": "Invitation acceptée",
  "organization.invite.revoked": "Invitation révoquée",
  "user.organization.join": "Arrivée dans l’organisation",
  "user.organization.leave": "Départ de l’organisation",
  "user.organization.delete": "Retrait de l’organisation",
  "user.organization.role.update": "Rôle dans l’organisation modifié",
  "organization.join_by_email_domain": "Arrivée par le domaine d’e-mail",
  "user.create": "Utilisateur créé",
  "billing.payment_method.added": "Moyen de paiement ajouté",
  "billing.payment_method.removed": "Moyen de paiement supprimé",
  "billing.payment_method.default_changed": "Moyen de paiement par défaut modifié",
  "billing.information.updated": "Informations de facturation modifiées",
  "billing.monthly_limit.updated": "Plafond de dépenses mensuel modifié",
  "billing.workspace_monthly_limit.updated": "Plafond de dépenses mensuel d’un Workspace modifié",
  "billing.subscription.subscribe": "Abonnement souscrit",
  "billing.subscription.unsubscribe": "Abonnement résilié",
  "billing.subscription.add_seats": "Sièges ajoutés",
  "billing.subscription.remove_seats": "Sièges supprimés",
  "billing.seat.grant": "Siège attribué",
  "billing.seat.revoke": "Siège repris",
  "billing.credits.added": "Crédits ajoutés",
  "billing.auto_recharge.updated": "Recharge automatique modifiée",
  "billing.invoice.retried": "Nouvelle tentative de paiement d’une facture",
  "workspace.create": "Workspace créé",
  "workspace.update": "Workspace modifié",
  "workspace.delete": "Workspace archivé",
  "workspace.member.add": "Ajout à un Workspace",
  "workspace.member.remove": "Retrait d’un Workspace",
  "workspace.member.role.update": "Rôle dans un Workspace modifié",
  "organization.update": "Organisation modifiée",
  "organization.domain_verification.enable": "Domaine vérifié",
  "organization.domain_verification.disable": "Vérification du domaine supprimée",
  "organization.email_domain_authentication.enable": "Arrivée par domaine d’e-mail activée",
  "organization.email_domain_authentication.disable": "Arrivée par domaine d’e-mail désactivée",
  "organization.saml_authentication.enable": "SSO SAML activé",
  "organization.saml_authentication.disable": "SSO SAML désactivé",
};

export const feed: Strings["feed"] = {
  title: "Journal d’audit de Mistral",
  summary: (n) =>
    isOne(n)
      ? "Journal d’audit de Mistral : un événement."
      : `Journal d’audit de Mistral : ${number(n)} événements.`,
  events,
  topics: {
    keys: "clés",
    invitations: "invitations",
    people: "personnes et rôles",
    billing: "facturation",
    workspaces: "Workspaces",
    access: "organisation et accès",
    other: "autres",
  },
  unknown: (type) => say`Événement ${type}`,
  times: (n, what) => say`${number(n)} × ${what}`,
  whom: (who) => say` (${who})`,
  who: (who) => say`${who} : `,
  key: "Une clé API",
  line: (when, { what, whom, who }) => say`${when} ${who}${what}${whom}`,
  count: (topic, n) => `${topic} : ${number(n)}`,
  more: (counts) => `Et d’autres encore, ${counts}. Tout figure sur la page du journal d’audit de Mistral.`,
  noAudit:
    "Mistral ne donne aucun journal d’audit à ce bot, le suivi d’audit reste donc muet. Il faut le forfait Enterprise et une clé Admin API autorisée à le lire. Le bot redemande une fois par jour.",
};
