import { say } from "../../core/spans.ts";
import type { common as english } from "../en/common.ts";
import { at, counted, listed, others } from "./grammar.ts";

export const common: typeof english = {
  roles: { admin: "Admin", billing: "Billing", member: "Member" },
  rolePermissions: {
    admin: "Contrôle total : organisation, utilisateurs, sécurité, facturation",
    billing: "Uniquement les abonnements, factures et moyens de paiement",
    member: "Utilise les modèles et crée des clés API dans son Workspace",
  },
  statuses: {
    proposed: "en attente d’approbation",
    approved: "approuvée, pas encore envoyée",
    sending: "approuvée, envoi en cours",
    pending: "Pending",
    active: "Active",
    denied: "refusée",
    expired: "expirée",
    revoked: "révoquée",
    failed: "non envoyée",
    removed: "n’est plus membre",
  },
  seats: { chat: "Vibe (chat)", code: "Mistral Code" },
  plans: {
    "pay-as-you-go": "Pay-as-you-go",
    team: "Team",
    enterprise: "Enterprise",
    free: "Mode gratuit",
  },
  means: { card: "Carte bancaire", aws: "AWS Marketplace", azure: "Azure Marketplace" },
  reasons: {
    not_an_address:
      "Mistral n’accepte pas cette adresse. Vérifiez son orthographe, puis refaites la demande.",
    address_refused:
      "Mistral a refusé cette adresse. Vérifiez l’orthographe, et les domaines sur sa page Access.",
    already_member: "D’après Mistral, cette personne est déjà membre, peut-être avec une autre adresse.",
    not_listed: "Mistral l’a acceptée sans jamais la lister. Vérifiez là-bas, puis renvoyez-la.",
    still_listed: "La liste de Mistral la montre encore. Consultez-la, et retirez cette entrée à la main.",
    list_with_gaps: "La liste des membres de Mistral était incomplète. Consultez-la là-bas, puis réessayez.",
    seats_refused:
      "Mistral n’a peut-être plus de sièges libres. Voir Subscription, ou redemandez sans siège.",
    workspace_gone: "Un Workspace demandé n’existe plus chez Mistral. Refaites la demande sans lui.",
    billing_needed:
      "Mistral demande d’abord un forfait, des sièges ou un paiement : pages Subscription et Billing.",
    no_right:
      "Mistral n’autorise pas la clé Admin API à le faire. Ses droits ou le forfait ne le permettent pas : demandez à Mistral, ou faites-le dans son interface.",
    no_admin_key: "Le bot n’a plus de clé Admin API. Faites-le chez Mistral, puis abandonnez ici.",
    no_member: "Cette personne n’est plus dans la liste des membres de Mistral : il n’y a rien à changer.",
    removal_refused:
      "Mistral a refusé de retirer ce membre : c’est peut-être le dernier Admin, ou celui du fournisseur d’identité.",
    role_refused: "Mistral a refusé ce changement de rôle. Faites-le à la main dans sa liste des membres.",
    workspace_refused:
      "Mistral l’a refusé. Un autre de nom presque identique y est peut-être, archivé ou non, ou il y en a 500, le maximum. Vérifiez là-bas, ou choisissez un autre nom.",
    not_possible: "Ce n’était pas possible chez Mistral. Renvoyez-la une fois l’obstacle levé.",
    no_files: "Le bot ne peut pas envoyer de fichiers. Donnez à son application l’autorisation files:write.",
    unreadable:
      "Sa ligne dans la base de données a été modifiée de l’extérieur, ou écrite par une autre version de ce bot. Si rien ne manque, choisissez « Ne plus réessayer ».",
    key_refused: "La clé configurée a été refusée. Vérifiez qu’elle est complète, et ni expirée ni révoquée.",
    forbidden: "Ce n’est pas autorisé : vérifiez le forfait, et les droits de la clé ou du bot.",
    conflict: "Cela ne correspond pas à la situation actuelle. Vérifiez là-bas, puis réessayez.",
    not_found: "Cela n’existe plus.",
    invalid: "Ce n’a pas été accepté. Vérifiez là-bas, puis refaites la demande autrement.",
    rate_limited: "Trop de requêtes ont été faites pendant trop longtemps. Réessayez plus tard.",
    unavailable: "Le service était injoignable. Réessayez plus tard.",
    outcome_unknown:
      "La réponse n’est jamais arrivée : peut-être fait, peut-être pas. Vérifiez avant de réessayer.",
  },
  noReason: "Mistral n’a pas dit pourquoi. Vérifiez là-bas, puis réessayez.",
  languageName: "Français",
  minutes: (n) => counted(n, "minute", "minutes"),
  erased: "une personne effacée",
  someone: "Quelqu’un",
  bot: "Mistral Setup",
  mistral: "Mistral",
  operator: "L’exploitant du bot",
  confirmedBy: (who, when) => say`confirmé par ${who} ${at(when)}`,
  verifiedWithMistral: (when) => say`vérifié auprès de Mistral ${at(when)}`,
  verifiedInDns: (when) => say`vérifié dans le DNS ${at(when)}`,
  proven: (what, proof) => say`${what} (${proof})`,
  dayToHour: " à ",
  separator: " · ",
  comma: ", ",
  semicolon: " ; ",
  colon: " : ",
  listed,
  andMore: (n) => `et ${others(n)}`,
  open: (page) => `Ouvrir ${page}`,
  sure: (label) => `${label} ?`,
  buttons: {
    checklist: "Voir les étapes",
    status: "État",
    settings: "Paramètres",
    cancel: "Annuler",
    members: "Voir les membres",
    key: "Obtenir une clé",
    previous: "Page précédente",
    next: "Page suivante",
  },
};
