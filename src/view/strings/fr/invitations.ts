import { bold, code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, people as forPeople, isOne, number, of, since } from "./grammar.ts";

export const people: Strings["people"] = {
  inviteeTitle: "Votre invitation à Mistral",
  invited: (who, organization, name) =>
    organization === null
      ? say`${who} vous invite à rejoindre Mistral avec le rôle ${name}.`
      : say`${who} vous invite à rejoindre ${organization} chez Mistral avec le rôle ${name}.`,
  invitedYourself: (organization, name) =>
    organization === null
      ? say`Vous avez demandé une invitation à Mistral avec le rôle ${name}.`
      : say`Vous avez demandé une invitation à rejoindre ${organization} chez Mistral avec le rôle ${name}.`,
  comingSoon: "⏳ C’est approuvé, l’envoi est en cours. Vous verrez ici quand Mistral l’aura enregistrée.",
  emailComes: (address) =>
    say`Mistral envoie un e-mail à ${code(address)} dans les prochaines minutes. Il est authentique : ouvrez-le et acceptez, puis inscrivez-vous ou connectez-vous avec cette adresse.`,
  runsOut: (when) => say`Elle expire après 7 jours, ${at(when)}.`,
  buttons: {
    noEmail: "Pas d’e-mail ?",
    joined: "J’ai accepté",
    resend: "Renvoyer l’invitation",
  },
  active: "✅ Votre statut est Active",
  takenBack: (address) =>
    say`⏳ Votre statut Active a été annulé ici. Si vous n’avez pas encore accepté, ouvrez l’e-mail envoyé à ${code(address)} et acceptez.`,
  expired: "⚠️ Cette invitation a expiré après 7 jours. Elle peut être renvoyée en un clic.",
  revoked: "Cette invitation a été révoquée, et son lien ne fonctionne plus.",
  failed: "⚠️ Cette invitation n’est pas parvenue à Mistral. La personne qui l’a demandée le sait.",
  removed: "✖️ Vous n’êtes plus membre de cette organisation chez Mistral",
  denied: "Cette invitation ne sera pas envoyée.",
  noEmail: {
    address: (address) =>
      say`Est-ce que ${code(address)} est la bonne adresse ? Sinon, demandez une nouvelle invitation avec la bonne.`,
    spam: "Regardez dans les indésirables, et dans la quarantaine si votre entreprise en a une. L’expéditeur est Mistral.",
    again: "Toujours rien ? Faites-le renvoyer. Le nouvel e-mail remplace l’ancien.",
    justSent: "L’e-mail vient d’être envoyé. Laissez-lui quelques minutes.",
  },
  nudge: (address) =>
    say`⏳ Votre invitation à Mistral vous attend toujours, dans un e-mail envoyé à ${code(address)}.`,
  welcomeTitle: "Bienvenue chez Mistral : votre première clé",
  welcomeSteps: [
    "Ouvrez API keys dans Mistral Studio.",
    "Créez une clé et copiez-la aussitôt. Mistral ne l’affiche que cette fois-là.",
    "Gardez-la en lieu sûr, jamais dans une conversation. Ce bot ne la demande jamais.",
  ],
  welcomeTell: "Quand elle fonctionne, indiquez-le ici.",
  whoActive: (who) => say`✅ ${who} est Active`,
  manyActive: (n) => `✅ ${number(n)} membres sont Active.`,
  newMember: "Un nouveau membre",
  joinedIntro: "Parmi vos demandes :",
  noneActive: "Ce message est dépassé : il n’annonce plus personne comme Active.",
};

export const problems: Strings["problems"] = {
  member: "déjà membre",
  pending: "déjà invitée ou demandée",
  "not-an-address": "n’est pas une adresse e-mail",
  "space-inside": "est-ce une seule adresse ? Écrivez-la sans espace, ou sous la forme Nom <adresse>",
  "outside-domains": "hors des domaines d’e-mail autorisés",
};

export const requests: Strings["requests"] = {
  title: "Demande d’accès à Mistral",
  summary: (n, state) => `Demande pour ${forPeople(n)} : ${state}.`,
  as: (address, name) => say`${address} avec le rôle ${name}`,
  forRole: (n, name) => `${forPeople(n)} avec le rôle ${name}`,
  states: {
    open: "en attente d’une décision",
    approved: "demande approuvée",
    denied: "demande refusée",
    withdrawn: "demande retirée",
    lapsed: "demande expirée, faute de réponse pendant 7 jours",
  },
  summaryOpen: (who, n) => `${who} demande l’accès à Mistral pour ${forPeople(n)}.`,
  asks: (who, n, name) =>
    say`${who} demande à inviter ${forPeople(n)} dans l’organisation Mistral avec le rôle ${bold(name)}.`,
  requesterLeft: (who) => say`⚠️ ${who} n’est plus membre ici. Cette demande a-t-elle encore lieu d’être ?`,
  left: (n, name) => say`Modifiée par un approbateur : ${forPeople(n)}, rôle ${bold(name)}.`,
  permissions: (name, permissions) => `${name} – ${permissions}.`,
  strongRole: {
    admin: "⚠️ Admin est le rôle le plus puissant : il inclut la sécurité et la facturation.",
    billing: "⚠️ Billing peut changer de forfait et de moyen de paiement.",
    member: "",
  },
  workspaces: (names) => `Workspaces : ${names.join(", ")}`,
  seats: (names) => `Licences : ${names.join(", ")}`,
  askedAt: (when) => say`Demande faite ${at(when)}`,
  willFollow: (mode, both) => {
    const first = both ? "Une fois les deux approbations données" : "Si vous approuvez";
    const does = mode === "automatic" ? "le bot invite" : "une carte demande de le faire chez Mistral";
    return `${first}, ${does}, et Mistral envoie un e-mail. Les invitations expirent après 7 jours.`;
  },
  alreadyMember: (address) => say`${address} est déjà membre`,
  membersAmong: (n) => `Déjà membres : ${number(n)}`,
  outside: (n, all, domains) => `⚠️ Hors de ${domains} : ${number(n)} sur ${number(all)}, en tête de liste.`,
  punycode: (domain) => say`son domaine est ${code(domain)}`,
  approveTitle: "Approuver la demande",
  changedMeanwhile: "La demande a été modifiée entre-temps. Voici ce qu’elle demande maintenant.",
  otherLetters: "contient d’autres lettres que a à z",
  membersStay: "Les personnes déjà membres ne reçoivent pas d’e-mail et gardent leur rôle.",
  willWaitForBilling: "⏳ La facturation ne permet pas encore d’inviter. Ce qui est approuvé attend.",
  oneApprover: "Il n’y a qu’un seul approbateur. Personne ne décide de sa propre demande : ajoutez-en un.",
  buttons: {
    approve: "Approuver",
    review: (n) => (isOne(n) ? "Examiner" : `Examiner les ${number(n)}`),
    deny: "Refuser",
    change: "Modifier",
    withdraw: "Retirer la demande",
  },
  describe: (label, { id, n, who }) => `${label} : demande ${id} ${of(who)} pour ${forPeople(n)}`,
  withdrawConfirm: "Les approbateurs ne pourront plus en décider. Vous pouvez en refaire une à tout moment.",
  takesTwo: "Il faut l’accord de deux approbateurs pour le rôle Admin.",
  agreedBy: (who, when) =>
    say`☑️ Approuvée par ${who} ${at(when)}. Il faut deux approbateurs pour Admin : un autre doit aussi l’approuver.`,
  reasonAsked: "Motif :",
  reasonDenied: "Réponse :",
  ended: {
    approved: (who, when) => say`✅ Approuvée par ${who} ${at(when)}`,
    alone: (who, when) => say`✅ Invitation par ${who} ${at(when)}, sans deuxième personne`,
    denied: (who, when) => say`✖️ Refusée par ${who} ${at(when)}`,
    withdrawn: (who, when) => say`Retirée par ${who} ${at(when)}`,
    lapsed: (_who, when) => say`Demande expirée ${at(when)} : pas de réponse pendant 7 jours`,
  },
  waitsForPerson: "approuvée, à envoyer à la main",
  waitingForBilling: "approuvée, en attente de la facturation",
  counts: (pending, active) => `${number(pending)} Pending, ${number(active)} Active`,
  askedTitle: "Votre demande",
  asked: (n, name) =>
    `Vous avez demandé à inviter ${forPeople(n)}${name === null ? "" : ` avec le rôle ${name}`}.`,
  askedWaits: "⏳ Elle attend un approbateur. Vous serez prévenu de la décision.",
  askedBilling: "⏳ Mistral ne permet pas encore d’inviter. La suite attend la facturation.",
  outcomeTitle: "Votre demande a reçu une réponse",
  lapsedTitle: "Votre demande est restée sans réponse",
  reminderSummary: (who, n) => `Une demande ${of(who)} pour ${forPeople(n)} attend toujours.`,
  waitsSince: (from) => say`⏳ Cette demande attend une décision ${since(from)}.`,
  lapsesAt: (when) => say`Sans réponse, la demande expire ${at(when)}.`,
  noLongerWaits: "Cette demande n’attend plus.",
  taken: (addresses) => say`Retiré par un approbateur : ${addresses}`,
  wrongTitle: "À vérifier",
  wrong: {
    expired: (n) => `Expirée après 7 jours : l’invitation de ${forPeople(n)}.`,
    failed: (n) => `Impossible à envoyer : l’invitation de ${forPeople(n)}.`,
    revoked: (n) => `Révoquée : l’invitation de ${forPeople(n)}.`,
    removed: (n) => `Plus chez Mistral : ${forPeople(n)}.`,
  },
  wentOn: "✅ La situation a changé depuis.",
  wrongNext: {
    expired: "Un approbateur peut la renvoyer, sur la page des membres.",
    failed: "Un approbateur peut la renvoyer, sur la page des membres.",
    revoked: "Si cela vous surprend, parlez-en à un approbateur.",
    removed: "Une nouvelle invitation est possible, mais rien de l’ancien accès n’est conservé.",
  },
  inTheWay: "Ce qui l’empêche :",
};
