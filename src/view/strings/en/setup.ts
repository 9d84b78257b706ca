import { STEP_NAMES, type StepName } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, type Piece, say } from "../../core/spans.ts";
import { count } from "./common.ts";

export const checklist = {
  title: "Mistral Setup",
  moved: "The checklist is further down.",
  progress: (done: number) => `${done} of ${STEP_NAMES.length} steps done.`,
  organizationEntered: (name: string) => say`Entered as ${name}.`,
  stepTitle: (title: string, state: string) => `${title}: ${state}`,
  skipped: "left for later",
  skippedWorkspaces: "one is enough",
  handedTo: (who: Piece) => say`handed to ${who}`,
  plan: (plan: string, limit: number | null) =>
    limit === null ? `Plan: ${plan}.` : `Plan: ${plan}, entered limit: ${limit} a month.`,
  freeMode: "Free mode can't invite.",
  cannotInvite: "Free mode can't invite. Change the plan at Mistral, then confirm billing again.",
  billingFirst: "Inviting needs Team, Enterprise or pay-as-you-go.",
  onlyApprover: "You're the only approver. Add another in the settings.",
  waitingForBilling: (n: number) => `${n} approved, waiting for billing`,
  memberCounts: (active: number, pending: number) => `${active} Active, ${pending} Pending`,
  toApprove: (n: number) => `${n} to approve`,
  onTheirWay: (n: number) => `${n} approved, not at Mistral yet`,
  needCare: (n: number) => `${n} expired or not sent`,
  missingActive: "Needs an Active invitee.",
  missingKey: "Needs a working key.",
  keyMade: (proof: Piece) => say`A key was made, ${proof}. Nobody has said that it works.`,
  keyWorksBy: (proof: Piece) => say`A key works, ${proof}.`,
  buttons: {
    hand: "Hand to someone",
    reopen: "Reopen this step",
    oneIsEnough: "One Workspace is enough",
    later: "Later",
    existAlready: "I've made them",
    change: "Change",
    confirm: "I've done this",
    more: "More",
    claim: "Claim the setup",
    record: "Show the record",
  },
  ownerLeft: "⚠️ The owner has left. An admin of this chat workspace can claim the setup.",
  setupStarted: (who: Piece, at: Piece) => say`${who} started the setup ${at}.`,
  billingConfirmed: (proof: Piece) => say`✅ Payment method ${proof}, warm-up over: keys should work now.`,
  planUnknown: "No plan entered yet.",
  paymentRemoved: (at: Piece) => say`A payment method was removed ${at}, says Mistral's audit log.`,
  paymentRemovedNext: "Add one if none is left, then confirm billing again.",
  paymentSettled: (proof: Piece) => say`Billing has been done again, ${proof}.`,
  billingAgain: "Billing was confirmed here and has changed since.",
  ready: (duration: string, active: number, all: number) =>
    `Ready in ${duration}, ${active} of ${all} Members Active.`,
  completeTitle: "Mistral Setup complete",
  completeReopened: "The setup was complete and has been reopened.",
  duration: (minutes: number): string =>
    minutes < 60 ? count(minutes, "minute", "minutes") : count(Math.round(minutes / 60), "hour", "hours"),
  helperIntro: (owner: Piece) => say`${owner} asked you to do this step.`,
  helperClosed: (proof: Piece) => say`✅ This step is closed, ${proof}.`,
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
    about: "Your team's home at Mistral.",
    todo: () => [
      say`${bold("New account:")} log in to ${PAGES.studio}. It asks for your organization's name and takes you to Admin.`,
      say`${bold("Account without an organization:")} open ${PAGES.admin} and follow the prompt.`,
      say`${bold("Existing organization:")} open ${PAGES.admin} and check that it is the right one, with you as Admin.`,
      "Mistral may offer an organization that your e-mail domain already has. Ask your colleagues first: joining it or creating a second one is hard to undo.",
    ],
    needs: "Needs a Mistral account.",
    next: "Set the organization",
  },
  billing: {
    title: "Billing",
    about: "API keys work once billing is active.",
    todo: () => [
      say`Open ${PAGES.billing}, add a payment method, and connect your card or cloud marketplace account (AWS or Azure).`,
      "Optional: set a monthly spending limit before you save.",
      say`On ${PAGES.subscription}, check the plan: inviting needs Team, Enterprise or pay-as-you-go.`,
    ],
    needs: "Needs the Admin or Billing role at Mistral.",
    next: "Confirm billing",
  },
  workspaces: {
    title: "Workspaces",
    about: "One exists: enough for most teams.",
    todo: () => [
      say`To add one, open ${PAGES.workspaces} and create it with a name, such as Engineering or Production.`,
    ],
    needs: "Needs the Admin role at Mistral.",
    next: "Add Workspaces",
  },
  members: {
    title: "Members",
    about: "Invite colleagues and follow each invitation until it's Active.",
    todo: () => [
      "Invite at least one colleague.",
      "Mistral e-mails them. An invitation is Pending until they accept, then Active.",
    ],
    needs: "Needs Team, Enterprise or pay-as-you-go.",
    next: "Invite people",
  },
  security: {
    title: "Security and monitoring",
    about: "Decide who can be invited, how people log in and where events are recorded.",
    todo: () => [
      "Enter the allowed e-mail domains: this bot refuses other addresses.",
      say`Domain verification: add the TXT record from ${PAGES.access} to your DNS, and leave it there.`,
      say`SSO (SAML): enter your identity provider on ${PAGES.access}.`,
      say`${PAGES.audit}: new keys, invitations and billing changes.`,
    ],
    needs: "Domain verification needs Team or Enterprise, SSO and audit logs Enterprise.",
    next: "Set up security",
  },
  verify: {
    title: "Verify",
    about: "Done once an invitee is Active and a key works.",
    todo: () => [
      "The invitee accepts the invitation and goes from Pending to Active.",
      "Make a key and use it. Refused just after billing was confirmed? Wait and try again.",
    ],
    needs: "Works on every plan.",
    next: "Verify",
  },
};

export const workspaces = {
  made: (names: Piece) => say`Workspaces: ${names}.`,
  onTheirWay: (names: Piece) => say`Not created yet: ${names}.`,
  waitForAdmin: (names: Piece, owner: Piece) =>
    say`⏳ Created once ${owner} has joined at Mistral: ${names}. If they joined under another address, create it there and choose “I've made them” in the checklist.`,
  failed: (name: string, why: string) => `⚠️ ${name} was not created. ${why}`,
};
