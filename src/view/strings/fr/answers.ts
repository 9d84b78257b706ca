import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { number } from "./grammar.ts";

/** `which`: the places of the people among those chosen; null: they are the only one. */
export function whom(which: readonly number[] | null): string {
  if (which === null) return "la personne que vous avez choisie";
  if (which.length === 1) return `la personne nº ${which[0]} parmi celles que vous avez choisies`;
  const last = which.at(-1);
  return `les personnes nº ${which.slice(0, -1).join(", ")} et ${last} parmi celles que vous avez choisies`;
}

/** "Demandez-lui", "demandez-leur". */
export const them = (which: readonly number[] | null): string => ((which?.length ?? 1) > 1 ? "leur" : "lui");

export const answers: Strings["answers"] = {
  revokedUnsent: "Révoquée avant l’envoi. Personne ne recevra d’e-mail.",
  replaced: "Ce message concerne un e-mail précédent. Un plus récent l’a remplacé.",
  youApprove: (owner) =>
    say`${owner} vous compte désormais parmi les approbateurs de la configuration de Mistral : les demandes vous parviennent pour que vous les approuviez ou les refusiez. Tapez /mistral-setup pour voir où elle en est.`,
  youApproveSummary: "Vous faites maintenant partie des approbateurs de la configuration de Mistral.",
  handToOther: "Cette étape vous revient déjà. Choisissez quelqu’un d’autre.",
  alreadyActive: "Ce membre est déjà Active.",
  looking:
    "La liste des membres de Mistral est en cours de consultation. La carte changera dès que cette personne y sera Active.",
  lookingForYou:
    "La liste des membres de Mistral est en cours de consultation. La carte changera dès que vous y serez Active.",
  removing:
    "Le retrait est en cours. Il compte une fois effectué par Mistral ; l’auteur de la demande et le membre en seront alors informés.",
  removingUninvited:
    "Le retrait est en cours. Il compte une fois effectué par Mistral. Ce bot n’en informe pas le membre.",
  byHand: {
    yours: (n) =>
      n === 1
        ? "Une carte vous attend dans vos messages directs. Faites chez Mistral ce qu’elle indique, puis appuyez sur « C’est fait » : cela compte à partir de ce moment."
        : `${number(n)} cartes vous attendent dans vos messages directs. Faites chez Mistral ce que chacune indique, puis appuyez-y sur « C’est fait » : cela compte à partir de ce moment.`,
    others:
      "Quelqu’un d’autre a maintenant la carte. Cela compte dès que cette personne l’a fait chez Mistral et a appuyé sur « C’est fait ».",
  },
  nobodyActive: "Personne n’est encore Active. Attendez qu’un invité ait accepté, puis confirmez ceci.",
  notAMember: (names) =>
    `Choisissez des membres à part entière de cet espace Slack. Ce n’est pas possible pour ${names} : les invités, les applications et les personnes d’autres espaces sont exclus.`,
  notMet: (which) =>
    `Ce bot ne connaît pas ${whom(which)}. Demandez-${them(which)} d’écrire une fois au bot, puis refaites votre choix.`,
  workspaceExists: (name) => `Un Workspace nommé « ${name} » existe déjà. Choisissez un autre nom.`,
  workspaceOrdered: (name) =>
    `La création du Workspace « ${name} » est demandée, mais pas encore faite. Choisissez un autre nom.`,
  nobodyLeft: (verdicts, reasons) =>
    `Il ne reste personne à inviter. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address} : ${problem === null ? "" : reasons[problem]}`)
      .join(" ; ")}${verdicts.length > 3 ? " ; …" : ""}`,
};

export const slack: Omit<Strings["slack"], "stranger"> = {
  title: "Mistral Setup",
  close: "Fermer",
  trouble:
    "Cela n’a pas fonctionné. Consultez la liste des étapes avant de réessayer, au cas où l’action aurait tout de même abouti.",
  tooLate: "Slack a laissé expirer ce clic avant que la fenêtre puisse s’ouvrir. Veuillez recommencer.",
  outdated:
    "Ceci vient d’une ancienne version du bot. Tapez /mistral-setup pour obtenir la version actuelle.",
  working: "Traitement en cours. Si rien ne se passe, envoyez de nouveau.",
  done: "C’est fait. Vous pouvez fermer cette fenêtre.",
};

export const teams: Strings["teams"] = {
  lang: "fr",
  more: "… et d’autres éléments que Teams ne peut afficher dans un seul message.",
  back: "Retour",
  choose: "Choisir…",
  none: "Aucun",
  chosenBefore: "Choix précédent (nom inconnu)",
  unknownChannel: "canal inconnu",
  unnamedGroup: "Une conversation de groupe où personne n’a encore mentionné ce bot",
  required: "Ce champ est obligatoire.",
  numberWithin: (min, max) => {
    if (min !== null && max !== null) return `Indiquez un nombre entre ${min} et ${max}.`;
    return min === null ? `Indiquez un nombre de ${max} au plus.` : `Indiquez un nombre de ${min} au moins.`;
  },
  seeFields: "Rien n’a encore été envoyé. Ce qu’il faut corriger est indiqué sous chaque champ.",
  title: "Mistral Setup",
  trouble:
    "Cela n’a pas fonctionné. Consultez la liste des étapes avant de réessayer, au cas où l’action aurait tout de même abouti.",
  outdated: "Ceci vient d’une ancienne version du bot. Écrivez « setup » pour obtenir la version actuelle.",
  working: "Traitement en cours. La réponse arrivera dans un message de ce bot.",
  done: "C’est fait.",
  closed: "Fermé. Rien n’a été envoyé.",
  answered: "La réponse est dans votre conversation avec moi.",
  unreachable:
    "Je ne peux pas encore vous écrire. Ajoutez l’application Mistral Setup à vos conversations (Applications, recherchez-la, Ajouter), puis réécrivez votre message là-bas.",
};
