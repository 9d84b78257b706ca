import { STEP_NAMES, type StepName } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, type Piece, say } from "../../core/spans.ts";
import { count } from "./common.ts";

export const checklist = {
  title: "Mistral Setup",
  summary: (done: number) => `Mistral Setup: ${done} of ${STEP_NAMES.length} steps done.`,
  progress: (done: number) => say`${done} of ${STEP_NAMES.length} steps done.`,
  organizationEntered: (name: string) => say`Name as entered: ${name}.`,
  stepTitle: (title: string, state: string) => `${title}: ${state}`,
  done: "done",
  skipped: "left for later",
  skippedWorkspaces: "one is enough",
  handedTo: (who: Piece) => say`handed to ${who}`,
  plan: (plan: string, limit: number | null) =>
    limit === null ? `Plan: ${plan}.` : `Plan: ${plan}, monthly limit as entered: ${limit}.`,
  cannotInvite: "Free mode cannot invite. Change the plan at Mistral, and confirm billing again.",
  billingFirst: "Inviting needs Team, Enterprise or pay-as-you-go. What is approved waits for billing.",
  waitingForBilling: (n: number) => `${n} approved, waiting for billing`,
  memberCounts: (active: number, pending: number) => `Invited people: ${active} Active, ${pending} Pending`,
  toApprove: (n: number) => `${n} waiting for approval`,
  onTheirWay: (n: number) => `${n} approved, not confirmed by Mistral yet`,
  needCare: (n: number) => `${n} expired or not sent`,
  missingActive: "Missing: an invitee who is Active.",
  missingKey: "Missing: a key that works.",
  keyMade: (proof: Piece) => say`An API key was made, ${proof}; nobody has said yet that it works.`,
  keyWorksBy: (proof: Piece) => say`A key works, ${proof}.`,
  buttons: {
    hand: "Hand to someone",
    reopen: "Reopen this step",
    oneIsEnough: "One is enough",
    later: "Later",
    existAlready: "I have made them",
    change: "Change",
    confirm: "I have done this",
    claim: "Claim the Setup",
    record: "Show the Record",
  },
  ownerLeft: "⚠️ The owner of this Setup has left. An admin of this chat workspace can claim it.",
  setupStarted: (who: Piece, at: Piece) => say`${who} started the Mistral Setup ${at}.`,
  billingConfirmed: (proof: Piece) => say`✅ Payment method ${proof}, warm-up over: keys should work now.`,
  planUnknown: "The plan has not been entered here yet: choose Change.",
  paymentRemoved: (at: Piece) => say`Mistral's audit log says that a payment method was removed ${at}.`,
  paymentRemovedNext: "Add another one, or confirm billing again if there is one: keys that work need it.",
  paymentSettled: (proof: Piece) => say`Since then billing was done again, ${proof}.`,
  billingAgain: "Billing has changed since then.",
  ready: (duration: string, active: number, all: number) =>
    `Ready in ${duration}, ${active} of ${all} Members Active.`,
  completeTitle: "The Mistral Setup is complete",
  completeReopened: "The Setup was complete and has been reopened.",
  duration: (minutes: number): string =>
    minutes < 60 ? count(minutes, "minute", "minutes") : count(Math.round(minutes / 60), "hour", "hours"),
  helperIntro: (owner: Piece, title: string) =>
    say`${owner} asks you to do one step of the Mistral Setup: ${title}. You can confirm this step, and only this one.`,
  helperClosed: (proof: Piece) => say`✅ This step is closed, ${proof}.`,
  helperWhenDone: "When it is done at Mistral, confirm it here.",
};

type StepWords = {
  readonly title: string;
  /** What happens in it, in one sentence. */
  readonly about: string;
  /** What to do at Mistral, one line each. */
  readonly todo: () => readonly Piece[];
  /** The plan or right that Mistral asks for. */
  readonly needs: string;
  /** Label of the button that goes on with it. */
  readonly next: string;
};

export const steps: Record<StepName, StepWords> = {
  organization: {
    title: "Organization",
    about: "Your team's home at Mistral. Billing, Workspaces and Members belong to it.",
    todo: () => [
      say`${bold("New account:")} log in to ${PAGES.studio}. It asks for your organization's name and takes you to Admin.`,
      say`${bold("Account without an organization:")} open ${PAGES.admin} and follow the prompt.`,
      say`${bold("We have an organization already:")} open ${PAGES.admin} and check that it is the right one, with you as Admin.`,
      "Mistral may offer an organization that your e-mail domain already has. Ask your colleagues first: joining it or creating a second one is hard to undo.",
    ],
    needs: "Needs a Mistral account.",
    next: "Set the organization",
  },
  billing: {
    title: "Billing",
    about: "The team can count on working API keys only once billing is active.",
    todo: () => [
      say`Open ${PAGES.billing}, add a payment method, and connect your card or cloud marketplace account (AWS or Azure).`,
      "Optional: set a monthly spending limit there before you save.",
      say`Look at ${PAGES.subscription}: inviting needs Team, Enterprise, or pay-as-you-go switched on.`,
    ],
    needs: "Needs the Admin or Billing role at Mistral.",
    next: "Confirm billing",
  },
  workspaces: {
    title: "Workspaces",
    about: "A default Workspace exists already. One is enough for most teams.",
    todo: () => [
      "If one is enough, skip this step.",
      say`Otherwise open ${PAGES.workspaces}, create one, and give it a name, for example Engineering or Production.`,
    ],
    needs: "Needs the Admin role at Mistral.",
    next: "Add Workspaces",
  },
  members: {
    title: "Members",
    about: "Invite your colleagues and follow each Invitation until it is Active.",
    todo: () => [
      "Invite at least one colleague.",
      "Mistral e-mails everyone who is invited. The Invitation is Pending until they accept, then Active.",
    ],
    needs: "Needs the Team or Enterprise plan, or pay-as-you-go switched on.",
    next: "Invite people",
  },
  security: {
    title: "Security and monitoring",
    about: "Decide who can be invited, how people log in, and where events are recorded.",
    todo: () => [
      "Allowed e-mail domains: this bot refuses Requests for addresses outside them.",
      say`Domain verification: add the TXT record that ${PAGES.access} shows, and leave it in place.`,
      say`SSO with SAML: enter your identity provider on ${PAGES.access}.`,
      say`${PAGES.audit}: look there for new keys, Invitations and changes of billing.`,
    ],
    needs: "Domain verification needs Team or Enterprise. SSO and audit logs need Enterprise.",
    next: "Set up security",
  },
  verify: {
    title: "Verify",
    about: "The Setup works when at least one invitee is Active and one key works.",
    todo: () => [
      "The invitee gets the e-mail within a few minutes. Once they accept, they go from Pending to Active.",
      "Make a first key and use it. If it is refused in the first minutes of billing, wait and try again.",
    ],
    needs: "Works on every plan.",
    next: "Verify",
  },
};

export const workspaces = {
  made: (names: Piece) => say`Workspaces: ${names}.`,
  onTheirWay: (names: Piece) => say`Not created yet: ${names}.`,
  waitForAdmin: (names: Piece, owner: Piece) =>
    say`⏳ Not created until ${owner} has joined the Organization at Mistral: ${names}. If they are a Member under another address, create it there, then press I have made them.`,
  failed: (name: string, why: string) => `⚠️ ${name} was not created. ${why}`,
};
