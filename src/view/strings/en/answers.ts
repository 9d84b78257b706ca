import type { Refusal } from "../../../domain/refusal.ts";
import type { Verdict } from "../../../domain/requests/preflight.ts";
import { code, type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

/** What is answered to a press or at a field, beyond the sentences that follow a form. */
export const answers = {
  revokedUnsent: "Revoked before it was sent. Nobody gets an e-mail.",
  replaced: "This message is about an earlier e-mail. A newer one has replaced it.",
  youApprove: (owner: Piece) => say`${owner} made you an approver: Requests come to you to approve or deny.`,
  handToOther: "This step is yours already. Choose somebody else.",
  alreadyActive: "This Member is Active already.",
  looking: "Looking at Mistral's members list now. The card changes as soon as it says Active.",
  removing: "The removal is on its way. It counts once Mistral has done it.",
  /** Without an Admin API nothing happens by itself. */
  byHand: "A card for it comes to you, or to the person who has this step. It counts once Done is pressed.",
  nobodyActive: "Nobody is Active yet. Wait until an invitee has accepted, then confirm this.",
  notAMember: (names: string) =>
    `Choose regular members. ${names} cannot do this: guests, apps and people from elsewhere may not.`,
  notMet:
    "This bot cannot reach somebody you chose. Ask them to add the app or write to it, then choose again.",
  workspaceExists: (name: string) => `There is a Workspace named “${name}” already. Choose another name.`,
  nobodyLeft: (verdicts: readonly Verdict[], reasons: Record<NonNullable<Verdict["problem"]>, string>) =>
    `Nobody is left to invite. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address}: ${problem === null ? "" : reasons[problem]}`)
      .join("; ")}${verdicts.length > 3 ? "; …" : ""}`,
};

/** What both chats' edges say. */
const edge = {
  title: "Mistral Setup",
  trouble: "That did not work just now. It may have gone through all the same: look before you try again.",
};

/** What Slack's edge itself says when there is no View to show. */
export const slack = {
  ...edge,
  close: "Close",
  tooLate: "Slack let this click run out before the dialog could open. Please press it again.",
  outdated: "This is from an older version of the bot. Type /mistral-setup to get the current one.",
  working: "Still working on it. If nothing happens, send it again.",
  done: "That went through. You can close this.",
};

/** What cards in Teams themselves say, and Teams' edge when there is no View to show. */
export const teams = {
  ...edge,
  more: "… and more than Teams shows in one message.",
  back: "Back",
  choose: "Choose…",
  none: "None",
  chosenBefore: "Chosen before (name unknown)",
  unknownChannel: "unknown channel",
  unnamedGroup: "A group chat where nobody has mentioned this bot yet",
  required: "This is needed.",
  seeFields: "Nothing was sent yet. What is to be changed stands beneath its field.",
  outdated: "This is from an older version of the bot. Write “setup” to get the current one.",
  working: "Still working on it. The answer comes as a message from this bot.",
  done: "That went through.",
  closed: "Closed. Nothing was sent.",
  answered: "The answer is in your chat with me.",
  unreachable:
    "I cannot write to you yet. Add the app Mistral Setup to your chats (Apps, search for it, Add), then write that again there.",
};

/** One plain sentence per refusal: what is so, and where it helps, what to do next. */
const refusals: Record<Refusal, string> = {
  not_started: "The Mistral Setup has not started yet. An admin of this chat workspace can start it.",
  already_started: "The Setup has already started. Open the checklist to see where it stands.",
  may_not_start: "Only an admin of this chat workspace can start the Setup. Ask one of them to do it.",
  may_not_claim: "The Setup can be claimed only when its owner has left, by an admin of this chat workspace.",
  not_owner: "Only the owner of the Setup can do this.",
  not_approver: "Only the owner and the approvers can do this.",
  own_request: "Nobody decides on their own Request. Another approver has to do it.",
  own_admin:
    "You would become Admin by this Request, so another approver has to approve it. Or take your own address out with Change, then approve the rest.",
  needs_two:
    "Making somebody an Admin takes two people. Revoke this Invitation and ask for a new one as Admin, or change the role of an Active Member in Mistral's panel.",
  agreed_already: "You have approved it already. Admin takes two, so another approver has to.",
  outside_domains: "An address is outside the allowed domains. Take it out with Change, or have it allowed.",
  task_grew: "The list has grown since then. Look at the new addresses too, then press again.",
  too_much: "That is too much at once. Write less, or choose at most 50 people.",
  key_typed:
    "That looks like an API key. This bot did not keep it, but a chat is no place for keys: delete it in Mistral's panel and make a new one. Nobody here will ever ask for a key. If it is something else, leave it out.",
  not_your_request: "Only the person who made this Request can do this. An approver can deny it.",
  not_your_step: "This step is not yours to close. Ask the owner to hand it to you.",
  not_your_task: "This task was given to somebody else. Only they or an approver can close it.",
  not_your_invitation: "This Invitation is for somebody else. Ask for your own with the invite command.",
  already_decided: "This Request has already been decided, so nothing was changed.",
  already_closed: "This is already closed, so nothing was changed.",
  own_removal: "You cannot remove yourself here. Another approver can, or you on Mistral's members page.",
  owner_removal: "This is the owner of the Setup. If it is meant, remove them on Mistral's members page.",
  last_admin: "This is the only Admin whom Mistral lists. Make somebody else Admin first.",
  by_hand: "Without an Admin API this bot cannot do it. Change it on Mistral's members page.",
  not_now: "This does not fit where things stand now, so nothing was changed. The card has been updated.",
  just_sent: "It was sent just now. Please wait a few minutes before you send it again.",
  list_is_read: "The bot reads Mistral's members list itself: there is nothing to say by hand.",
  gone: "This is no longer there, perhaps because older data was put back, so nothing was changed: the status command shows what is there now.",
  guest: "Guests cannot request or decide here. A regular member can ask for you.",
  stranger: "This bot works for one organization only. Ask somebody in it to request access for you.",
  no_account: "A chat account could not be read just now. Please try again in a minute.",
  storage:
    "Nothing can be saved just now, so nothing was changed. Please try again in a few minutes; whoever runs this bot finds the reason in its log.",
  trouble: "That did not work just now, and nothing was changed. Please try again in a minute.",
};

export const notices = {
  refusals,
  youWrote: "This is what you wrote:",
  nothingChanged: "Nothing was changed.",
  ownerIs: (who: Piece) => say`The owner is ${who}.`,
  approversAre: (who: Piece) => say`You can ask ${who}.`,
  said: {
    organization: "Organization confirmed.",
    billingDone: (by: Piece | null): Piece =>
      by === null ? "Billing confirmed." : say`Billing confirmed. Keys should work by ${by}.`,
    billingFree: "Noted. Free mode cannot invite: change the plan at Mistral, then confirm billing again.",
    workspacesOrdered: (n: number) => `On its way: ${count(n, "Workspace", "Workspaces")}.`,
    workspacesWait: (n: number, owner: string) =>
      `Noted. ${n === 1 ? "It waits" : "They wait"} until ${owner} has joined the Organization at Mistral: a Workspace needs a Member to administer it.`,
    securityOpen: "Saved. The step stays open until you enter a domain or tick what is done.",
    verifyNotYet: "Saved. The step stays open until an invitee is Active and one key works.",
    skipped: "Noted: one Workspace is enough. The owner can reopen this step at any time.",
    later: "Security can wait. You can reopen this step at any time.",
    confirmed: "Thank you. This step is confirmed by you.",
    handed: (name: string) => `Handed over. ${name} gets this step from this bot.`,
    requested: (n: number) => `Your Request for ${people(n)} is with the approvers. They decide.`,
    approvedAlone: (n: number) => `Approved, sending: ${count(n, "Invitation", "Invitations")}.`,
    waitsForBilling: "Approved, waiting for billing. It goes on by itself once billing allows inviting.",
    resent: "It will be sent again. The new e-mail replaces the old one.",
    revoked: "It is being revoked. The link in the e-mail stops working once Mistral has it.",
    roleOrdered: "The role change is on its way.",
    active: "Noted as Active, confirmed by you.",
    unmarked: "Taken back: it is Pending again, and every message that said Active is corrected.",
    keyWorks: "Good to hear. That is recorded as confirmed by you.",
    saved: "Your answers are saved.",
    language: "Noted. From now on I write to you in English.",
    nothingToDo: "There is nothing to change: it is like that already.",
    retrying: "It will be tried again now.",
    organizationAccepted: "Noted: it is your Organization. The bot reads Mistral's members list now.",
    dropped: "It will not be tried again.",
  },
};

/** Accounts on two platforms that have one address: whether they are one person's. */
export const accounts = {
  confirmFirst: (here: string, there: string) =>
    `Confirm in ${there} that this ${here} account is yours: this bot asks you there, in a message with a button. Then try again here.`,
  title: "Is this account yours?",
  ask: (name: string, there: string, address: string | null) =>
    address === null
      ? say`Someone signed in to ${there} as ${name} tried to act as you. Was it you?`
      : say`Someone signed in to ${there} as ${name} (${code(address)}) tried to act as you. Was it you?`,
  explain: "Press yes only if that account is yours: from then on you may do in both what you may do in one.",
  yes: "Yes, that is me",
  no: "No, that is not me",
  noConfirm: "That account then never gets your rights, and the owner of the Setup hears of it.",
  yours: (there: string, name: string) =>
    say`✅ The account ${name} in ${there} is yours, too: what you may do in one, you may do in both.`,
  waits: (there: string) =>
    `You said yes. Your account in ${there} has rights of its own, so it is asked as well: press yes in the message there.`,
  youParted: (there: string, name: string) =>
    say`You said that the account ${name} in ${there} is not yours. It never gets your rights.`,
  parted: (who: Piece, there: string, name: string) =>
    say`⚠️ ${who} says that the account ${name} in ${there} is not theirs, although it has the same address. It gets none of their rights. Look at who uses it.`,
  old: "There is nothing to confirm any more: one of the two accounts is gone or has another address by now.",
};
