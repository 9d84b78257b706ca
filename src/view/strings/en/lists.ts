import { type Piece, say } from "../../spans.ts";

/** What a removal means, and who hears of it: nobody does where nobody here asked for the Member. */
const removal = {
  automatic:
    "their access to the Mistral Organization ends. They can be invited again, but nothing is carried over. The Member and whoever asked for them hear of it.",
  guided:
    "a card asks for it to be done at Mistral. Then their access ends. They can be invited again, but nothing is carried over. The Member and whoever asked for them hear of it.",
  uninvited:
    "their access to the Mistral Organization ends. They can be invited later, but nothing is carried over. This bot does not tell them.",
};

export const lists = {
  statusTitle: "Where the Setup stands",
  statusSummary: (done: number, active: number, pending: number) =>
    `${done} of 6 steps done. Invited people: ${active} Active, ${pending} Pending.`,
  peopleHeading: "Members",
  noPeople: "Nobody has been invited yet.",
  requestsHeading: "Open Requests",
  allTasks: "All my tasks",
  allRequests: "All open Requests",
  noTasks: "Nothing waits for you.",
  tasksSummary: (page: number, pages: number) => `Your tasks, page ${page} of ${pages}.`,
  openRequestsSummary: (page: number, pages: number) => `Open Requests, page ${page} of ${pages}.`,
  noRequests: "No Request is open.",
  requestTitle: (n: number, role: string) => `⏳ ${n === 1 ? "One person" : `${n} people`} as ${role}`,
  requestDetail: (who: Piece, at: Piece, whom: Piece) => say`asked by ${who} ${at} for ${whom}`,
  requestsMore: (n: number) => (n === 1 ? "and one more Request" : `and ${n} more Requests`),
  completed: (at: Piece) => say`✅ Complete since ${at}.`,
  membersTitle: "Members and Invitations",
  membersSummary: (page: number, pages: number) => `Members and Invitations, page ${page} of ${pages}.`,
  membersEmpty: "Nobody has been invited yet.",
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  pageOf: (page: number, pages: number, all: number) => `Page ${page} of ${pages}, ${all} in all`,
  care: "Expired or not sent",
  /** `find` and `part` null: that was not asked for. */
  narrowed: (find: Piece | null, part: string | null, n: number) => {
    const found = n === 0 ? "Nobody found" : n === 1 ? "One person found" : `${n} people found`;
    const by = find === null ? say`` : say` for ${find}`;
    return say`${found}${by}${part === null ? "" : `, only those who are: ${part}`}.`;
  },
  memberTitle: (icon: string, status: string, role: string) => `${icon} ${status}, ${role}`,
  roleUnknown: "role not known here",
  uninvited: (at: Piece) => say`joined without an Invitation from here, verified with Mistral ${at}`,
  onlyAdmin: "; the only Admin, whom Mistral keeps",
  listed: (all: number, uninvited: number) =>
    all === 1
      ? `Mistral lists 1 Member${uninvited === 0 ? "" : ", who joined without an Invitation from here"}.`
      : `Mistral lists ${all} Members${uninvited === 0 ? "" : `, ${uninvited} of them joined without an Invitation from here`}.`,
  buttons: {
    invite: "Invite people",
    resend: "Send again",
    revoke: "Revoke",
    role: "Change role",
    remove: "Remove",
    active: "Mark as Active",
    unmark: "Not Active after all",
    approve: "Approve",
    find: "Find a member",
    everybody: "Show everybody",
    care: (n: number) => `Expired or not sent (${n})`,
    resendAll: (n: number) => `Send all ${n} again`,
  },
  resendAllConfirm: (n: number) => ({
    title: "Send all again?",
    text: `${n} Invitations have expired. Each of these addresses gets a new e-mail, which replaces the old one; those outside the allowed domains get none.`,
    yes: "Send again",
    no: "Not now",
  }),
  describeRow: (label: string, address: string) => `${label}: ${address}`,
  revokeConfirm: (whom: string) => ({
    title: "Revoke the Invitation?",
    text: `${whom}: the link in the e-mail stops working. The person can be invited again later.`,
    yes: "Revoke",
    no: "Keep it",
  }),
  unmarkConfirm: {
    title: "Not Active after all?",
    text: "They go back to Pending, and every message that said Active is corrected.",
    yes: "Back to Pending",
    no: "Keep Active",
  },
  removeConfirm: (whom: string, how: "automatic" | "guided" | "uninvited") => ({
    title: "Remove from the Organization?",
    text: `${whom}: ${removal[how]}`,
    yes: "Remove",
    no: "Keep them",
  }),
  recordTitle: "Record",
  recordSummary: (page: number, pages: number) => `The Record, page ${page} of ${pages}.`,
  recordEmpty: "Nothing is recorded yet.",
  recordHead: (hash: string) =>
    say`Last hash: ${{ kind: "code", text: hash }}. Every entry covers the one before it, so a change shows.`,
  recordFile: "Send it as a file",
  recordFileComes: "All of the Record comes as a file in your direct messages with this bot.",
  recordFileSaid: (head: string, name: string) =>
    `The Record, head ${head}. Whoever runs this bot can check it: npm run record -- verify ${name}`,
  recordOffered: (entries: number) =>
    `All that was recorded until now (${entries} ${entries === 1 ? "entry" : "entries"}).`,
  recordByOperator:
    "All of it as a file: whoever runs this bot writes it with npm run record. In Slack the bot can send it here once its app has the scope files:write.",
  helpTitle: "Mistral Setup: help",
  helpSummary: "What this bot understands.",
  helpUnknown: (word: string) =>
    say`I do not know ${{ kind: "code", text: word }}. This is what I understand:`,
  helpIntro: "You can type:",
  helpCommands: [
    ["", "starts the Setup; later the checklist: six steps, and what is next"],
    ["invite", "invite people, or ask for an invitation for yourself"],
    ["status", "steps, Members, open Requests"],
    ["members", "everyone who was invited, with what can be done (approvers)"],
    ["key", "how to get an API key, and whether keys work yet"],
    ["settings", "approvers, channels, domains, seats, reminders (owner)"],
    ["language", "in which language this bot writes to you"],
    ["record", "who did what, and when"],
    ["help", "what this bot understands"],
  ] as readonly (readonly [string, string])[],
  helpCommand: (word: string, does: string) =>
    say`${{ kind: "code", text: word === "" ? "/mistral-setup" : `/mistral-setup ${word}` }}: ${does}`,
  helpExamplesHeading: "Examples",
  helpExamples:
    "/mistral-setup invite ana@example.com, paul@example.com member\n/mistral-setup members paul\n/mistral-setup key",
  homeSummary: (tasks: number, requests: number) => {
    const waiting = [
      ...(tasks === 0 ? [] : [tasks === 1 ? "one task" : `${tasks} tasks`]),
      ...(requests === 0 ? [] : [requests === 1 ? "one Request" : `${requests} Requests`]),
    ].join(" and ");
    if (waiting === "") return "Your Mistral page: nothing waits for you.";
    return `Your Mistral page: ${waiting} ${tasks + requests === 1 ? "waits" : "wait"} for you.`;
  },
  homeTasks: "My tasks",
  homeDecide: "Waiting for your decision",
  homeMine: "My invitation",
  homeMyRequests: "My Requests",
  homeSetup: "Setup",
  homeNothing: "You have no Invitation yet. Ask for one, and an approver decides.",
  homeAsk: "Ask for an invitation",
  homeInvite: "Invite people",
  homeAsStranger:
    "This page is for people of this organization. A colleague who belongs to it can ask for access for you.",
  homeTaskTitle: (title: string, n: number) => (n > 1 ? `⏳ ${title} (${n})` : `⏳ ${title}`),
  homeTaskDetail: (at: Piece) => say`open since ${at}; the card in your direct messages has the details`,
  homeHelper: (title: string) => `⏳ ${title}: this step was handed to you`,
  myRequestTitle: (n: number, role: string, state: string) =>
    `${n === 1 ? "One person" : `${n} people`} as ${role}: ${state}`,
  requestStates: {
    open: "waits for a decision",
    approved: "approved",
    denied: "denied",
    withdrawn: "withdrawn",
    lapsed: "lapsed",
  },
  askedAt: (at: Piece) => say`asked ${at}`,
  endedBy: (who: Piece, at: Piece) => say`by ${who} ${at}`,
  mineTitle: (icon: string, status: string) => `${icon} ${status}`,
  mineDetail: (address: string, role: string) => say`${{ kind: "code", text: address }} as ${role}`,
};
