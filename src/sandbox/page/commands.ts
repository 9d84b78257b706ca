export type Suggestion = { text: string; usage: string; note: string };

const COMMAND = "/mistral-setup";

const WORDS: [word: string, usage: string, note: string][] = [
  ["invite", "[addresses] [role]", "Invite people, or ask for it"],
  ["status", "", "Steps, Members and open Requests in one view"],
  ["members", "", "Who is Active and who is Pending"],
  ["key", "", "Get an API key, and see whether keys work yet"],
  ["settings", "", "Approvers, channels, domains, seats, reminders"],
  ["record", "", "Who did what, and when"],
  ["help", "", "What you can ask for, with examples"],
];

/** The commands that continue what is typed so far; none once a complete one stands there. */
export function suggest(typed: string): Suggestion[] {
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  if (COMMAND.startsWith(typed))
    return [{ text: COMMAND, usage: "[word]", note: "Start the setup, or see how far it is" }];
  if (!typed.startsWith(`${COMMAND} `)) return [];
  const rest = typed.slice(COMMAND.length + 1);
  const words = WORDS.filter(([word]) => word.startsWith(rest) && word !== rest);
  return words.map(([word, usage, note]) => ({ text: `${COMMAND} ${word}`, usage, note }));
}

/** Whether Enter should send this rather than complete it. */
export function isWhole(typed: string): boolean {
  const text = typed.trimEnd();
  return !text.startsWith("/") || text === COMMAND || WORDS.some(([word]) => text === `${COMMAND} ${word}`);
}

/** The words after the command, or null where the text is an ordinary message. */
export function commandText(typed: string): string | null {
  if (typed !== COMMAND && !typed.startsWith(`${COMMAND} `)) return null;
  return typed.slice(COMMAND.length).trim();
}

export function isForeignCommand(typed: string): boolean {
  return /^\/[a-z]/.test(typed) && commandText(typed) === null;
}
