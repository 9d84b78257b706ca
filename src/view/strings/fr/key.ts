import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { since, until } from "./grammar.ts";

export const key: Strings["key"] = {
  title: "Clés API",
  outcomes: {
    works: "Mistral l’accepte.",
    answers: "Mistral l’accepte, mais aucun modèle n’a pu être essayé : on ne sait donc pas encore.",
    refused:
      "Mistral ne dit pas pourquoi : elle est peut-être incomplète, expirée ou révoquée, la facturation manque, ou un quota est épuisé.",
    inactive: "La facturation bloque : l’abonnement est inactif, ou une limite d’utilisation est atteinte.",
    unpaid: "D’après Mistral, un paiement manque : pas de moyen de paiement, ou une facture impayée.",
    spent: "Le crédit, l’utilisation incluse ou un plafond est épuisé, sauf si quelqu’un le relève.",
    busy: "Mistral recevait trop de requêtes pour en dire quoi que ce soit.",
    proxy: "Autre chose a répondu à la place de Mistral, un proxy ? MISTRAL_API_URL est-elle juste ?",
    down: "Mistral était injoignable, n’a pas répondu à temps, ou a lui-même des difficultés.",
  },
  warming: (end) =>
    say`⏳ L’activation de la facturation est en cours. Si une clé est refusée, attendez ${until(end)}, puis réessayez.`,
  ifRefused: "Si une clé est refusée, utilisez la commande clé : elle indique ce qu’il faut vérifier.",
  worked: (proof) => say`Une clé a déjà fonctionné (${proof}).`,
  works: (proof) => say`✅ Les clés fonctionnent : c’est le cas de l’une d’elles (${proof}).`,
  refused: (from) => say`⚠️ La clé que ce bot teste est refusée ${since(from)}.`,
  failing: (proof, from) =>
    say`⚠️ La clé que ce bot teste fonctionnait (${proof}) et est refusée ${since(from)}.`,
  noSetup: "La configuration n’a pas démarré ici. Une clé fonctionne peut-être en mode gratuit.",
  noBilling:
    "La facturation reste à faire. Une clé fonctionne peut-être déjà dans le mode gratuit de Mistral, dans ses limites ; pour inviter, il faut Team, Enterprise ou le pay-as-you-go.",
  freeMode: (proof) => say`Mode gratuit (${proof}) : les clés devraient fonctionner dans ses limites.`,
  shouldWork: (proof) =>
    say`Moyen de paiement ${proof}, activation terminée : les clés devraient fonctionner. Personne n’a encore signalé de clé qui fonctionne.`,
  howTo: "Comment en obtenir une",
  steps: () => [
    say`Créez une clé sous ${PAGES.keys} dans Mistral Studio et copiez-la aussitôt : Mistral ne l’affiche que cette fois-là.`,
    say`Dans votre terminal, lancez ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")}, collez-y la clé et appuyez sur Entrée. Elle ne s’affiche pas.`,
    "Lancez cette ligne. Si un modèle répond, votre clé fonctionne.",
  ],
  never: "Ne collez jamais de clé dans une conversation. Ce bot n’en demande jamais.",
  invitation: (status) => say`Votre invitation : ${status}.`,
  accept: "Acceptez d’abord l’invitation dans l’e-mail de Mistral. Il faut être membre pour créer des clés.",
  notInvited: "Aucune invitation n’est connue ici pour vous. Si vous n’êtes pas membre, demandez-en une.",
  listed: "Vous figurez dans la liste des membres de Mistral, vous pouvez donc créer une clé.",
  owner: "La personne qui a créé l’organisation en est l’Admin et peut créer une clé sans attendre.",
  notIn: "Il faut être membre pour créer des clés. Demandez d’abord une invitation.",
  expired: "Votre invitation a expiré. Faites-la d’abord renvoyer.",
  billingRole: "Votre rôle est Billing. Seuls les rôles Member et Admin permettent de créer des clés.",
  refusal: {
    title: "Ma clé est refusée",
    submit: "Que faire ?",
    code: "Qu’obtenez-vous ?",
    codes: {
      "401": "401",
      "402": "402, ou Inactive subscription or usage limit reached",
      "403": "403",
      "429": "429",
      page: "Une page web, ou aucune réponse",
      none: "Je ne peux pas créer de clé",
    },
    advice: {
      "401": "Recopiez la clé entière, ou créez-en une dans la bonne organisation et le bon Workspace.",
      "402": (who) => say`La facturation bloque. Demandez à ${who} de regarder.`,
      "403": "La clé n’a pas droit à ce modèle. Essayez-en un autre.",
      "429": (who) =>
        say`Attendez une minute, puis réessayez. Sinon, demandez à ${who} si un plafond est atteint.`,
      page: "Quelque chose s’interpose entre vous et Mistral, un proxy par exemple. Essayez depuis un autre réseau.",
      none: () =>
        say`Demandez à un Admin le rôle de Workspace Developer, et si ${code("API Key Creation")} est activé.`,
    },
    whoever: "la personne qui s’occupe de la facturation",
  },
  buttons: { works: "Ma clé fonctionne" },
  noProbe: "Ce bot n’a pas de clé à tester. Avec MISTRAL_API_KEY, il vérifie si les clés fonctionnent.",
  notTried: "Ce bot n’a pas encore de réponse de Mistral au sujet de sa propre clé.",
  ownKey: (what) => `La clé que ce bot teste : ${what}`,
  keyIsOf: (place) => `D’après Mistral, la clé que ce bot teste a pour origine ${place}.`,
  foreign: (place) =>
    `⚠️ La clé que ce bot teste a pour origine ${place}, et non l’organisation que montre l’Admin API. Le bot a donc cessé de la tester. Mettez une clé de votre organisation dans MISTRAL_API_KEY et redémarrez le bot.`,
  notForeign: "✅ Le bot n’essaie plus cette clé.",
  stillRefused: (why) =>
    say`⚠️ L’activation de la facturation est terminée, mais Mistral refuse encore la clé que ce bot teste. ${why}`,
  acceptedNow: "✅ Mistral accepte la clé que ce bot teste.",
};
