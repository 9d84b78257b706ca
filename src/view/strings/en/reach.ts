import type { Platform } from "../../../domain/person.ts";
import { type Piece, say } from "../../spans.ts";

/** What whoever wants them to hear it can do. */
const help: Readonly<Record<Platform, string>> = {
  slack: "Tell them yourself; whoever runs this bot can see whether it is still connected to Slack.",
  teams: "Ask them to add the Mistral Setup app in Teams, or to write to it once; or tell them yourself.",
};

/** About people who hear nothing from the bot. */
export const reach = {
  names: { slack: "Slack", teams: "Teams" } as Readonly<Record<Platform, string>>,
  help,
  cannot: (who: Piece, where: Piece) =>
    say`⚠️ ${who} cannot be written to in ${where}, and so hears nothing from this bot.`,
  cannotMany: (who: Piece, where: Piece) =>
    say`⚠️ ${who} cannot be written to in ${where}, and so hear nothing from this bot.`,
  row: (where: Piece) => say`; cannot be written to in ${where}`,
  helper: (where: Piece) => say`They cannot be written to in ${where}.`,
  handed: (name: string, where: string) =>
    `Handed over, but ${name} cannot be written to in ${where}. The card comes to you instead.`,
  /** On what came to somebody else instead. */
  instead: (who: Piece, where: Piece) =>
    say`⚠️ This was for ${who}, who cannot be written to in ${where}. So it came to you: you can do it as well.`,
};
