import { type Piece, say } from "../../spans.ts";

const addresses = (n: number): string => (n === 1 ? "1 address" : `${n} addresses`);

/** A list of addresses that comes as a file. */
export const addressFile = {
  label: "Or a CSV file",
  hint: (max: number) =>
    `A column named email, one address per line; the rest is not read. Up to ${max}. The list is shown before anything is sent.`,
  read: (n: number) => `${addresses(n)} from your file. The list is shown before anything is sent.`,
  found: (n: number) => `I found ${addresses(n)} in your file. Nothing is sent yet.`,
  open: "Go on to the form",
  oneAtATime: "Please send one file at a time.",
  template: {
    button: "Get a template",
    comes: "The template comes to you as a file, from this bot.",
    title: "A list to fill in",
    said: "Enter one address per line below email, save the file as CSV, and choose it in the invite form.",
    inWords: "A list is a CSV file with email on the first line, and below it one address per line.",
  },
  review: {
    title: "Look at your list",
    fine: (n: number) => `${addresses(n)} can go on.`,
    ignored: (columns: Piece) => say`Not read, because only the addresses are: ${columns}.`,
    without: (n: number) => `${n === 1 ? "1 line has" : `${n} lines have`} no address.`,
    requests: (n: number, max: number) => `They go as ${n} Requests, of at most ${max} addresses each.`,
  },
  errors: {
    empty: "This file is empty. Choose another one, or enter the addresses.",
    "too-large": "This file is too large. Keep only the column with the addresses, or split it.",
    "not-text":
      "This is no CSV file. In Excel or Google Sheets save the table as CSV, then choose that file.",
    "no-addresses":
      "There is no e-mail address in this file. Put them into a column named email, one per line.",
    unread: "This file could not be read just now. Please try again, or enter the addresses.",
    "not-allowed":
      "This bot may not read files here. Enter the addresses; whoever runs the bot can give it the scope files:read.",
  },
  tooMany: (n: number, max: number) =>
    `These are ${n} addresses; at most ${max} at once. Split the list into several files.`,
};
