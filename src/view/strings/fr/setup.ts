import { STEP_NAMES } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number } from "./grammar.ts";

export const checklist: Strings["checklist"] = {
  title: "Mistral Setup",
  moved: "La liste des étapes est plus bas.",
  progress: (done) => `${done}/${STEP_NAMES.length} étapes terminées.`,
  organizationEntered: (name) => say`Nom saisi : ${name}.`,
  stepTitle: (title, state) => `${title} : ${state}`,
  skipped: "remise à plus tard",
  skippedWorkspaces: "un seul suffit",
  handedTo: (who) => say`${who} s’en charge`,
  plan: (plan, limit) =>
    limit === null ? `Forfait : ${plan}.` : `Forfait : ${plan}, plafond saisi : ${number(limit)} par mois.`,
  freeMode: "Le mode gratuit ne permet pas d’inviter.",
  cannotInvite: "Le mode gratuit ne permet pas d’inviter. Changez de forfait, puis confirmez la facturation.",
  billingFirst: "Pour inviter, il faut Team, Enterprise ou pay-as-you-go.",
  onlyApprover: "Vous êtes le seul approbateur. Ajoutez-en un dans les paramètres.",
  waitingForBilling: (n) => `${number(n)} en attente de la facturation`,
  memberCounts: (active, pending) => `${number(active)} Active, ${number(pending)} Pending`,
  toApprove: (n) => `${number(n)} à approuver`,
  onTheirWay: (n) => `${counted(n, "approuvée, pas encore", "approuvées, pas encore")} chez Mistral`,
  needCare: (n) => counted(n, "expirée ou non envoyée", "expirées ou non envoyées"),
  missingActive: "Il manque un invité Active.",
  missingKey: "Il manque une clé qui fonctionne.",
  keyMade: (proof) => say`Une clé a été créée (${proof}). Personne n’a encore confirmé qu’elle fonctionne.`,
  keyWorksBy: (proof) => say`Une clé fonctionne (${proof}).`,
  buttons: {
    hand: "Confier à quelqu’un",
    reopen: "Rouvrir cette étape",
    oneIsEnough: "Un Workspace suffit",
    later: "Plus tard",
    existAlready: "Je les ai créés",
    change: "Modifier",
    confirm: "C’est fait",
    more: "Plus",
    claim: "Reprendre la configuration",
    record: "Voir le registre",
  },
  ownerLeft: "⚠️ Le propriétaire est parti. Un administrateur Slack peut reprendre la configuration.",
  setupStarted: (who, when) => say`${who} a démarré la configuration de Mistral ${at(when)}.`,
  billingConfirmed: (proof) =>
    say`✅ Moyen de paiement ${proof}, activation terminée : les clés devraient fonctionner.`,
  planUnknown: "Forfait non indiqué.",
  paymentRemoved: (when) =>
    say`Un moyen de paiement a été supprimé ${at(when)}, selon le journal de Mistral.`,
  paymentRemovedNext: "Ajoutez-en un s’il n’en reste pas, puis confirmez de nouveau la facturation.",
  paymentSettled: (proof) => say`Depuis, la facturation a été refaite (${proof}).`,
  billingAgain: "La facturation avait été confirmée ici, et a changé depuis.",
  ready: (time, active, all) => `Prêt en ${time}, Active : ${active} sur ${all}.`,
  completeTitle: "Configuration de Mistral terminée",
  completeReopened: "La configuration était terminée et a été rouverte.",
  duration: (minutes) =>
    minutes < 60
      ? counted(minutes, "minute", "minutes")
      : counted(Math.round(minutes / 60), "heure", "heures"),
  helperIntro: (owner) => say`${owner} vous a confié cette étape.`,
  helperClosed: (proof) => say`✅ Cette étape est close (${proof}).`,
};

export const steps: Strings["steps"] = {
  organization: {
    title: "Organisation",
    about: "L’espace de votre équipe chez Mistral.",
    todo: () => [
      say`${bold("Nouveau compte :")} connectez-vous à ${PAGES.studio}. Le nom de votre organisation vous est demandé, puis vous arrivez dans Admin.`,
      say`${bold("Compte sans organisation :")} ouvrez ${PAGES.admin} et suivez les instructions.`,
      say`${bold("Organisation existante :")} ouvrez ${PAGES.admin}, vérifiez que c’est la bonne et que vous y êtes Admin.`,
      "Mistral proposera peut-être une organisation qui existe déjà pour votre domaine d’e-mail. Demandez d’abord à vos collègues : la rejoindre ou en créer une seconde est difficile à annuler.",
    ],
    needs: "Nécessite un compte Mistral.",
    next: "Indiquer l’organisation",
  },
  billing: {
    title: "Facturation",
    about: "Les clés API fonctionnent une fois la facturation active.",
    todo: () => [
      say`Ouvrez ${PAGES.billing}, ajoutez un moyen de paiement et reliez votre carte ou votre compte marketplace (AWS ou Azure).`,
      "Facultatif : fixez un plafond mensuel avant d’enregistrer.",
      say`Sur ${PAGES.subscription}, vérifiez le forfait : pour inviter, il faut Team, Enterprise ou pay-as-you-go.`,
    ],
    needs: "Nécessite le rôle Admin ou Billing chez Mistral.",
    next: "Confirmer la facturation",
  },
  workspaces: {
    title: "Workspaces",
    about: "Il en existe un : il suffit souvent.",
    todo: () => [
      say`Pour en ajouter un, ouvrez ${PAGES.workspaces} et donnez-lui un nom, par exemple Ingénierie ou Production.`,
    ],
    needs: "Nécessite le rôle Admin chez Mistral.",
    next: "Ajouter des Workspaces",
  },
  members: {
    title: "Membres",
    about: "Invitez vos collègues et suivez chaque invitation jusqu’à Active.",
    todo: () => [
      "Invitez au moins un collègue.",
      "Mistral envoie un e-mail. L’invitation est Pending jusqu’à ce qu’elle soit acceptée, puis Active.",
    ],
    needs: "Nécessite Team, Enterprise ou pay-as-you-go.",
    next: "Inviter des personnes",
  },
  security: {
    title: "Sécurité et surveillance",
    about: "Décidez qui peut être invité, comment on se connecte et où les événements sont consignés.",
    todo: () => [
      "Indiquez les domaines d’e-mail autorisés : ce bot refuse les autres adresses.",
      say`Vérification du domaine : ajoutez l’enregistrement TXT de ${PAGES.access} à votre DNS, et laissez-le.`,
      say`SSO (SAML) : indiquez votre fournisseur d’identité sur ${PAGES.access}.`,
      say`${PAGES.audit} : nouvelles clés, invitations, changements de facturation.`,
    ],
    needs: "Vérification du domaine : Team ou Enterprise. SSO et audit : Enterprise.",
    next: "Configurer la sécurité",
  },
  verify: {
    title: "Vérification",
    about: "Terminé quand un invité est Active et qu’une clé fonctionne.",
    todo: () => [
      "L’invité accepte l’invitation et passe de Pending à Active.",
      "Créez une clé et utilisez-la. Refusée juste après la confirmation de la facturation ? Attendez et réessayez.",
    ],
    needs: "Fonctionne avec tous les forfaits.",
    next: "Vérifier",
  },
};

export const workspaces: Strings["workspaces"] = {
  made: (names) => say`Workspaces : ${names}.`,
  onTheirWay: (names) => say`Pas encore créés : ${names}.`,
  waitForAdmin: (names, owner) =>
    say`⏳ Créés dès que ${owner} aura rejoint Mistral : ${names}. Si c’est fait avec une autre adresse, créez-les chez Mistral, puis choisissez « Je les ai créés » dans la liste des étapes.`,
  failed: (name, why) => `⚠️ ${name} n’a pas été créé. ${why}`,
};
