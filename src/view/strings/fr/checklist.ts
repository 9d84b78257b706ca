import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number, until } from "./grammar.ts";

export const checklist: Strings["checklist"] = {
  title: "Mistral Setup",
  heading: "Les étapes",
  summary: (done) => `Mistral Setup : ${counted(done, "étape terminée", "étapes terminées")} sur 6.`,
  progress: (done) => say`${counted(done, "étape terminée", "étapes terminées")} sur 6.`,
  organizationIs: (name) => say`Organisation : ${name}.`,
  organizationEntered: (name) => say`Nom saisi : ${name}.`,
  openIcon: "⬜",
  doneIcon: "✅",
  skippedIcon: "➖",
  waitingIcon: "⏳",
  stepTitle: (icon, n, title, state) => `${icon} ${n}. ${title} : ${state}`,
  open: "à faire",
  done: "fait",
  doneFree: "fait, sans pouvoir encore inviter",
  skipped: "remis à plus tard",
  skippedWorkspaces: "un seul suffit",
  proven: (proof) => say`${proof}.`,
  handedTo: (who) => say`${who} s’en charge`,
  handedToSentence: (who) => say`${who} s’en charge.`,
  warming: (end) =>
    say`Activation en cours ${until(end)}. Si une clé est refusée d’ici là, attendez puis réessayez.`,
  plan: (plan, limit) =>
    limit === null ? `Forfait : ${plan}.` : `Forfait : ${plan}, plafond mensuel saisi : ${number(limit)}.`,
  cannotInvite:
    "Le mode gratuit ne permet pas d’inviter. Passez à Team ou Enterprise, ou activez le pay-as-you-go, puis confirmez de nouveau la facturation.",
  freeWaits: "Le mode gratuit ne permet pas d’inviter : ce qui est approuvé attend la facturation.",
  countsSentence: (counts) => `${counts}.`,
  billingFirst:
    "Commencez par la facturation : Mistral ne permet d’inviter qu’avec Team, Enterprise ou le pay-as-you-go.",
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
    open: "Ouvrir",
    hand: "Confier à quelqu’un",
    reopen: "Rouvrir cette étape",
    oneIsEnough: "Un seul suffit",
    later: "Plus tard",
    existAlready: "Je les ai créés",
    change: "Modifier",
    confirm: "C’est fait",
    addAnother: "Inviter d’autres personnes",
    settings: "Paramètres",
    claim: "Reprendre la configuration",
    record: "Voir le registre",
    status: "État",
    subscription: "Ouvrir Subscription",
  },
  describe: (label, title) => `${label} : ${title}`,
  ownerLeft:
    "⚠️ Le propriétaire de cette configuration est parti. Un administrateur de cet espace Slack peut la reprendre et continuer à partir d’ici.",
  guided:
    "Certaines étapes se font sur les pages de Mistral. Vous recevez un lien et ce qu’il faut saisir ; vous confirmez une fois que c’est fait.",
  automatic:
    "Une clé Admin API est configurée : le bot invite, crée les Workspaces et suit la liste des membres lui-même.",
  setupStarted: (who, when) => say`${who} a démarré la configuration de Mistral ${at(when)}.`,
  setupStartedSummary: "La configuration de Mistral a démarré.",
  allDone: "Les six étapes sont terminées.",
  billingConfirmed: (proof) =>
    say`✅ Moyen de paiement ${proof}, activation terminée : les clés devraient maintenant fonctionner.`,
  billingWarming: (proof, end) =>
    say`⏳ Moyen de paiement ${proof}. Activation en cours ${until(end)} : si une clé est refusée d’ici là, attendez puis réessayez.`,
  billingSummary:
    "Le moyen de paiement est en place et l’activation terminée : les clés devraient maintenant fonctionner.",
  billingWarmingSummary: "Le moyen de paiement est en place, son activation est en cours.",
  billingAfter:
    "Si une clé est encore refusée, utilisez la commande clé : elle indique ce qu’il faut vérifier.",
  planUnknown: "Le forfait n’a pas encore été indiqué ici : choisissez « Modifier ».",
  paymentRemoved: (when) =>
    say`D’après le journal d’audit de Mistral, un moyen de paiement a été supprimé ${at(when)}.`,
  paymentRemovedNext:
    "S’il y en a un autre, confirmez de nouveau la facturation. Sinon, ajoutez-en un : sans lui, l’équipe ne peut pas compter sur des clés qui fonctionnent.",
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
  helperSummary: (title) => `On vous a confié une étape de la configuration de Mistral : ${title}.`,
  helperIntro: (owner, title) =>
    say`${owner} vous confie une étape de la configuration de Mistral : ${title}. Vous pouvez confirmer cette étape, et seulement celle-ci.`,
  helperDone: (proof) => say`✅ Fait, ${proof}. Merci. Il n’y a plus rien à faire.`,
  helperSkipped: (proof) => say`Cette étape a été laissée de côté (${proof}). Il n’y a rien à faire.`,
  helperMoved: (who) => say`C’est maintenant ${who} qui s’en charge. Merci. Il n’y a plus rien à faire.`,
  helperWhenDone: "Une fois que c’est fait chez Mistral, confirmez-le ici.",
};
