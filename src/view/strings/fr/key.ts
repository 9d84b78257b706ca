import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { since, until } from "./grammar.ts";

export const key: Strings["key"] = {
  outcomes: {
    works: "Mistral l’accepte.",
    answers: "Mistral l’accepte, mais aucun modèle n’a pu être testé : rien n’est encore sûr.",
    refused:
      "Mistral ne dit pas pourquoi. Causes possibles : clé incomplète, expirée ou révoquée, facturation manquante, quota épuisé.",
    inactive: "La facturation bloque : abonnement inactif, ou limite d’utilisation atteinte.",
    unpaid: "D’après Mistral, un paiement manque : pas de moyen de paiement, ou facture impayée.",
    spent: "Crédit épuisé ou plafond atteint : rechargez, relevez-le, ou attendez le mois prochain.",
    busy: "Mistral était trop sollicité pour répondre.",
    proxy: "Autre chose a répondu à la place de Mistral, un proxy ? Vérifiez MISTRAL_API_URL.",
    down: "Mistral est en panne, lent ou injoignable.",
  },
  warming: (end) => say`⏳ La facturation s’active. Clé refusée ? Attendez ${until(end)} et réessayez.`,
  ifRefused: "Clé refusée ? La commande « clé » indique quoi vérifier.",
  worked: (proof) => say`Une clé a déjà fonctionné (${proof}).`,
  works: (proof) => say`✅ Une clé fonctionne (${proof}).`,
  refused: (from) => say`⚠️ La clé de ce bot est refusée ${since(from)}.`,
  failing: (proof, from) => say`⚠️ La clé de ce bot fonctionnait (${proof}), mais est refusée ${since(from)}.`,
  noSetup: "La configuration n’a pas démarré. En mode gratuit, une clé peut fonctionner.",
  noBilling: "La facturation reste à faire. En mode gratuit, une clé peut fonctionner.",
  freeMode: (proof) => say`Mode gratuit (${proof}) : les clés devraient fonctionner dans ses limites.`,
  shouldWork: (proof) => say`Les clés devraient fonctionner : facturation en place (${proof}).`,
  steps: () => [
    say`Créez et copiez une clé dans ${PAGES.keys}, affichée une seule fois.`,
    say`Dans un terminal, lancez ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")} et collez-y la clé (masquée), jamais ici.`,
    "Lancez ceci. Sans erreur, elle fonctionne.",
  ],
  invitation: (status) => say`Votre invitation : ${status}.`,
  accept: "Acceptez d’abord l’invitation reçue de Mistral par e-mail.",
  notInvited: "Pas encore membre ? Demandez une invitation.",
  listed: "Vous êtes dans la liste des membres de Mistral.",
  notIn: "Pour créer des clés, demandez d’abord une invitation.",
  expired: "Renvoyez-la d’abord.",
  billingRole: "Le rôle Billing ne permet pas de créer de clés. Un Admin peut changer votre rôle.",
  refusal: {
    title: "Ma clé est refusée",
    submit: "Que faire ?",
    code: "Qu’obtenez-vous ?",
    codes: {
      "401": "401",
      "402": "402, ou « Inactive subscription or usage limit reached »",
      "403": "403",
      "429": "429",
      page: "Une page web, ou rien",
      none: "Je ne peux pas créer de clé",
    },
    advice: {
      "401": "Recopiez la clé entière, ou créez-en une dans la bonne organisation et le bon Workspace.",
      "402": (who) => say`La facturation bloque. Demandez à ${who} de regarder.`,
      "403": "Cette clé n’a pas accès à ce modèle. Essayez-en un autre.",
      "429": (who) =>
        say`Réessayez dans une minute. Toujours refusée ? Demandez à ${who} si un plafond est atteint.`,
      page: "Quelque chose répond à la place de Mistral, un proxy par exemple. Essayez un autre réseau.",
      none: () =>
        say`Demandez à un Admin le rôle de Workspace Developer, et si ${code("API Key Creation")} est activé.`,
    },
    whoever: "la personne chargée de la facturation",
  },
  buttons: { works: "Ma clé fonctionne" },
  noProbe: "Avec MISTRAL_API_KEY, ce bot vérifie si les clés fonctionnent.",
  notTried: "La clé de ce bot n’a pas encore été testée.",
  ownKey: (what) => `La clé de ce bot : ${what}`,
  keyIsOf: (place) => `D’après Mistral, la clé de ce bot a pour origine ${place}.`,
  foreign: (place) =>
    `⚠️ La clé de ce bot a pour origine ${place}, et non l’organisation de la clé Admin API : elle n’est plus testée. Demandez à l’exploitant de ce bot d’en mettre une des vôtres dans MISTRAL_API_KEY et de redémarrer.`,
  notForeign: "✅ C’est réglé : aucune clé d’une autre organisation n’est utilisée.",
  stillRefused: (why) =>
    say`⚠️ L’activation de la facturation est terminée, mais Mistral refuse encore la clé de ce bot. ${why}`,
  acceptedNow: "✅ Mistral accepte la clé de ce bot.",
};
