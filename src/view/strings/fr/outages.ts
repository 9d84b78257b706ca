import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { between, since, starting } from "./grammar.ts";

const names = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES =
  "Les messages destinés aux personnes qui s’y trouvent attendent, et partiront dans l’ordre ensuite.";

/** What becomes of it, as a sentence of its own. */
const follows = {
  mistral: "Ce qui doit y être fait attend, et reprendra tout seul ensuite.",
  slack: MESSAGES,
  teams: MESSAGES,
};

/** What whoever runs the bot has to do, where a platform lets it in no more. */
const mend = {
  slack:
    "L’application y a été supprimée, ou son jeton révoqué. Demandez à la personne qui gère ce bot de réinstaller l’application dans Slack, de mettre son nouveau jeton dans SLACK_BOT_TOKEN et de redémarrer le bot.",
  teams:
    "Le secret du client a expiré ou a été supprimé. Demandez à la personne qui gère ce bot d’en mettre un nouveau dans MICROSOFT_APP_PASSWORD et de redémarrer le bot.",
};

/** While Mistral or a chat platform does not answer as it should. */
export const outages: Strings["outages"] = {
  summary: (of) => `${names[of]} ne répond pas.`,
  row: (of, from) => say`⚠️ ${names[of]} ne répond pas correctement ${since(from)}. ${follows[of]}`,
  refused: (of, from) =>
    say`⚠️ ${names[of]} refuse l’accès à ce bot ${since(from)}. ${mend[of]} ${follows[of]}`,
  refusedSummary: (of) => `${names[of]} refuse l’accès à ce bot.`,
  saysWhenOver: "Rien n’est perdu. Ce message changera quand ce sera terminé.",
  letIn: (of, from, to) =>
    say`✅ ${names[of]} a refusé l’accès à ce bot ${between(from, to)}. Ce qui attendait reprend maintenant tout seul.`,
  nothingToDo: "Vous n’avez rien à faire ; rien n’est perdu. Ce message changera quand ce sera terminé.",
  over: (of, from, to) =>
    say`✅ ${names[of]} n’a pas répondu correctement ${between(from, to)}. Ce qui attendait reprend maintenant tout seul.`,
  overLongAgo: (of, from) =>
    say`✅ ${names[of]} n’a pas répondu correctement pendant un moment, ${starting(from)}. C’est terminé.`,
  overLongAgoSummary: (of) => `${names[of]} n’a pas répondu pendant un moment ; c’est terminé.`,
  overSummary: (of) => `${names[of]} répond de nouveau.`,
  unheard: {
    summary: "Ce bot ne reçoit rien de Slack.",
    row: (from) =>
      say`⚠️ Ce bot ne reçoit plus rien de Slack ${since(from)} : toute personne qui y appuie sur un bouton ou y tape une commande voit une erreur. Les messages partent toujours. Demandez à la personne qui gère ce bot de consulter son journal ; si SLACK_APP_TOKEN a été révoqué, il faut en mettre un nouveau et redémarrer le bot.`,
    saysWhenOver: "Ce message changera quand ce sera terminé.",
    overSummary: "Ce bot reçoit de nouveau ce qui vient de Slack.",
    over: (from, to) =>
      to === null
        ? say`✅ Ce bot n’a rien reçu de Slack pendant un moment, ${starting(from)}. C’est terminé.`
        : say`✅ Ce bot n’a rien reçu de Slack ${between(from, to)}. Ce qui y a été fait entre-temps est à refaire.`,
  },
  waits: (from) =>
    say`approuvée, pas confirmée par Mistral, qui ne répond pas correctement ${since(from)} ; nouvelle tentative automatique`,
  notYet: "approuvée, pas encore confirmée par Mistral ; nouvelle tentative automatique",
  pressed: {
    mistral: (from) =>
      say`⏳ Ce n’est pas encore fait : Mistral ne répond pas correctement ${since(from)}. C’est noté, de nouvelles tentatives ont lieu toutes seules, et la suite se fera dès que Mistral répondra.`,
    chat: (name, from) =>
      say`⏳ ${name} ne répond pas correctement ${since(from)} : les personnes concernées l’y apprendront ensuite.`,
    card: (name, from) =>
      say`⏳ C’est noté. ${name} ne répond pas correctement ${since(from)} : cette carte changera dès que ce sera rétabli.`,
  },
};
