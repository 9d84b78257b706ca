import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { since, until } from "./grammar.ts";

export const key: Strings["key"] = {
  outcomes: {
    works: "Mistral l’accepte.",
    answers: "Mistral l’accepte, mais aucun modèle n’a pu être testé : rien n’est encore sûr.",
    refused:
      "Mistral ne dit pas pourquoi : clé incomplète, expirée ou révoquée, facturation manquante ou quota épuisé.",
    inactive: "La facturation bloque : abonnement inactif, ou limite d’utilisation atteinte.",
    unpaid: "D’après Mistral, un paiement manque : pas de moyen de paiement, ou facture impayée.",
    spent: "Crédit, utilisation incluse ou plafond épuisé : relevez-le, ou attendez le mois prochain.",
    busy: "Mistral était trop sollicité pour répondre.",
    proxy: "Autre chose a répondu à la place de Mistral, un proxy ? Vérifiez MISTRAL_API_URL.",
    down: "Mistral est en panne, lent ou injoignable.",
  },
  warming: (end) =>
    say`⏳ La facturation s’active. Si une clé est refusée, attendez ${until(end)}, puis réessayez.`,
  ifRefused: "Clé refusée ? La commande clé indique quoi vérifier.",
  worked: (proof) => say`Une clé a déjà fonctionné (${proof}).`,
  works: (proof) => say`✅ Une clé fonctionne (${proof}).`,
  refused: (from) => say`⚠️ La clé de ce bot est refusée ${since(from)}.`,
  failing: (proof, from) => say`⚠️ La clé de ce bot fonctionnait (${proof}), mais est refusée ${since(from)}.`,
  noSetup: "La configuration n’a pas démarré. Une clé peut déjà fonctionner en mode gratuit.",
  noBilling: "La facturation reste à faire. Une clé peut déjà fonctionner en mode gratuit.",
  freeMode: (proof) => say`Mode gratuit (${proof}) : les clés devraient fonctionner dans ses limites.`,
  shouldWork: (proof) => say`Les clés devraient fonctionner : facturation (${proof}).`,
  steps: () => [
    say`Créez une clé dans ${PAGES.keys} et copiez-la : elle ne s’affiche qu’une fois.`,
    say`Dans un terminal, lancez ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")} et collez la clé : elle reste masquée.`,
    "Lancez ceci : une réponse, et elle fonctionne.",
  ],
  never: "Ne collez jamais de clé dans une conversation.",
  invitation: (status) => say`Votre invitation : ${status}.`,
  accept: "Acceptez d’abord l’invitation reçue de Mistral par e-mail.",
  notInvited: "Pas d’invitation ici. Pas encore membre ? Demandez-en une.",
  listed: "Vous êtes dans la liste des membres de Mistral.",
  owner: "La personne qui a créé l’organisation peut créer une clé.",
  notIn: "Seuls les membres créent des clés. Demandez d’abord une invitation.",
  expired: "Faites-la d’abord renvoyer.",
  billingRole: "Le rôle Billing ne permet pas de créer des clés ; Member et Admin, si.",
  refusal: {
    title: "Ma clé est refusée",
    submit: "Que faire ?",
    code: "Qu’obtenez-vous ?",
    codes: {
      "401": "401",
      "402": "402, ou Inactive subscription or usage limit reached",
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
  noProbe: "Avec une clé dans MISTRAL_API_KEY, ce bot vérifie si les clés fonctionnent.",
  notTried: "Mistral n’a pas encore répondu au sujet de la clé de ce bot.",
  ownKey: (what) => `La clé de ce bot : ${what}`,
  keyIsOf: (place) => `D’après Mistral, la clé de ce bot a pour origine ${place}.`,
  foreign: (place) =>
    `⚠️ La clé de ce bot a pour origine ${place}, et non l’organisation de l’Admin API : le bot ne la teste plus. Mettez-en une des vôtres dans MISTRAL_API_KEY et redémarrez-le.`,
  notForeign: "✅ Le bot ne teste plus cette clé.",
  stillRefused: (why) =>
    say`⚠️ La facturation est active, mais Mistral refuse encore la clé de ce bot. ${why}`,
  acceptedNow: "✅ Mistral accepte la clé de ce bot.",
};
