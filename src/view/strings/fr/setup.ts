import { STEP_NAMES } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number } from "./grammar.ts";

export const checklist: Strings["checklist"] = {
  title: "Mistral Setup",
  summary: (done) =>
    `Mistral Setup : ${counted(done, "étape terminée", "étapes terminées")} sur ${STEP_NAMES.length}.`,
  progress: (done) => say`${counted(done, "étape terminée", "étapes terminées")} sur ${STEP_NAMES.length}.`,
  organizationEntered: (name) => say`Nom saisi : ${name}.`,
  stepTitle: (title, state) => `${title} : ${state}`,
  done: "fait",
  skipped: "remis à plus tard",
  skippedWorkspaces: "un seul suffit",
  handedTo: (who) => say`${who} s’en charge`,
  plan: (plan, limit) =>
    limit === null ? `Forfait : ${plan}.` : `Forfait : ${plan}, plafond mensuel saisi : ${number(limit)}.`,
  cannotInvite: "Le mode gratuit ne permet pas d’inviter. Changez de forfait, puis confirmez la facturation.",
  billingFirst: "Pour inviter : Team, Enterprise ou pay-as-you-go. Ce qui est approuvé attend jusque-là.",
  waitingForBilling: (n) => `${number(n)} en attente de la facturation`,
  memberCounts: (active, pending) => `Invitations : ${number(active)} Active, ${number(pending)} Pending`,
  toApprove: (n) => `${number(n)} en attente d’approbation`,
  onTheirWay: (n) =>
    `${counted(n, "approuvée, pas encore confirmée", "approuvées, pas encore confirmées")} par Mistral`,
  needCare: (n) => `expirées ou non envoyées : ${number(n)}`,
  missingActive: "Il manque : un invité Active.",
  missingKey: "Il manque : une clé qui fonctionne.",
  keyMade: (proof) => say`Une clé API a été créée (${proof}) ; personne n’a encore dit qu’elle fonctionne.`,
  keyWorksBy: (proof) => say`Une clé fonctionne (${proof}).`,
  buttons: {
    hand: "Confier à quelqu’un",
    reopen: "Rouvrir cette étape",
    oneIsEnough: "Un seul suffit",
    later: "Plus tard",
    existAlready: "Je les ai créés",
    change: "Modifier",
    confirm: "C’est fait",
    claim: "Reprendre la configuration",
    record: "Voir le registre",
  },
  ownerLeft: "⚠️ Le propriétaire de cette configuration est parti. Un administrateur Slack peut la reprendre.",
  setupStarted: (who, when) => say`${who} a démarré la configuration de Mistral ${at(when)}.`,
  billingConfirmed: (proof) =>
    say`✅ Moyen de paiement ${proof}, activation terminée : les clés devraient marcher.`,
  planUnknown: "Le forfait n’a pas encore été indiqué ici : choisissez « Modifier ».",
  paymentRemoved: (when) =>
    say`Un moyen de paiement a été supprimé ${at(when)}, selon le journal de Mistral.`,
  paymentRemovedNext: "Ajoutez-en un autre, ou confirmez de nouveau la facturation s’il y en a déjà un.",
  paymentSettled: (proof) => say`Depuis, la facturation a été refaite (${proof}).`,
  billingAgain: "La facturation a changé depuis.",
  ready: (time, active, all) => `Prêt en ${time}, ${counted(active, "membre", "membres")} Active sur ${all}.`,
  completeTitle: "La configuration de Mistral est terminée",
  completeReopened: "La configuration était terminée et a été rouverte.",
  duration: (minutes) =>
    minutes < 60
      ? counted(minutes, "minute", "minutes")
      : counted(Math.round(minutes / 60), "heure", "heures"),
  helperIntro: (owner, title) =>
    say`${owner} vous confie une étape de la configuration de Mistral : ${title}. Vous pouvez confirmer cette étape, et seulement celle-ci.`,
  helperClosed: (proof) => say`✅ Cette étape est close (${proof}).`,
  helperWhenDone: "Une fois que c’est fait chez Mistral, confirmez-le ici.",
};

export const steps: Strings["steps"] = {
  organization: {
    title: "Organisation",
    about: "L’espace de votre équipe chez Mistral : facturation, Workspaces et membres.",
    todo: () => [
      say`${bold("Nouveau compte :")} connectez-vous à ${PAGES.studio}. Le nom de votre organisation vous est demandé, puis vous arrivez dans Admin.`,
      say`${bold("Compte sans organisation :")} ouvrez ${PAGES.admin} et suivez les instructions.`,
      say`${bold("Nous avons déjà une organisation :")} ouvrez ${PAGES.admin}, vérifiez que c’est la bonne et que vous y êtes Admin.`,
      "Mistral proposera peut-être une organisation qui existe déjà pour votre domaine d’e-mail. Demandez d’abord à vos collègues : la rejoindre ou en créer une seconde est difficile à annuler.",
    ],
    needs: "Nécessite un compte Mistral.",
    next: "Indiquer l’organisation",
  },
  billing: {
    title: "Facturation",
    about: "L’équipe ne peut compter sur des clés API qui fonctionnent qu’une fois la facturation active.",
    todo: () => [
      say`Ouvrez ${PAGES.billing}, ajoutez un moyen de paiement et reliez votre carte ou votre compte marketplace (AWS ou Azure).`,
      "Facultatif : fixez-y un plafond de dépenses mensuel avant d’enregistrer.",
      say`Consultez ${PAGES.subscription} : pour inviter, il faut Team, Enterprise ou le pay-as-you-go activé.`,
    ],
    needs: "Nécessite le rôle Admin ou Billing chez Mistral.",
    next: "Confirmer la facturation",
  },
  workspaces: {
    title: "Workspaces",
    about: "Un Workspace par défaut existe déjà. Il suffit à la plupart des équipes.",
    todo: () => [
      "S’il suffit, passez cette étape.",
      say`Sinon, ouvrez ${PAGES.workspaces}, créez-en un et donnez-lui un nom, par exemple Ingénierie ou Production.`,
    ],
    needs: "Nécessite le rôle Admin chez Mistral.",
    next: "Ajouter des Workspaces",
  },
  members: {
    title: "Membres",
    about: "Invitez vos collègues et suivez chaque invitation jusqu’à ce qu’elle soit Active.",
    todo: () => [
      "Invitez au moins un collègue.",
      "Mistral écrit à chaque personne invitée. L’invitation est Pending jusqu’à ce qu’elle accepte, puis Active.",
    ],
    needs: "Nécessite le forfait Team ou Enterprise, ou le pay-as-you-go activé.",
    next: "Inviter des personnes",
  },
  security: {
    title: "Sécurité et surveillance",
    about: "Décidez qui peut être invité, comment on se connecte et où les événements sont consignés.",
    todo: () => [
      "Domaines d’e-mail autorisés : ce bot refuse les demandes pour d’autres adresses.",
      say`Vérification du domaine : ajoutez l’enregistrement TXT affiché sur ${PAGES.access}, et laissez-le en place.`,
      say`SSO avec SAML : indiquez votre fournisseur d’identité sur ${PAGES.access}.`,
      say`${PAGES.audit} : surveillez-y les nouvelles clés, les invitations et les changements de facturation.`,
    ],
    needs: "La vérification du domaine nécessite Team ou Enterprise ; SSO et audit, Enterprise.",
    next: "Configurer la sécurité",
  },
  verify: {
    title: "Vérification",
    about: "La configuration fonctionne quand au moins un invité est Active et qu’une clé fonctionne.",
    todo: () => [
      "L’invité reçoit l’e-mail en quelques minutes. Dès qu’il accepte, il passe de Pending à Active.",
      "Créez une première clé et utilisez-la. Si elle est refusée dans les premières minutes de la facturation, attendez puis réessayez.",
    ],
    needs: "Fonctionne avec tous les forfaits.",
    next: "Vérifier",
  },
};

export const workspaces: Strings["workspaces"] = {
  made: (names) => say`Workspaces : ${names}.`,
  onTheirWay: (names) => say`Pas encore créés : ${names}.`,
  waitForAdmin: (names, owner) =>
    say`⏳ Pas créés tant que ${owner} n’a pas rejoint l’organisation chez Mistral : ${names}. Si cette personne est membre avec une autre adresse, créez-les là-bas, puis appuyez sur « Je les ai créés ».`,
  failed: (name, why) => `⚠️ ${name} n’a pas été créé. ${why}`,
};
