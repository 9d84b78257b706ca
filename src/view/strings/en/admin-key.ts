import { type Piece, say } from "../../spans.ts";

/** While Mistral does not let the Admin API key in. */
export const adminKey = {
  summary: "Mistral refuses the bot's Admin API key.",
  refused: (variable: Piece, since: Piece) =>
    say`⚠️ Mistral has refused the Admin API key in ${variable} since ${since}. Nothing is lost: what has to be done at Mistral waits, and goes on by itself once the key is let in again.`,
  ask: "If it was revoked or has run out, ask Mistral for a new Admin API key of this Organization (Enterprise, preview; it is made in Mistral's Backoffice or Admin Panel, and an ordinary API key never works).",
  restart:
    "A new key needs a restart of the bot; a refusal that passes needs nothing. Without the variable the bot goes on in guided mode.",
  /** It is let in, and refused everything. */
  noRights: {
    summary: "The bot's Admin API key has no rights at Mistral.",
    refused: (variable: Piece, since: Piece) =>
      say`⚠️ The Admin API key in ${variable} has no rights at Mistral, seen ${since}: Mistral lets it in and refuses everything. Nothing is lost: what has to be done at Mistral waits, and goes on by itself once the key has its rights.`,
    ask: "It needs the rights to read and change people and Invitations, Workspaces and the spending limit, and to read the audit log. Look at this key in Mistral's Backoffice or Admin Panel, or ask Mistral to give it these rights.",
    row: (since: Piece) =>
      say`⚠️ The Admin API key has no rights at Mistral, seen ${since}: what has to be done there waits.`,
  },
  over: (since: Piece, until: Piece) =>
    say`✅ Mistral refused the Admin API key from ${since} until ${until}. What waited goes on by itself now.`,
  overSummary: "Mistral lets the bot's Admin API key in again.",
  withoutSummary: "The bot goes on without that Admin API key.",
  without:
    "✅ The Admin API key that this was about is configured no more: the bot went on in guided mode, and what waited for Mistral went to people as Tasks.",
  other: {
    summary: "The bot's Admin API key is of another Organization.",
    is: (variable: Piece, since: Piece) =>
      say`⚠️ The Admin API key in ${variable} shows another Organization than before, noticed ${since}. So the bot does nothing with it: nobody is invited, removed or announced, and what has to be done at Mistral waits.`,
    ask: "Ask whoever runs this bot to put the Admin API key of your Organization there and to start the bot anew. What waits goes on by itself then.",
    button: "It is our Organization",
    title: "Is it your Organization?",
    text: "The bot takes Mistral's members list as it is now. Whoever is not in it counts as removed.",
    over: (since: Piece, until: Piece) =>
      say`✅ The Admin API key was of another Organization than the bot knew, from ${since} until ${until}. What waited goes on by itself now.`,
    overSummary: "The bot works with its Admin API key again.",
    row: (since: Piece) =>
      say`⚠️ The Admin API key is of another Organization, noticed ${since}: what has to be done at Mistral waits.`,
  },
  row: (since: Piece) =>
    say`⚠️ Mistral has refused the Admin API key since ${since}: what has to be done there waits.`,
};
