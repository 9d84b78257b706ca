import type { Mode } from "../../../domain/invitations/invitation.ts";
import type { PastedFrom } from "../../../domain/members/pasted-list.ts";
import { MAX_IN_FILE } from "../../../domain/requests/address-file.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";
import { count } from "./common.ts";

export const lists = {
  statusTitle: "Setup status",
  peopleHeading: "Members",
  noPeople: "Nobody invited yet.",
  requestsHeading: "Open requests",
  allTasks: "All my tasks",
  allRequests: "All open requests",
  noTasks: "Nothing is waiting for you.",
  noRequests: "No open requests.",
  requestDetail: (who: Piece, at: Piece, whom: Piece) => say`Asked by ${who} ${at} for ${whom}`,
  completed: (at: Piece) => say`✅ Complete since ${at}.`,
  membersTitle: "Members",
  pageOf: (page: number, pages: number, all: number) => `Page ${page} of ${pages}, ${all} in all`,
  narrowed: (find: Piece, n: number) => say`${n} found for ${find}.`,
  roleUnknown: "role unknown",
  uninvited: (at: Piece) => say`not invited here, verified with Mistral ${at}`,
  listed: (all: number, uninvited: number) => `Members at Mistral: ${all}. Not invited here: ${uninvited}.`,
  buttons: {
    resend: "Send again",
    revoke: "Revoke",
    role: "Change role",
    remove: "Remove",
    active: "Mark Active",
    unmark: "Back to Pending",
    everybody: "Show everybody",
  },
  revokeConfirm: (whom: string) => `${whom}: the link in the e-mail stops working.`,
  unmarkConfirm: "Every message that said Active is corrected.",
  removeConfirm: (whom: string, mode: Mode) =>
    mode === "automatic"
      ? `${whom}: access to Mistral ends.`
      : `${whom}: a card asks for it at Mistral. Then access ends.`,
  recordTitle: "Record",
  recordEmpty: "Nothing recorded yet.",
  recordHead: (hash: string) => say`Last hash: ${code(hash)}. Each entry covers the one before.`,
  recordFile: "Send as a file",
  recordFileComes: "This bot sends you the whole record as a file.",
  recordFileSaid: (head: string, name: string) =>
    `The record, head ${head}. Whoever runs this bot can check it: npx mistral-setup record verify ${name}`,
  recordOffered: (entries: number) => `The whole record (${count(entries, "entry", "entries")}).`,
  recordByOperator: "For a file, ask whoever runs this bot (npx mistral-setup record).",
  helpTitle: "Mistral Setup: help",
  helpSummary: "What you can type.",
  helpUnknown: (word: string) => say`There's no ${code(word)} command.`,
  helpIntro: "You can type:",
  helpCommands: [
    ["", "start the setup, or see what's next"],
    ["invite", "invite people, or ask for an invitation"],
    ["status", "steps, Members, open requests"],
    ["members", "everyone invited, and what you can do (approvers)"],
    ["key", "get an API key; see whether keys work"],
    ["settings", "approvers, channels, domains, seats, reminders (owner)"],
    ["language", "choose your language"],
    ["away", "say who decides while you're away (approvers)"],
    ["review", "who still needs access (approvers)"],
    ["record", "who did what, and when"],
    ["help", "this list"],
  ] as readonly (readonly [string, string])[],
  helpCommand: (word: string) => `/mistral-setup ${word}`.trim(),
  helpExamplesHeading: "Examples",
  helpExamples:
    "/mistral-setup invite ana@example.com, paul@example.com member\n/mistral-setup members paul\n/mistral-setup key",
  homeYoursToStart: "The Mistral setup hasn't started. You can start it: it takes about 15 minutes.",
  homeSummary: (n: number) => (n === 0 ? "Nothing to do." : `${count(n, "thing", "things")} to do.`),
  homeTasks: "My tasks",
  homeDecide: "Waiting for you",
  homeMine: "My invitation",
  homeMyRequests: "My requests",
  mute: "Mute news",
  unmute: "Unmute news",
  muted: "News is muted: you only hear what needs you.",
  homeNothing: "No invitation yet. Ask for one, and an approver decides.",
  homeAsk: "Ask for an invitation",
  homeAsStranger:
    "This bot is for members of this organization. One of them can ask for an invitation for you.",
  homeTaskDetail: (at: Piece, what: Piece) => say`Open since ${at}: ${what}`,
  endedBy: (who: Piece, at: Piece) => say`by ${who} ${at}`,
};

const sources: Record<PastedFrom, readonly [string, string]> = {
  written: ["The rows say it", "Active, Pending or Expired"],
  active: ["Active Users", "Active, unless a row says otherwise"],
  invited: ["Invited Users", "Pending, unless a row says otherwise"],
};

export const compare = {
  button: "Compare with Mistral",
  title: "Compare with Mistral",
  submit: "Compare",
  intro: () => say`Copy rows of ${PAGES.members} at Mistral and paste them here. Nothing changes yet.`,
  parts: "Paste in parts if you like: whoever is missing stays as they are.",
  list: "Rows of the list",
  listHint: "Addresses and Active, Pending or Expired are read; the rest is ignored.",
  placeholder: "zoe@example.com  Member  Active",
  from: "State",
  fromHint: "Of addresses without one in their row.",
  sources,
  errors: {
    empty: "Paste a part of the list.",
    full: "This field is full, so the end of the list may be missing. Paste a part, then the next one.",
    noAddress: "There's no e-mail address in it. Copy the rows with the addresses.",
    noState: "The rows don't say Active or Pending. Choose where they're from.",
  },
};

export const compared = {
  title: "What will change",
  submit: (n: number) => (n === 1 ? "Save 1 change" : `Save ${n} changes`),
  back: "Back",
  intro: "To be saved as confirmed by you:",
  inParts: "That's too much to check at once. Paste the list in parts.",
  change: (from: string, to: string) => `${from} → ${to}`,
  others: (n: number) =>
    `No change for ${addresses(n)}: already so, without a state, never invited here, or decided otherwise.`,
  done: (figures: string) => `Saved, confirmed by you: ${figures}.`,
  count: (n: number, status: string) => `${n} ${status}`,
  next: "Paste the next part",
};

const addresses = (n: number): string => count(n, "address", "addresses");
export const addressFile = {
  label: "Or a CSV file",
  hint: `A column named email, up to ${MAX_IN_FILE} addresses. You see the list before anything is sent.`,
  read: (n: number) => `${addresses(n)} from your file. You see the list before anything is sent.`,
  found: (n: number) => `Your file has ${addresses(n)}. Nothing is sent yet.`,
  open: "Open the form",
  template: {
    button: "Get a template",
    comes: "This bot sends you the template as a file.",
    title: "A list to fill in",
    said: "Enter one address per line below email, save as CSV, and give the file to this bot.",
    inWords: "A CSV file with email on the first line, then one address per line.",
  },
  errors: {
    empty: "This file is empty. Choose another, or enter the addresses.",
    full: "This field is full, so the end of your list may be missing. Send the list as a file instead.",
    several: "Send one file at a time.",
    "too-many": `At most ${MAX_IN_FILE} addresses at once. Split the list.`,
    "too-large": "This file is too large. Keep only the addresses, or split it.",
    "not-text": "This isn't a CSV file. Save the table as CSV in Excel or Google Sheets, then choose it.",
    "no-addresses": "There's no e-mail address in this file. Put them into a column named email.",
    unread: "This file could not be read just now. Try again, or enter the addresses.",
    "not-allowed": "Without the scope files:read, this bot can't read files. Enter the addresses.",
  },
};
