export const SLASH = "/mistral-setup";

const START = "Start the setup, or see how far it is";

const WORDS: [word: string, note: string][] = [
  ["invite", "[addresses] [role] Invite people, or ask for it"],
  ["status", "Steps, Members and open Requests in one view"],
  ["members", "[name] Who is Active and who is Pending"],
  ["key", "Get an API key, and see whether keys work yet"],
  ["settings", "Approvers, channels, domains, seats, reminders"],
  ["language", "In which language the bot writes to you"],
  ["record", "Who did what, and when"],
  ["help", "What you can ask for, with examples"],
];

/** All that one can ask: after the command, a mention or, where the bot hears every word, nothing. */
export const commandsAfter = (lead: string): typeof WORDS => [
  [lead || "setup", START],
  ...WORDS.map(([word, note]): [string, string] => [`${lead} ${word}`.trim(), note]),
];

/** The words after the command, or null where the text is an ordinary message. */
export function commandText(typed: string): string | null {
  if (typed !== SLASH && !typed.startsWith(`${SLASH} `)) return null;
  return typed.slice(SLASH.length).trim();
}

export function isForeignCommand(typed: string): boolean {
  return /^\/[a-z]/.test(typed) && commandText(typed) === null;
}
