import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, number, until } from "./grammar.ts";

export const people: Strings["people"] = {
  inviteeSummary: "Mistral vous envoie une invitation par e-mail.",
  inviteeTitle: "Votre invitation à Mistral",
  invited: (who, organization, role) =>
    organization === null
      ? say`${who} vous invite à rejoindre Mistral avec le rôle ${role}.`
      : say`${who} vous invite à rejoindre ${organization} chez Mistral avec le rôle ${role}.`,
  invitedYourself: (organization, role) =>
    organization === null
      ? say`Vous avez demandé une invitation à Mistral avec le rôle ${role}.`
      : say`Vous avez demandé une invitation à rejoindre ${organization} chez Mistral avec le rôle ${role}.`,
  comingSoon: "⏳ C’est approuvé, l’envoi est en cours. Vous verrez ici quand Mistral l’aura enregistrée.",
  emailComes: (address) =>
    say`Mistral envoie un e-mail à ${{ kind: "code", text: address }} dans les prochaines minutes. Il est authentique : ouvrez-le et acceptez, puis inscrivez-vous ou connectez-vous avec cette adresse.`,
  runsOut: (when) => say`L’invitation expire après 7 jours, ${at(when)}.`,
  runsOutSoon: "L’invitation expire après 7 jours.",
  buttons: {
    noEmail: "Pas d’e-mail ?",
    joined: "J’ai accepté",
    resend: "Renvoyer l’invitation",
    keyWorks: "Ma clé fonctionne",
    makeKey: "Créer une clé",
    key: "Ma clé est refusée",
  },
  active: (proof) => say`✅ Votre statut est Active (${proof}).`,
  activePlain: "✅ Votre statut est Active.",
  takenBackSummary: "Votre statut n’est plus Active.",
  takenBack: (address) =>
    say`⏳ Votre statut Active a été annulé ici. Si vous n’avez pas encore accepté, ouvrez l’e-mail envoyé à ${{ kind: "code", text: address }} et acceptez. Puis indiquez-le ici.`,
  activeSummary: "Votre statut chez Mistral est Active.",
  expired: "⚠️ Cette invitation a expiré après 7 jours. Elle peut être renvoyée en un clic.",
  expiredSummary: "Votre invitation à Mistral a expiré.",
  revoked:
    "Cette invitation a été révoquée, et son lien ne fonctionne plus. Si cela vous surprend, demandez à la personne à l’origine de l’invitation.",
  revokedSummary: "Votre invitation à Mistral a été révoquée.",
  failed:
    "⚠️ Cette invitation n’est pas encore parvenue à Mistral. La personne qui l’a demandée en est informée, vous n’avez rien à faire.",
  failedSummary: "Votre invitation à Mistral n’a pas encore été envoyée.",
  removedSummary: "Vous n’êtes plus membre de cette organisation chez Mistral.",
  removed: (proof) => say`✖️ Vous n’êtes plus membre de cette organisation chez Mistral (${proof}).`,
  removedNext: (owner) =>
    say`Votre accès a pris fin. Si cela vous surprend, adressez-vous à ${owner}. Une nouvelle invitation est possible, mais rien n’est conservé.`,
  denied: "Cette invitation ne sera pas envoyée.",
  noEmailTitle: "Pas d’e-mail ?",
  noEmailSummary: "Pas d’e-mail de Mistral ? Trois choses à vérifier.",
  noEmailAddress: (address) =>
    say`Est-ce que ${{ kind: "code", text: address }} est la bonne adresse ? Sinon, demandez une nouvelle invitation avec la bonne.`,
  noEmailSpam:
    "Regardez dans les indésirables, et dans la quarantaine si votre entreprise en a une. L’expéditeur est Mistral.",
  noEmailWait: "L’e-mail peut mettre quelques minutes à arriver.",
  noEmailAgain: "Toujours rien ? Faites-le renvoyer. Le nouvel e-mail remplace l’ancien.",
  noEmailJustSent: "L’e-mail vient d’être envoyé. Laissez-lui quelques minutes.",
  nudgeSummary: "Votre invitation à Mistral vous attend toujours.",
  nudge: (address) =>
    say`⏳ Votre invitation à Mistral vous attend toujours, dans un e-mail envoyé à ${{ kind: "code", text: address }}.`,
  welcomeTitle: "Bienvenue chez Mistral : votre première clé",
  welcomeBillingTitle: "Bienvenue chez Mistral",
  welcomeSummary: "Votre statut chez Mistral est Active. Voici comment créer votre première clé.",
  welcomeSteps: [
    "Ouvrez API keys dans Mistral Studio.",
    "Créez une clé et copiez-la aussitôt. Mistral ne l’affiche que cette fois-là.",
    "Gardez-la en lieu sûr, jamais dans une conversation. Ce bot n’en a pas besoin et ne la demande jamais.",
  ],
  welcomeRefused: "Si une clé est refusée, utilisez la commande clé : elle indique ce qu’il faut vérifier.",
  welcomeWarming: (end) =>
    say`⏳ L’activation de la facturation est en cours ${until(end)}. Si votre clé est refusée d’ici là, attendez puis réessayez.`,
  welcomeNoBilling:
    "La facturation n’est pas encore confirmée. Une clé fonctionne peut-être déjà dans le mode gratuit de Mistral ; si elle est refusée, attendez d’apprendre que la facturation est active.",
  welcomeTell: "Quand elle fonctionne, indiquez-le ici. Il n’en faut pas plus.",
  welcomeKeyWorks: (proof) => say`✅ Une clé fonctionne (${proof}).`,
  billingRole:
    "Votre rôle est Billing : abonnements, factures et moyens de paiement. Seuls les rôles Member et Admin permettent de créer des clés.",
  whoActive: (who) => say`✅ ${who} est Active`,
  manyActive: (n) => `✅ ${number(n)} membres sont Active`,
  oneActiveSummary: (who) => `${who} est Active chez Mistral.`,
  manyActiveSummary: (n) => `${number(n)} personnes sont Active chez Mistral.`,
  newMember: "Un nouveau membre",
  withProof: (who, proof) => say`${who}, ${proof}`,
  joinedSummaryOne: "La personne pour qui vous avez fait la demande est Active chez Mistral.",
  joinedSummaryMany: (n) =>
    `${number(n)} personnes pour qui vous avez fait la demande sont Active chez Mistral.`,
  joinedIntro: "Parmi vos demandes :",
  noneActive: "Ce message est dépassé : il n’annonce plus personne comme Active.",
};
