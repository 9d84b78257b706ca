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
    say`Ouvrez ${PAGES.keys} dans Mistral Studio, dans le Workspace où vous voulez l’utiliser.`,
    "Créez une clé et copiez-la aussitôt : Mistral ne l’affiche que cette fois-là.",
    say`Dans votre terminal, lancez ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")}, collez-y la clé et appuyez sur Entrée. Elle ne s’affiche pas.`,
    "Puis essayez-la. La première ligne ci-dessous ne coûte rien ; la seconde demande un seul token et prouve davantage.",
  ],
  roles: () =>
    say`Les rôles de Workspace Developer, Workspace Contributor et Admin donnent accès à Studio, où se créent les clés ; le rôle User, non. Un Admin peut changer cela, ainsi que ${code("API Key Creation")}, qui peut être désactivé.`,
  never: "Ne collez jamais de clé dans une conversation. Ce bot n’en demande jamais.",
  invitation: (status) => say`Votre invitation : ${status}.`,
  accept: "Acceptez d’abord l’invitation dans l’e-mail de Mistral. Il faut être membre pour créer des clés.",
  notInvited: "Aucune invitation n’est connue ici pour vous. Si vous n’êtes pas membre, demandez-en une.",
  listed: "Vous figurez dans la liste des membres de Mistral, vous pouvez donc créer une clé.",
  owner: "La personne qui a créé l’organisation en est l’Admin et peut créer une clé sans attendre.",
  notIn: "Il faut être membre pour créer des clés. Demandez d’abord une invitation.",
  expired: "Votre invitation a expiré. Faites-la d’abord renvoyer.",
  billingRole: "Votre rôle est Billing. Seuls les rôles Member et Admin permettent de créer des clés.",
  refusedHeading: "Si elle est refusée",
  refusedBecause: () => [
    say`${code("401")} : la clé est incomplète, expirée ou révoquée, la facturation n’a pas pris effet, ou un quota est épuisé. Dans les premières minutes de la facturation, attendez puis réessayez ; ensuite, recopiez la clé entière ou créez-en une nouvelle.`,
    say`${code("402")}, ou ${code("Inactive subscription or usage limit reached")} : la facturation. Adressez-vous à la personne qui s’en occupe.`,
    say`${code("403")} sans ces mots : la clé n’a pas droit à ce modèle. Essayez-en un autre.`,
    say`${code("429")} : trop de requêtes. Attendez un peu entre elles ; un plafond mensuel est peut-être aussi atteint.`,
    "Une page web au lieu de JSON, ou aucune réponse : quelque chose s’interpose entre vous et Mistral, un proxy par exemple.",
    "La clé vient-elle de la bonne organisation et du bon Workspace ? Leurs noms figurent en haut de Studio.",
  ],
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
