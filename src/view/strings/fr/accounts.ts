import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";

export const accounts: Strings["accounts"] = {
  confirmFirst: (here, there) =>
    `Confirmez d’abord dans ${there} que ce compte ${here} est bien le vôtre : le bot vous le demande là-bas, dans un message avec un bouton. Réessayez ensuite ici.`,
  more: (there) =>
    `Dans ${there}, un compte qui a votre adresse participe à cette configuration. Si c’est le vôtre, appuyez sur le bouton et confirmez-le là-bas : vous pourrez alors faire ici ce que vous pouvez faire là-bas.`,
  same: (there) => `Me demander dans ${there}`,
  title: "Ce compte est-il le vôtre ?",
  ask: (name, there, address) =>
    address === null
      ? say`Dans ${there}, ${name} a tenté une action qui vous est réservée ici.`
      : say`Dans ${there}, ${name}, avec l’adresse ${{ kind: "code", text: address }}, a tenté une action qui vous est réservée ici.`,
  explain:
    "Ne répondez oui que si ce compte est le vôtre : vous pourrez alors faire dans les deux ce que vous pouvez faire dans l’un.",
  yes: "Oui, c’est moi",
  no: "Non, ce n’est pas moi",
  noConfirm:
    "Ce compte n’obtiendra jamais vos droits, et le propriétaire de la configuration en sera informé.",
  yours: (there, name) =>
    say`✅ Le compte ${name} dans ${there} est aussi le vôtre : ce que vous pouvez faire dans l’un, vous pouvez le faire dans l’autre.`,
  waits: (there) =>
    `Vous avez répondu oui. Votre compte dans ${there} a ses propres droits, la question lui est donc posée aussi : répondez oui dans le message reçu là-bas.`,
  youParted: (there, name) =>
    say`Vous avez indiqué que le compte ${name} dans ${there} n’est pas le vôtre. Il n’obtiendra jamais vos droits.`,
  parted: (who, there, name) =>
    say`⚠️ ${who} indique que le compte ${name} dans ${there} n’est pas le sien, bien qu’il ait la même adresse. Il n’obtient aucun de ses droits. Vérifiez qui l’utilise.`,
  old: "Il n’y a plus rien à confirmer : l’un des deux comptes n’existe plus ou a changé d’adresse.",
};
