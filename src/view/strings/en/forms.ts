import type { NewsLevel } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

const addresses = (n: number): string => count(n, "address", "addresses");

const newsLevels: Record<NewsLevel, string> = {
  everything: "Everything",
  milestones: "Milestones only",
  nothing: "Nothing",
};

export const forms = {
  save: "Save",
  start: {
    title: "Start the Mistral Setup",
    submit: "Start",
    intro: "From nothing to working Mistral API keys in about 15 minutes. You need:",
    needs: () => [
      say`A Mistral account. ${{ ...PAGES.studio, text: "Create one at Mistral" }}`,
      "A credit card, or a cloud billing account (AWS or Azure Marketplace).",
      "The e-mail address of at least one colleague to invite.",
    ],
    approvals: "Channel for approvals",
    approvalsHint: "Requests go there. Without one, each approver gets them from this bot.",
    news: "Channel for news",
    newsHint: "Gets milestones: start, billing, new members, done.",
    approvers: "Approvers besides you",
    approversHint: "They decide who is invited. A second one helps: nobody decides on their own Request.",
    channelNote: "Invite this bot into a private channel before you choose it.",
  },
  organization: {
    title: "Organization",
    submit: "Confirm",
    name: "Name of the Organization",
    nameHint: "As it stands at Mistral. It is shown to the people you invite.",
  },
  billing: {
    title: "Billing",
    submit: "Confirm",
    warmup: (minutes: string) =>
      `Billing takes up to ${minutes} to take effect. A key that is refused until then is not wrong: wait and try again.`,
    means: "Payment method",
    plan: "Plan",
    plans: {
      "pay-as-you-go": "Switched on at Mistral; can invite",
      team: "Can invite",
      enterprise: "Can invite; has SSO and audit logs",
      free: "Cannot invite yet",
    },
    limit: "Monthly spending limit",
    limitHint: "Whole units of your billing currency. Keys stop working when it is reached.",
  },
  workspaces: {
    title: "Workspaces",
    submit: "Add",
    intro: "A default Workspace exists already. If one is enough, close this and choose One is enough.",
    guided: () => say`You get a card for each with its name. They are created on ${PAGES.workspaces}.`,
    automatic: "The bot creates them at Mistral. Each needs a Member to administer it.",
    names: "Names, one per line",
    namesHint: "Up to 20 at once, each only once.",
    placeholder: "Engineering",
  },
  invite: {
    invites: { title: "Invite people", submit: "Invite" },
    asks: { title: "Ask for invitations", submit: "Ask" },
    addresses: "E-mail addresses",
    addressesHint: "Up to 100: pasted lists, commas, new lines, or Name <a@b>.",
    role: "Role",
    workspaces: "Workspaces",
    workspacesHint: "None chosen: the default Workspace.",
    seats: "Seats",
    seatsHint: "Paid seats to assign. You need seats available.",
    reason: "Reason",
    reasonHint: "The approvers see it.",
    willEmail: "Mistral will e-mail these people. We'll record that you asked.",
    willEmailYou: (address: Piece) =>
      say`An approver reviews this first. Then Mistral will e-mail ${address}. We'll record that you asked.`,
    others: "Add others",
    needsApproval: "An approver reviews this first. We'll tell you the outcome.",
    noApproval: "You are an approver, so no second person decides, but for the role Admin.",
    sso: "⚠️ SSO is on: people join through the identity provider. An Invitation may fail for them.",
    waits: "⏳ Billing does not allow inviting yet. What is approved waits and goes on by itself.",
  },
  review: {
    title: "Check these addresses",
    submit: (n: number) => `Send ${count(n, "invitation", "invitations")}`,
    close: "Back",
    intro: (bad: number, good: number) =>
      bad === 0
        ? `${addresses(good)} can go on.`
        : `${addresses(bad)} cannot go on. ${good} can, as listed below.`,
    problem: (address: string, why: string) => say`${code(address)}: ${why}`,
    repeated: (which: Piece) => say`Listed more than once, counted once: ${which}.`,
    requests: (n: number) => `They go as ${n} Requests, each with its own card.`,
    tooMuch: (n: number, most: number) =>
      `${n} of them have to be read before they are invited, and ${most} fit here. Send the list in parts.`,
    goOn: (n: number): string => (n === 1 ? "This one goes on:" : "These go on:"),
    role: (n: number, role: string) => `⚠️ As ${role}: ${people(n)}. Please look twice.`,
  },
  deny: { title: "Deny the Request", submit: "Deny", reason: "Reason", reasonHint: "The requester sees it." },
  change: {
    title: "Change the Request",
    submit: "Change",
    intro: "Take away rows, or lower the role. The Request stays open until somebody approves or denies it.",
    keep: "Who stays in it",
    role: "Role",
    roleHint: "It can only be lowered.",
  },
  security: {
    title: "Security",
    submit: "Save",
    domains: "Allowed e-mail domains",
    domainsHint: "One per line. This bot then refuses other addresses; Mistral itself may not. Any plan.",
    done: "Done at Mistral",
  },
  verify: {
    title: "Verify",
    submit: "Save",
    done: "Nothing is missing. Tick the box to confirm.",
    guided: "Look at Mistral's members list and mark who is Active, on the card or with the members command.",
    label: "Does a key work?",
    option: "Yes, a key works",
    optionAbout: "You or an invitee used one and got an answer",
  },
  hand: {
    title: "Hand to someone",
    submit: "Hand over",
    intro: (step: string) => `They get the step ${step} from this bot and can confirm it, and only it.`,
    person: "Who does it?",
  },
  impossible: {
    title: "I can't do this",
    submit: "Send",
    reason: "What is in the way?",
    reasonHint: "Whoever asked for it sees it.",
  },
  role: {
    title: "Change role",
    submit: "Change",
    role: "New role",
    about: (address: string, role: string | null) =>
      role === null
        ? say`Which role ${code(address)} has, Mistral does not tell this bot.`
        : say`${code(address)} has the role ${role}.`,
    pending: "A Pending Invitation keeps its role. So it is revoked and sent again, with a new e-mail.",
    replaces: "The new role takes the place of every role that this Member has at Mistral.",
    onlyAdmin: "⚠️ This is the only Admin whom Mistral lists. Make somebody else Admin first.",
  },
  settings: {
    title: "Settings",
    level: "What the news channel hears",
    levels: newsLevels,
    feed: "Audit feed",
    feedHint: "New keys, Invitations, roles, changes of billing: one message in ten minutes at most.",
    feedRefused: "Mistral shows this bot no audit log yet: it needs the Enterprise plan.",
    seats: "Seats chosen at first",
    reminders: "Reminders",
    remind: { label: "Remind people", description: "Of Requests, Tasks and steps, three times at most" },
    languageHint: "Of channels, and of Mistral's e-mails. People choose their own with the language command.",
    after: "First reminder",
    afterHint: "Each further one takes twice as long. A change counts for what comes from now on.",
    hours: (hours: number) => `After ${hours} working hours`,
    second: "Role Admin",
    needsTwo: {
      label: "Two approvers for Admin",
      description: "Both have to agree. An approver who asks is one of the two.",
    },
    approversIn: (where: string, who: Piece) => say`Approvers in ${where}, changed there: ${who}.`,
  },
  language: {
    title: "Language",
    choice: "The language I write to you in",
    hint: "Channels have their own, in the settings.",
    account: "As my chat account says",
  },
  errors: {
    choose: "Please choose one.",
    missing: "Please fill this in.",
    /** A client cuts off what does not fit into a field, and says nothing. */
    full: "This field is full, so the end of your list may be missing. Take some out, and send the rest afterwards.",
    long: (max: number) => `At most ${max} characters.`,
    whole: "Please enter a whole number above 0, or leave it empty.",
    domain: (word: string) => `“${word}” is not a domain such as example.com.`,
    tooManyDomains: "At most 50 domains.",
    nameLongAt: (name: string) => `At most 255 characters. “${name}…” is longer.`,
    namesMany: "At most 20 at once.",
    namesTwice: (name: string) => `“${name}” is listed twice.`,
    addresses: "Please enter at least one e-mail address.",
    addressesMany: (n: number, max: number) => `These are ${n} addresses; at most ${max} at once.`,
    keep: "Keep at least one. To refuse all of them, use Deny.",
    changedMeanwhile: "Somebody else changed this meanwhile. Open the form again to make your change.",
  },
};
