import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";

/** About people who hear nothing from the bot. */
export const reach: Strings["reach"] = {
  names: { slack: "Slack", teams: "Teams" },
  help: {
    slack:
      "Transmettez ce message vous-même ; la personne qui gère ce bot peut voir s’il est encore connecté à Slack.",
    teams:
      "Pour recevoir ses messages, il faut ajouter l’application Mistral Setup dans Teams ou lui écrire une fois. Faites-le savoir, ou transmettez ce message vous-même.",
  },
  cannot: (who, where) =>
    say`⚠️ Impossible d’écrire à ${who} dans ${where} : cette personne ne reçoit rien de ce bot.`,
  cannotMany: (who, where) =>
    say`⚠️ Impossible d’écrire à ${who} dans ${where} : ces personnes ne reçoivent rien de ce bot.`,
  row: (where) => say` ; impossible de lui écrire dans ${where}`,
  helper: (where) => say`Impossible de lui écrire dans ${where}.`,
  handed: (name, where) =>
    `C’est confié, mais il est impossible d’écrire à ${name} dans ${where}. La carte vous revient à la place.`,
  instead: (who, where) =>
    say`⚠️ Ceci était destiné à ${who}, à qui il est impossible d’écrire dans ${where}. Cela vous revient donc : vous pouvez aussi vous en charger.`,
};
