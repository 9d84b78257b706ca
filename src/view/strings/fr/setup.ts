import { say, wordsOf } from "../../core/spans.ts";
import { PAGES } from "../../setup/steps.ts";
import type { Strings } from "../strings.ts";
import { at, counted, listed, number } from "./grammar.ts";

export const checklist: Strings["checklist"] = {
  title: "Mistral Setup",
  heading: "Les étapes",
  summary: (done) => `Mistral Setup : ${counted(done, "étape terminée", "étapes terminées")} sur 6.`,
  progress: (done) => say`${counted(done, "étape terminée", "étapes terminées")} sur 6.`,
  organizationIs: (name) => say`Organisation : ${name}.`,
  organizationEntered: (name) => say`Nom saisi : ${name}.`,
  stepTitle: (icon, n, title, state) => `${icon} ${n}. ${title} : ${state}`,
  open: "à faire",
  done: "fait",
  doneFree: "fait, sans pouvoir encore inviter",
  skipped: "remis à plus tard",
  skippedWorkspaces: "un seul suffit",
  handedTo: (who) => say`${who} s’en charge`,
  plan: (plan, limit) =>
    limit === null ? `Forfait : ${plan}.` : `Forfait : ${plan}, plafond mensuel saisi : ${number(limit)}.`,
  cannotInvite: "Le mode gratuit ne permet pas d’inviter. Changez de forfait, puis confirmez la facturation.",
  freeWaits: "Le mode gratuit ne permet pas d’inviter : ce qui est approuvé attend la facturation.",
  billingFirst: "Commencez par la facturation : pour inviter, il faut Team, Enterprise ou le pay-as-you-go.",
  waitingForBilling: (n) =>
    `${counted(n, "approuvée, en attente", "approuvées, en attente")} de la facturation`,
  memberCounts: (active, pending) =>
    `Personnes invitées : ${number(active)} Active, ${number(pending)} Pending`,
  toApprove: (n) => `${number(n)} en attente d’approbation`,
  onTheirWay: (n) =>
    `${counted(n, "approuvée, pas encore confirmée", "approuvées, pas encore confirmées")} par Mistral`,
  needCare: (n) => counted(n, "expirée ou non envoyée", "expirées ou non envoyées"),
  missingActive: "Il manque : un invité Active.",
  missingKey: "Il manque : une clé qui fonctionne.",
  keyMade: (proof) => say`Une clé API a été créée (${proof}) ; personne n’a encore dit qu’elle fonctionne.`,
  keyWorksBy: (proof) => say`Une clé fonctionne (${proof}).`,
  nextStep: (title) => `À suivre : ${title}.`,
  buttons: {
    hand: "Confier à quelqu’un",
    reopen: "Rouvrir cette étape",
    oneIsEnough: "Un seul suffit",
    later: "Plus tard",
    existAlready: "Je les ai créés",
    change: "Modifier",
    confirm: "C’est fait",
    addAnother: "Inviter d’autres personnes",
    claim: "Reprendre la configuration",
    record: "Voir le registre",
  },
  ownerLeft: "⚠️ Le propriétaire de cette configuration est parti. Un administrateur Slack peut la reprendre.",
  guided: "Certaines étapes se font sur les pages de Mistral : suivez le lien, puis confirmez-le ici.",
  automatic:
    "Avec sa clé Admin API, le bot invite, crée les Workspaces et suit la liste des membres lui-même.",
  setupStarted: (who, when) => say`${who} a démarré la configuration de Mistral ${at(when)}.`,
  billingPaid: (proof) => say`⏳ Moyen de paiement ${proof}.`,
  billingConfirmed: (proof) =>
    say`✅ Moyen de paiement ${proof}, activation terminée : les clés devraient maintenant fonctionner.`,
  planUnknown: "Le forfait n’a pas encore été indiqué ici : choisissez « Modifier ».",
  paymentRemoved: (when) =>
    say`D’après le journal d’audit de Mistral, un moyen de paiement a été supprimé ${at(when)}.`,
  paymentRemovedNext: "Ajoutez-en un autre, ou confirmez de nouveau la facturation s’il y en a déjà un.",
  paymentSettled: (proof) => say`Depuis, la facturation a été refaite (${proof}).`,
  billingAgain: "La facturation a été refaite depuis.",
  billingReopened: "L’étape de la facturation a été rouverte.",
  ready: (duration, active, all) =>
    `Prêt en ${duration}, ${counted(active, "membre", "membres")} Active sur ${number(all)}.`,
  readyNobody: (duration) => `Prêt en ${duration}.`,
  completeTitle: "La configuration de Mistral est terminée",
  completeReopened: "La configuration était terminée et a été rouverte.",
  duration: (minutes) => {
    if (minutes < 60) return counted(minutes, "minute", "minutes");
    const hours = Math.round(minutes / 60);
    if (hours < 48) return counted(hours, "heure", "heures");
    return counted(Math.round(hours / 24), "jour", "jours");
  },
  helperIntro: (owner, title) =>
    say`${owner} vous confie une étape de la configuration de Mistral : ${title}. Vous pouvez confirmer cette étape, et seulement celle-ci.`,
  helperDone: (proof) => say`✅ Fait, ${proof}. Il n’y a plus rien à faire.`,
  helperSkipped: (proof) => say`Cette étape a été laissée de côté (${proof}). Il n’y a rien à faire.`,
  helperWhenDone: "Une fois que c’est fait chez Mistral, confirmez-le ici.",
};

export const steps: Strings["steps"] = {
  organization: {
    title: "Organisation",
    about: "L’espace de votre équipe chez Mistral : facturation, Workspaces et membres.",
    todo: () => [
      say`Nouveau compte : connectez-vous à ${PAGES.studio}. Le nom de votre organisation vous est demandé, puis vous arrivez dans Admin.`,
      say`Compte sans organisation : ouvrez ${PAGES.admin} et suivez les instructions.`,
      "Mistral vous proposera peut-être de rejoindre une organisation qui existe déjà pour votre domaine d’e-mail. Demandez d’abord à vos collègues : la rejoindre ou en créer une seconde est difficile à annuler.",
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

const named = (names: readonly string[], more: number): string => wordsOf(listed(names, more));

/** Where Mistral's named Workspaces stand. */
export const workspaces: Strings["workspaces"] = {
  made: (names, more) => `Workspaces : ${named(names, more)}.`,
  onTheirWay: (names, more) => `Pas encore créés : ${named(names, more)}.`,
  waitForAdmin: (names, more, owner) =>
    say`⏳ Pas créés tant que ${owner} n’a pas rejoint l’organisation chez Mistral : ${named(names, more)}. Si cette personne est membre avec une autre adresse, créez-les là-bas, puis appuyez sur « Je les ai créés ».`,
  failed: (name, why) => `⚠️ ${name} n’a pas été créé. ${why}`,
};
