import { bold, code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, people as forPeople, isOne, number, of, since } from "./grammar.ts";

export const people: Strings["people"] = {
  inviteeTitle: "Votre invitation à Mistral",
  invited: (who, organization, name) =>
    organization === null
      ? say`Invitation de ${who} à rejoindre Mistral comme ${name}.`
      : say`Invitation de ${who} à rejoindre ${organization} chez Mistral comme ${name}.`,
  invitedYourself: (organization, name) =>
    organization === null
      ? say`Vous avez demandé à rejoindre Mistral comme ${name}.`
      : say`Vous avez demandé à rejoindre ${organization} chez Mistral comme ${name}.`,
  comingSoon: "⏳ Approuvée, envoi en cours. Ce message change dès que Mistral l’a reçue.",
  emailComes: (address) =>
    say`Mistral envoie un e-mail à ${code(address)}. Ouvrez-le, acceptez, puis inscrivez-vous ou connectez-vous avec cette adresse.`,
  runsOut: (when) => say`L’invitation expire ${at(when)}.`,
  buttons: {
    noEmail: "Pas d’e-mail ?",
    joined: "J’ai accepté",
    resend: "Renvoyer l’invitation",
  },
  active: "✅ Vous êtes Active",
  takenBack: (address) =>
    say`⏳ Finalement, vous n’êtes pas encore Active. Si vous n’avez pas accepté, ouvrez l’e-mail envoyé à ${code(address)}.`,
  expired: "⚠️ Cette invitation a expiré après 7 jours.",
  revoked: "Cette invitation a été révoquée. Son lien ne fonctionne plus.",
  failed: "⚠️ Cette invitation n’a pas pu être envoyée. La personne qui l’a demandée le sait.",
  removed: "❌ Vous n’êtes plus dans cette organisation chez Mistral",
  denied: "Cette invitation ne sera pas envoyée.",
  noEmail: {
    address: (address) =>
      say`${code(address)} est-elle la bonne adresse ? Sinon, demandez une nouvelle invitation.`,
    spam: "Regardez dans les indésirables et la quarantaine. L’expéditeur est Mistral.",
    again: "Toujours rien ? Renvoyez l’invitation : le nouvel e-mail remplace l’ancien.",
    justSent: "L’e-mail vient de partir. Laissez-lui quelques minutes.",
  },
  nudge: (address) =>
    say`⏳ Votre invitation à Mistral vous attend toujours, dans un e-mail envoyé à ${code(address)}.`,
  welcomeTitle: "Votre première clé",
  welcomeSteps: [
    "Ouvrez API keys dans Mistral Studio.",
    "Créez une clé et copiez-la : Mistral ne l’affiche qu’une fois.",
    "Gardez-la en lieu sûr, jamais dans une conversation.",
  ],
  whoActive: (who) => say`✅ ${who} est Active`,
  manyActive: (n) => `✅ ${number(n)} membres sont Active.`,
  newMember: "Un nouveau membre",
  joinedIntro: "Suite à votre demande :",
  noneActive: "Plus personne n’est Active ici.",
};

export const problems: Strings["problems"] = {
  member: "déjà membre",
  pending: "déjà invitée ou demandée",
  "not-an-address": "n’est pas une adresse e-mail",
  "space-inside": "contient un espace",
  "outside-domains": "hors des domaines autorisés",
};

export const requests: Strings["requests"] = {
  summary: (n, state) => `Demande pour ${forPeople(n)} : ${state}.`,
  as: (address, name) => say`${address} comme ${name}`,
  forRole: (n, name) => `${forPeople(n)} comme ${name}`,
  states: {
    open: "en attente d’une décision",
    approved: "demande approuvée",
    denied: "demande refusée",
    withdrawn: "demande retirée",
    lapsed: "demande expirée après 7 jours sans réponse",
  },
  wants: (who, n, name) =>
    n === null
      ? say`${who} souhaite rejoindre Mistral comme ${bold(name)}.`
      : say`${who} souhaite inviter ${forPeople(n)} chez Mistral comme ${bold(name)}.`,
  requesterLeft: (who) => say`⚠️ ${who} n’est plus membre ici. Cette demande tient-elle toujours ?`,
  left: (n, name) => say`Un approbateur a modifié la demande : ${forPeople(n)}, rôle ${bold(name)}.`,
  strongRole: {
    admin: "⚠️ Admin contrôle tout, sécurité et facturation comprises.",
    billing: "⚠️ Billing peut changer de forfait et de moyen de paiement.",
    member: "",
  },
  workspaces: (names) => `Workspaces : ${names.join(", ")}`,
  seats: (names) => `Licences : ${names.join(", ")}`,
  willFollow: (mode, several) => {
    const first = several ? "Après toutes les approbations" : "Après votre approbation";
    return `${first}, ${mode === "automatic" ? "Mistral envoie l’invitation" : "quelqu’un envoie l’invitation chez Mistral"}.`;
  },
  alreadyMember: (address) => say`${address} est déjà membre`,
  membersAmong: (n) => `Déjà membres : ${number(n)}`,
  outside: (n, all, domains) =>
    `⚠️ Hors ${of(domains)} : ${number(n)} sur ${number(all)}${n === all ? "" : ", en tête de liste"}.`,
  punycode: (domain) => say`son domaine est ${code(domain)}`,
  approveTitle: "Approuver la demande",
  changedMeanwhile: "La demande vient d’être modifiée. La voici maintenant :",
  otherLetters: "contient d’autres lettres que a à z",
  membersStay: "Ni e-mail, ni changement de rôle.",
  willWaitForBilling: "⏳ Envoi une fois la facturation en place.",
  nobodyElse:
    "⚠️ Personne d’autre ne peut décider. Le propriétaire peut ajouter un approbateur dans les paramètres.",
  buttons: {
    approve: "Approuver",
    review: (n) => (isOne(n) ? "Examiner" : `Examiner les ${number(n)}`),
    deny: "Refuser",
    change: "Modifier",
    withdraw: "Retirer la demande",
  },
  describe: (label, { id, n, who }) => `${label} : demande ${id} ${of(who)} pour ${forPeople(n)}`,
  withdrawConfirm: "Vous pourrez toujours refaire une demande.",
  takesTwo: "Le rôle Admin exige deux approbations.",
  agreedBy: (who, when) => say`☑️ Approuvée par ${who} ${at(when)}.`,
  takesSecond: "Il faut un second approbateur pour Admin.",
  reasonAsked: "Motif :",
  reasonDenied: "Réponse :",
  ended: {
    approved: (who, when) => say`✅ Approuvée par ${who} ${at(when)}`,
    alone: (who, when) => say`✅ Demandée et approuvée par ${who} ${at(when)}`,
    denied: (who, when) => say`❌ Refusée par ${who} ${at(when)}`,
    withdrawn: (who, when) => say`Retirée par ${who} ${at(when)}`,
    lapsed: (_who, when) => say`Demande expirée ${at(when)} après 7 jours sans réponse`,
  },
  waitsForPerson: "approuvée, à envoyer à la main",
  waitingForBilling: "approuvée, en attente de la facturation",
  asked: (n, name) => {
    const what = n === null ? "rejoindre Mistral" : `inviter ${forPeople(n)}`;
    return `Vous avez demandé à ${what}${name === null ? "" : ` comme ${name}`}.`;
  },
  askedAt: (when, whom) => say`Demande faite ${at(when)} pour ${whom}`,
  askedWaits: "⏳ En attente d’un approbateur.",
  askedBilling: "⏳ La suite est automatique.",
  outcomeTitle: {
    ...{ approved: "Votre demande est approuvée", denied: "Votre demande est refusée" },
    ...{ withdrawn: "Vous avez retiré votre demande", lapsed: "Votre demande est restée sans réponse" },
  },
  waitsSince: (from) => say`⏳ En attente ${since(from)}.`,
  lapsesAt: (when) => say`La demande expire ${at(when)}.`,
  taken: (addresses) => say`Retiré par un approbateur : ${addresses}`,
  wrong: {
    expired: (n) => counted(n, "invitation expirée", "invitations expirées"),
    failed: (n) => counted(n, "invitation non envoyée", "invitations non envoyées"),
    revoked: (n) => counted(n, "invitation révoquée", "invitations révoquées"),
    removed: (n) => counted(n, "personne retirée chez Mistral", "personnes retirées chez Mistral"),
  },
  wentOn: "Plus rien à faire ici.",
  wrongNext: {
    expired: "Un approbateur peut refaire l’envoi.",
    failed: "Un approbateur peut refaire l’envoi.",
    revoked: "Si cela vous surprend, parlez-en à un approbateur.",
    removed: "Une nouvelle invitation est possible, mais tout est à refaire.",
  },
  inTheWay: "Ce qui bloque :",
};
