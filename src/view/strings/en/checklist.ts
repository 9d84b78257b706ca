import { type Piece, say } from "../../spans.ts";

export const checklist = {
  title: "Mistral Setup",
  heading: "Checklist",
  summary: (done: number) => `Mistral Setup: ${done} of 6 steps done.`,
  progress: (done: number) => say`${done} of 6 steps done.`,
  organizationIs: (name: string) => say`Organization: ${name}.`,
  organizationEntered: (name: string) => say`Name as entered: ${name}.`,
  openIcon: "⬜",
  doneIcon: "✅",
  skippedIcon: "➖",
  waitingIcon: "⏳",
  stepTitle: (icon: string, n: number, title: string, state: string) => `${icon} ${n}. ${title}: ${state}`,
  open: "open",
  done: "done",
  doneFree: "done, cannot invite yet",
  skipped: "left for later",
  skippedWorkspaces: "one is enough",
  proven: (proof: Piece) => say`${proof}.`,
  handedTo: (who: Piece) => say`handed to ${who}`,
  handedToSentence: (who: Piece) => say`Handed to ${who}.`,
  warming: (until: Piece) =>
    say`Warming up until ${until}. If a key is refused before then, wait and try again.`,
  plan: (plan: string, limit: number | null) =>
    limit === null ? `Plan: ${plan}.` : `Plan: ${plan}, monthly limit as entered: ${limit}.`,
  cannotInvite:
    "Free mode cannot invite. Change to Team or Enterprise, or switch on pay-as-you-go, and confirm billing again.",
  freeWaits: "Free mode cannot invite, so what is approved waits for billing.",
  countsSentence: (counts: string) => `${counts}.`,
  billingFirst: "Do billing first: Mistral lets you invite only with Team, Enterprise or pay-as-you-go.",
  waitingForBilling: (n: number) =>
    n === 1 ? "1 approved, waiting for billing" : `${n} approved, waiting for billing`,
  memberCounts: (active: number, pending: number) => `Invited people: ${active} Active, ${pending} Pending`,
  toApprove: (n: number) => `${n} waiting for approval`,
  onTheirWay: (n: number) => `${n} approved, not confirmed by Mistral yet`,
  needCare: (n: number) => `${n} expired or not sent`,
  missingActive: "Missing: an invitee who is Active.",
  missingKey: "Missing: a key that works.",
  keyMade: (proof: Piece) => say`An API key was made, ${proof}; nobody has said yet that it works.`,
  keyWorksBy: (proof: Piece) => say`A key works, ${proof}.`,
  nextStep: (title: string) => `Next: ${title}.`,
  buttons: {
    open: "Open",
    hand: "Hand to someone",
    reopen: "Reopen this step",
    oneIsEnough: "One is enough",
    later: "Later",
    existAlready: "I have made them",
    change: "Change",
    confirm: "I have done this",
    addAnother: "Invite more people",
    settings: "Settings",
    claim: "Claim the Setup",
    record: "Show the Record",
    status: "Status",
    subscription: "Open Subscription",
  },
  describe: (label: string, title: string) => `${label}: ${title}`,
  ownerLeft:
    "⚠️ The owner of this Setup has left. An admin of this chat workspace can claim it and go on from here.",
  guided:
    "Some steps happen on Mistral's pages. You get a link and what to enter; you confirm when it is done.",
  automatic:
    "An Admin API key is configured, so the bot invites, creates Workspaces and follows the members list by itself.",
  setupStarted: (who: Piece, at: Piece) => say`${who} started the Mistral Setup ${at}.`,
  setupStartedSummary: "The Mistral Setup has started.",
  allDone: "All six steps are done.",
  billingConfirmed: (proof: Piece) => say`✅ Payment method ${proof}, warm-up over: keys should work now.`,
  billingWarming: (proof: Piece, until: Piece) =>
    say`⏳ Payment method ${proof}. Warming up until ${until}: if a key is refused before then, wait and try again.`,
  billingSummary: "The payment method is there and warmed up: keys should work now.",
  billingWarmingSummary: "The payment method is there and warming up.",
  billingAfter: "If a key is still refused, use the key command: it says what to check.",
  planUnknown: "The plan has not been entered here yet: choose Change.",
  paymentRemoved: (at: Piece) => say`Mistral's audit log says that a payment method was removed ${at}.`,
  paymentRemovedNext:
    "If another one is in place, confirm billing again. If not, add one: without it the team cannot count on working keys.",
  paymentSettled: (proof: Piece) => say`Since then billing was done again, ${proof}.`,
  billingAgain: "Billing was done again since then.",
  billingReopened: "The billing step has been reopened.",
  ready: (duration: string, active: number, all: number) =>
    `Ready in ${duration}, ${active} of ${all} Members Active.`,
  readyNobody: (duration: string) => `Ready in ${duration}.`,
  completeTitle: "The Mistral Setup is complete",
  completeReopened: "The Setup was complete and has been reopened.",
  duration: (minutes: number): string => {
    if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
    const hours = Math.round(minutes / 60);
    if (hours < 48) return hours === 1 ? "1 hour" : `${hours} hours`;
    return `${Math.round(hours / 24)} days`;
  },
  helperSummary: (title: string) => `You were asked to do one step of the Mistral Setup: ${title}.`,
  helperIntro: (owner: Piece, title: string) =>
    say`${owner} asks you to do one step of the Mistral Setup: ${title}. You can confirm this step, and only this one.`,
  helperDone: (proof: Piece) => say`✅ Done, ${proof}. Thank you. There is nothing more to do.`,
  helperSkipped: (proof: Piece) => say`This step was left out, ${proof}. There is nothing to do.`,
  helperMoved: (who: Piece) => say`This step is with ${who} now. Thank you. There is nothing more to do.`,
  helperWhenDone: "When it is done at Mistral, confirm it here.",
};
