import type { Refusal } from "../../../domain/refusal.ts";
import type { Verdict } from "../../../domain/requests/preflight.ts";
import { code, type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

/** What is answered to a press or at a field, beyond the sentences that follow a form. */
export const answers = {
  revokedUnsent: "Revoked before it was sent. Nobody gets an e-mail.",
  replaced: "A newer e-mail has replaced this one.",
  youApprove: (owner: Piece) => say`${owner} made you an approver. You'll get requests to approve or deny.`,
  handToOther: "This step is already yours. Choose someone else.",
  alreadyActive: "Already Active.",
  looking: "Checking Mistral's members list. The card changes once it says Active.",
  removing: "Removal requested. It counts once Mistral has done it.",
  /** Without an Admin API nothing happens by itself. */
  byHand: "A card asks you, or the person with this step, to do it. It counts once they press Done.",
  nobodyActive: "Nobody is Active yet. Confirm this once an invitee has accepted.",
  notAMember: (names: string) =>
    `Choose regular members. Guests, apps and people from elsewhere can't do this: ${names}.`,
  notMet: "This bot can't reach someone you chose. Ask them to add the app, then choose again.",
  workspaceExists: (name: string) => `A Workspace named “${name}” already exists. Choose another name.`,
  nobodyLeft: (verdicts: readonly Verdict[], reasons: Record<NonNullable<Verdict["problem"]>, string>) =>
    `Nobody left to invite. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address}: ${problem === null ? "" : reasons[problem]}`)
      .join("; ")}${verdicts.length > 3 ? "; …" : ""}`,
};

/** What both chats' edges say. */
const edge = {
  title: "Mistral Setup",
  trouble: "That didn't work. It may have gone through all the same: look before you try again.",
};

/** What Slack's edge itself says when there is no View to show. */
export const slack = {
  ...edge,
  close: "Close",
  tooLate: "That took too long for Slack. Press it again.",
  outdated: "This is from an older version of this bot. Type /mistral-setup for the current one.",
  working: "Still working on it. If nothing happens, send it again.",
  done: "Done. You can close this.",
};

/** What cards in Teams themselves say, and Teams' edge when there is no View to show. */
export const teams = {
  ...edge,
  more: "… and more than fits here.",
  back: "Back",
  choose: "Choose…",
  none: "None",
  chosenBefore: "Chosen before (name unknown)",
  unknownChannel: "unknown channel",
  unnamedGroup: "A group chat where nobody has mentioned this bot",
  required: "This is needed.",
  seeFields: "Nothing was sent yet. Fix the fields marked below.",
  outdated: "This is from an older version of this bot. Write “setup” for the current one.",
  working: "Still working on it. The answer comes as a message.",
  done: "Done.",
  closed: "Closed. Nothing was sent.",
  answered: "The answer is in your chat with this bot.",
  unreachable:
    "This bot can't write to you yet. Add the Mistral Setup app (Apps, search, Add), then write that there.",
};

/** One plain sentence per refusal: what is so, and where it helps, what to do next. */
const refusals: Record<Refusal, string> = {
  not_started: "The Mistral setup hasn't started yet. An admin of this chat workspace can start it.",
  already_started: "The setup has already started. Open the checklist to see where it stands.",
  may_not_start: "Only an admin of this chat workspace can start the setup. Ask one of them.",
  may_not_claim: "Only an admin of this chat workspace can claim the setup, once its owner has left.",
  not_owner: "Only the owner of the setup can do this.",
  other_approvers: "This request goes to the approvers of its Workspaces.",
  not_approver: "Only the owner and the approvers can do this.",
  own_request: "You can't decide your own request. Another approver has to.",
  own_admin:
    "This would make you Admin, so another approver has to approve it. Or take your address out with Change, then approve the rest.",
  needs_two:
    "Making someone Admin takes two people. Revoke this invitation and ask for one as Admin, or change the role in Mistral's panel once they're Active.",
  agreed_already: "Your part is already approved. Others still have to approve it.",
  outside_domains:
    "An address is outside the allowed domains. Take it out with Change, or have the owner allow its domain.",
  task_grew: "The list has grown since. Check the new addresses, then press again.",
  too_much: "That's too much at once. Write less, or choose at most 50 people.",
  key_typed:
    "That looks like an API key. This bot didn't keep it, but chat is no place for keys: delete it in Mistral's panel and make a new one. If it's something else, leave it out.",
  not_your_request: "Only the person who asked can do this. An approver can deny it.",
  not_your_step: "This step isn't yours. Ask the owner to hand it to you.",
  not_your_task: "This task is someone else's. Only they or an approver can close it.",
  not_your_invitation: "This invitation is for someone else. Ask for your own with the invite command.",
  held: "Another decision on this request is being checked. Try again in a minute.",
  already_decided: "This request has already been decided. Nothing was changed.",
  already_closed: "This is already closed. Nothing was changed.",
  own_removal:
    "You can't remove yourself here. Another approver can, or you can do it on Mistral's members page.",
  owner_removal: "This is the owner of the setup. If you mean it, remove them on Mistral's members page.",
  last_admin: "This is the only Admin at Mistral. Make someone else Admin first.",
  by_hand: "This bot can't do it without an Admin API key. Change it on Mistral's members page.",
  not_now: "Things have changed since, so nothing was done. The card is up to date now.",
  just_sent: "It was only just sent. Wait a few minutes before you send it again.",
  list_is_read: "This bot reads Mistral's members list itself. There's nothing to enter by hand.",
  gone: "This is no longer there, maybe because older data was restored. Nothing was changed. The status command shows what's there now.",
  guest: "Guests can't ask or decide here. A regular member can ask for you.",
  stranger: "This bot works for one organization only. Ask someone in it to request access for you.",
  no_account: "A chat account couldn't be read. Try again in a minute.",
  storage:
    "Nothing can be saved right now, so nothing was changed. Try again in a few minutes. This bot's log says why.",
  trouble: "That didn't work, and nothing was changed. Try again in a minute.",
};

export const notices = {
  refusals,
  youWrote: "You wrote:",
  nothingChanged: "Nothing was changed.",
  ownerIs: (who: Piece) => say`The owner is ${who}.`,
  approversAre: (who: Piece) => say`You can ask ${who}.`,
  said: {
    organization: "Organization confirmed.",
    billingDone: (by: Piece | null): Piece =>
      by === null ? "Billing confirmed." : say`Billing confirmed. Keys should work by ${by}.`,
    billingFree: "Free mode can't invite: change the plan at Mistral, then confirm billing again.",
    workspacesOrdered: (n: number) => `Creating ${count(n, "Workspace", "Workspaces")}.`,
    workspacesWait: (n: number, owner: string) =>
      `${n === 1 ? "It waits" : "They wait"} until ${owner} has joined at Mistral: a Workspace needs an administrator.`,
    securityOpen: "Saved. Enter a domain or tick what's done to close the step.",
    verifyNotYet: "Saved. The step closes once an invitee is Active and a key works.",
    skipped: "One Workspace it is. The owner can reopen this step.",
    later: "Security can wait. You can reopen this step.",
    confirmed: "Thanks. You confirmed this step.",
    handed: (name: string) => `Handed over. This bot asks ${name}.`,
    requested: (n: number) => `Request for ${people(n)} sent to the approvers.`,
    approvedAlone: (n: number) => `Approved, sending ${count(n, "invitation", "invitations")}.`,
    waitsForBilling: "Approved, waiting for billing. It goes on by itself.",
    resent: "Sending it again. The new e-mail replaces the old one.",
    revoked: "Revoking. The link in the e-mail stops working once Mistral has it.",
    roleOrdered: "Changing the role.",
    active: "Marked Active, confirmed by you.",
    unmarked: "Pending again. Every message that said Active is corrected.",
    keyWorks: "Good to hear. Recorded as confirmed by you.",
    saved: "Your answers are saved.",
    language: "Your messages are in English from now on.",
    nothingToDo: "Nothing to change: it's already like that.",
    retrying: "Trying again now.",
    organizationAccepted: "Confirmed. This bot is reading Mistral's members list.",
    dropped: "Dropped. It won't be tried again.",
  },
};

/** Accounts on two platforms that have one address: whether they are one person's. */
export const accounts = {
  confirmFirst: (here: string, there: string) =>
    `First confirm in ${there} that this ${here} account is yours: this bot asks you there. Then try again here.`,
  title: "Is this account yours?",
  ask: (name: string, there: string, address: string | null) =>
    address === null
      ? say`Someone signed in to ${there} as ${name} tried to act as you. Was it you?`
      : say`Someone signed in to ${there} as ${name} (${code(address)}) tried to act as you. Was it you?`,
  explain: "Press yes only if that account is yours. Your rights then apply in both.",
  yes: "Yes, that's me",
  no: "No, that's not me",
  noConfirm: "That account never gets your rights, and the owner is told.",
  yours: (there: string, name: string) =>
    say`✅ The account ${name} in ${there} is yours, too. Your rights apply in both.`,
  waits: (there: string) =>
    `You said yes. Your account in ${there} has rights of its own, so press yes there, too.`,
  youParted: (there: string, name: string) =>
    say`You said that the account ${name} in ${there} isn't yours. It never gets your rights.`,
  parted: (who: Piece, there: string, name: string) =>
    say`⚠️ ${who} says that the account ${name} in ${there} isn't theirs, although it has the same address. It gets none of their rights. Check who uses it.`,
  old: "Nothing left to confirm: one of the accounts is gone or has another address.",
};
