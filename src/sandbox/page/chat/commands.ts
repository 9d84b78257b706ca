export type Suggestion = { text: string; note: string };

export const SLASH = "/mistral-setup";

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

const START = "Start the setup, or see how far it is";

/** In Teams the bare command is a word of its own. */
const wordsAfter = (lead: string): typeof WORDS => (lead === SLASH ? WORDS : [["setup", START], ...WORDS]);

/** What continues the text typed so far, after the command, a mention or nothing; none once it is complete. */
export function suggest(typed: string, lead: string): Suggestion[] {
  if (typed === "" || typed.includes("\n")) return [];
  if (lead !== "" && lead.startsWith(typed)) return [{ text: lead, note: START }];
  const start = lead === "" ? "" : `${lead} `;
  if (!typed.startsWith(start)) return [];
  const rest = typed.slice(start.length);
  const words = wordsAfter(lead).filter(([word]) => word.startsWith(rest) && word !== rest);
  return words.map(([word, note]) => ({ text: `${start}${word}`, note }));
}

/** Whether Enter should send this rather than complete it. */
export function isWhole(typed: string, lead: string): boolean {
  const text = typed.trimEnd();
  return text === lead || wordsAfter(lead).some(([word]) => text === `${lead} ${word}`.trimStart());
}

/** The words after the command, or null where the text is an ordinary message. */
export function commandText(typed: string): string | null {
  if (typed !== SLASH && !typed.startsWith(`${SLASH} `)) return null;
  return typed.slice(SLASH.length).trim();
}

export function isForeignCommand(typed: string): boolean {
  return /^\/[a-z]/.test(typed) && commandText(typed) === null;
}
