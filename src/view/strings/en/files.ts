import { type Piece, say } from "../../spans.ts";

/** A file that goes to whoever accepts it, and only then. */
export const files = {
  offered: (name: string) => `There is a file for you: ${name}.`,
  accepted: (name: string) => `${name} is on its way to your OneDrive.`,
  put: (name: Piece) => say`${name} is in your OneDrive.`,
  declined: (name: string) => `You declined ${name}, so it was not put into your OneDrive.`,
  failed: (name: string) =>
    `${name} could not be put into your OneDrive. Ask for it again: then it is offered anew.`,
  unsure: (name: Piece) =>
    say`Whether ${name} is in your OneDrive, nobody has said. Look there; if it is not, ask for it again.`,
  approversOnly: "The Record goes only to whoever decides in this Setup.",
};
