import type { Mode } from "../../../domain/invitations/invitation.ts";
import type { PastedFrom } from "../../../domain/members/pasted-list.ts";
import { MAX_IN_FILE } from "../../../domain/requests/address-file.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";
import { count } from "./common.ts";

export const lists = {
  statusTitle: "Where the Setup stands",
  peopleHeading: "Members",
  noPeople: "Nobody has been invited yet.",
  requestsHeading: "Open Requests",
  allTasks: "All my tasks",
  allRequests: "All open Requests",
  noTasks: "Nothing waits for you.",
  noRequests: "No Request is open.",
  requestDetail: (who: Piece, at: Piece, whom: Piece) => say`asked by ${who} ${at} for ${whom}`,
  completed: (at: Piece) => say`✅ Complete since ${at}.`,
  membersTitle: "Members and Invitations",
  pageOf: (page: number, pages: number, all: number) => `Page ${page} of ${pages}, ${all} in all`,
  narrowed: (find: Piece, n: number) => say`Found for ${find}: ${n}.`,
  roleUnknown: "role not known here",
  uninvited: (at: Piece) => say`joined without an Invitation from here, verified with Mistral ${at}`,
  listed: (all: number, uninvited: number) =>
    `Members whom Mistral lists: ${all}. Joined without an Invitation from here: ${uninvited}.`,
  buttons: {
    resend: "Send again",
    revoke: "Revoke",
    role: "Change role",
    remove: "Remove",
    active: "Mark as Active",
    unmark: "Not Active after all",
    everybody: "Show everybody",
  },
  revokeConfirm: (whom: string) => `${whom}: the link in the e-mail stops working.`,
  unmarkConfirm: "They go back to Pending, and every message that said Active is corrected.",
  removeConfirm: (whom: string, mode: Mode) =>
    mode === "automatic"
      ? `${whom}: their access to the Mistral Organization ends.`
      : `${whom}: a card asks for it to be done at Mistral. Then their access ends.`,
  recordTitle: "Record",
  recordEmpty: "Nothing is recorded yet.",
  recordHead: (hash: string) =>
    say`Last hash: ${code(hash)}. Every entry covers the one before it, so a change shows.`,
  recordFile: "Send it as a file",
  recordFileComes: "All of the Record comes to you as a file, from this bot.",
  recordFileSaid: (head: string, name: string) =>
    `The Record, head ${head}. Whoever runs this bot can check it: npm run record -- verify ${name}`,
  recordOffered: (entries: number) => `All that is recorded (${count(entries, "entry", "entries")}).`,
  recordByOperator: "All of it as a file: whoever runs this bot writes it with npm run record.",
  helpTitle: "Mistral Setup: help",
  helpSummary: "What this bot understands.",
  helpUnknown: (word: string) => say`I do not know ${code(word)}. This is what I understand:`,
  helpIntro: "You can type:",
  helpCommands: [
    ["", "starts the Setup; later the checklist, with what is next"],
    ["invite", "invite people, or ask for an invitation for yourself"],
    ["status", "steps, Members, open Requests"],
    ["members", "everyone who was invited, with what can be done (approvers)"],
    ["key", "how to get an API key, and whether keys work yet"],
    ["settings", "approvers, channels, domains, seats, reminders (owner)"],
    ["language", "in which language this bot writes to you"],
    ["record", "who did what, and when"],
    ["help", "what this bot understands"],
  ] as readonly (readonly [string, string])[],
  helpCommand: (word: string) => `/mistral-setup ${word}`.trim(),
  helpExamplesHeading: "Examples",
  helpExamples:
    "/mistral-setup invite ana@example.com, paul@example.com member\n/mistral-setup members paul\n/mistral-setup key",
  homeYoursToStart: "The Mistral Setup has not started yet. You can start it; it takes about 15 minutes.",
  homeSummary: (n: number) =>
    `Your Mistral page: ${n === 0 ? "nothing" : count(n, "thing", "things")} to do.`,
  homeTasks: "My tasks",
  homeDecide: "Waiting for your decision",
  homeMine: "My invitation",
  homeMyRequests: "My Requests",
  homeNothing: "You have no Invitation yet. Ask for one, and an approver decides.",
  homeAsk: "Ask for an invitation",
  homeAsStranger: "This bot is for members of this organization. One of them can ask for access for you.",
  homeTaskDetail: (at: Piece) => say`open since ${at}; the card that this bot sent you has the details`,
  endedBy: (who: Piece, at: Piece) => say`by ${who} ${at}`,
};

const sources: Record<PastedFrom, readonly [string, string]> = {
  written: ["It says so itself", "Active, Pending or Expired stands in it"],
  active: ["Active Users", "Whoever has nothing else beside them is Active"],
  invited: ["Invited Users", "Whoever has nothing else beside them is Pending"],
};

export const compare = {
  button: "Compare with Mistral's list",
  title: "Compare with Mistral",
  submit: "Compare",
  intro: () => say`Copy rows of ${PAGES.members} at Mistral, and paste them here. Nothing changes yet.`,
  parts: "Who is missing from what you paste stays as they are, so a long list can be pasted in parts.",
  list: "From the list",
  listHint: "Addresses and Active, Pending or Expired are read. Names, roles and dates are ignored.",
  placeholder: "zoe@example.com  Member  Active",
  from: "Where is it copied from?",
  fromHint: "For addresses with no state beside them.",
  sources,
  errors: {
    empty: "Please paste a part of the list.",
    full: "This field is full, so the end of the list may be missing. Paste a part, then the next one.",
    noAddress: "No e-mail address was found in it. Copy the rows with the addresses.",
    noState: "Neither Active nor Pending stands beside the addresses. Choose where they are from.",
  },
};

export const compared = {
  title: "What will change",
  submit: (n: number) => (n === 1 ? "Save 1 change" : `Save ${n} changes`),
  back: "Back",
  intro: "This changes when you save, as confirmed by you:",
  nothing: "Nothing changes.",
  change: (who: Piece, from: string, to: string) => say`${who}: ${from} → ${to}`,
  others: (n: number) =>
    `Nothing changes for ${count(n, "other address", "other addresses")}: like that already, without a state beside it, never invited here, or decided otherwise here.`,
  done: (figures: string) => `Saved, confirmed by you: ${figures}.`,
  count: (n: number, status: string) => `${n} ${status}`,
  next: "Paste the next part",
};

const addresses = (n: number): string => count(n, "address", "addresses");
export const addressFile = {
  label: "Or a CSV file",
  hint: `A column named email, one address per line; the rest is not read. Up to ${MAX_IN_FILE}. The list is shown before anything is sent.`,
  read: (n: number) => `${addresses(n)} from your file. The list is shown before anything is sent.`,
  found: (n: number) => `I found ${addresses(n)} in your file. Nothing is sent yet.`,
  open: "Go on to the form",
  template: {
    button: "Get a template",
    comes: "The template comes to you as a file, from this bot.",
    title: "A list to fill in",
    said: "Enter one address per line below email, and save the file as CSV. Then give it to this bot.",
    inWords: "A list is a CSV file with email on the first line, and below it one address per line.",
  },
  errors: {
    empty: "This file is empty. Choose another one, or enter the addresses.",
    full: "This field is full, so the end of your list may be missing. Send the list as a file instead.",
    several: "Please send one file at a time.",
    "too-many": `At most ${MAX_IN_FILE} addresses at once. Split the list into several files.`,
    "too-large": "This file is too large. Keep only the column with the addresses, or split it.",
    "not-text": "This is no CSV file. Save the table as CSV in Excel or Google Sheets, then choose it.",
    "no-addresses": "There is no e-mail address in this file. Put them into a column named email.",
    unread: "This file could not be read just now. Please try again, or enter the addresses.",
    "not-allowed": "This bot may not read files here without the scope files:read. Enter the addresses.",
  },
};
