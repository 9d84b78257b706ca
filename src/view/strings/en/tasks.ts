import type { Job } from "../../../domain/job.ts";
import { type Piece, say } from "../../spans.ts";

const them = (n: number): string => (n === 1 ? "one person" : `${n} people`);

/** What could not be done, per kind of job. */
const jobs: Record<Job["kind"], string> = {
  post: "A message could not be posted.",
  update: "A message could not be brought up to date.",
  homes: "The Home pages could not be brought up to date.",
  "refresh-account": "An account could not be read from the chat platform.",
  "find-invitee": "The chat account of an invitee could not be looked up.",
  invite: "Approved Invitations could not be sent to Mistral.",
  "take-back": "An Invitation could not be revoked at Mistral.",
  "set-role": "A role could not be changed at Mistral.",
  "set-member-role": "A role could not be changed at Mistral.",
  remove: "A Member could not be removed from the Organization at Mistral.",
  "remove-member": "A Member could not be removed from the Organization at Mistral.",
  "create-workspace": "A Workspace could not be created at Mistral.",
  "set-limit": "The monthly spending limit could not be set at Mistral.",
  sync: "The members list could not be read from Mistral.",
  drift: "The daily check could not be made.",
  prune: "Old finished work could not be cleared away.",
  probe: "The configured key could not be tested.",
  warm: "The end of the billing warm-up could not be announced.",
  remind: "A reminder could not be sent.",
  "dead-letter": "What the operator ordered about work that was given up could not be done.",
  "send-record": "The Record could not be sent as a file.",
  "send-template": "A template for a list could not be sent as a file.",
  "put-file": "A file that was accepted could not be put into OneDrive.",
  "look-domain": "The record of a domain could not be looked for in DNS.",
  lapse: "A Request could not be closed after 7 days.",
  "ran-out": "Nobody could be asked whether an Invitation has run out.",
  nudge: "An invitee could not be reminded.",
  unreadable: "A piece of work that was planned could not be read, so it was not done.",
};

/** Why, per stable code. Anything else is not shown: it may come from outside. */
const reasons: Readonly<Record<string, string>> = {
  key_refused: "The configured key was refused. Check that it is whole, and neither expired nor revoked.",
  no_right:
    "Mistral lets the Admin API key in, but not for this: the key lacks the right, or the plan does not include it. Ask Mistral for a key with this right, or do it in Mistral's panel.",
  billing_needed: "Mistral asks for billing or another plan first. See Billing and Subscription there.",
  no_admin_key:
    "The bot has no Admin API key any more. Do it in Mistral's panel and drop it here, or try again once there is a key.",
  no_member: "This person is not in Mistral's members list any more, so there is nothing to change.",
  last_admin:
    "Mistral refused: this is the last Admin of the Organization. Make somebody else Admin first, then try again.",
  removal_refused:
    "Mistral refused to remove this Member. Look at the members list there: it may be the last Admin, or somebody whom only the identity provider can remove.",
  role_refused: "Mistral refused this change of role. Look at the members list there, and change it by hand.",
  still_listed:
    "Mistral said that it was gone already, yet its list still shows it. Look at the members list there.",
  list_with_gaps:
    "Mistral's members list comes with gaps, so nobody can tell from it who is missing. Look at the list there, and try again later.",
  no_files:
    "Slack does not let the bot send files. Give its app the scope files:write and install it again, then try again. The Record can also be written by whoever runs the bot, with npm run record.",
  unreadable:
    "Its row in the database was changed from outside, or written by another version of this bot. If the checklist shows nothing that is missing, drop it.",
  not_found: "It is no longer there.",
  forbidden: "It is not allowed: check the rights of the key or of the bot.",
  conflict: "It does not fit the current state there.",
  invalid: "The request was not accepted.",
  rate_limited: "Too many requests were made for too long.",
  unavailable: "The service could not be reached for a long time.",
  outcome_unknown: "The answer never came, so it may or may not have happened. Look before you try again.",
};

export const tasks = {
  titles: {
    invite: "Invite at Mistral",
    revoke: "Revoke at Mistral",
    role: "Change a role at Mistral",
    remove: "Remove from the Organization",
    workspace: "Create a Workspace at Mistral",
  },
  summary: {
    invite: (n: number) => `Please invite ${them(n)} on Mistral's members page.`,
    revoke: (n: number) =>
      `Please revoke ${n === 1 ? "an Invitation" : `${n} Invitations`} on Mistral's members page.`,
    role: () => "Please change a role on Mistral's members page.",
    remove: () => "Please remove a Member on Mistral's members page.",
    workspace: () => "Please create a Workspace at Mistral.",
  },
  closedSummary: {
    done: (title: string) => `Done: ${title}.`,
    impossible: (title: string) => `Not possible: ${title}.`,
  },
  membersList: "the members list",
  workspacesPage: "the Workspaces page",
  inviteSteps: (list: Piece, role: string) => [
    say`Open ${list} and choose to invite.`,
    say`Paste the addresses below. Many at once are fine.`,
    say`Choose the role ${{ kind: "bold", text: role }} and send.`,
  ],
  inviteListSteps: (list: Piece, role: string, lists: number) => [
    say`Open ${list} and choose to invite.`,
    lists === 1
      ? say`Paste the addresses below. Many at once are fine.`
      : say`Paste the addresses below, each list on its own.`,
    say`Choose the role ${{ kind: "bold", text: role }} and what stands above the list, and send.`,
  ],
  inviteAgain: say`If an address is among the invited people already, send that Invitation again instead.`,
  inviteWorkspaces: say`If you cannot choose Workspaces while inviting, add the people there once they have joined.`,
  pendingRoleSteps: (list: Piece, role: string) => [
    say`Open ${list}. A Pending Invitation keeps its role, so revoke the one of the address below.`,
    say`Invite the address again with the role ${{ kind: "bold", text: role }}.`,
  ],
  /** What stands above addresses that were asked for alike. */
  wish: (seats: readonly string[], workspaces: readonly string[]): string =>
    seats.length + workspaces.length === 0
      ? "Without seats or Workspaces of their own:"
      : `With ${[
          ...(seats.length === 0 ? [] : [`seats for ${seats.join(", ")}`]),
          ...(workspaces.length === 0 ? [] : [`the Workspaces ${workspaces.join(", ")}`]),
        ].join(" and ")}:`,
  otherWishes: "With the seats and Workspaces that their Requests name:",
  revokeSteps: (list: Piece) => [
    say`Open ${list} and go to the invited people.`,
    say`Revoke the Invitation of each address below.`,
  ],
  roleSteps: (list: Piece, role: string) => [
    say`Open ${list} and find the address below.`,
    say`Change the role to ${{ kind: "bold", text: role }}.`,
  ],
  removeSteps: (list: Piece) => [
    say`Open ${list} and find the address below among the active people.`,
    say`Remove this Member from the Organization. Their access ends; nothing is carried over when they are invited again.`,
    say`Mistral keeps the last Admin. If it is that one, make somebody else Admin first.`,
  ],
  workspaceSteps: (page: Piece) => [say`Open ${page} and create a new one.`, say`Give it the name below.`],
  workspaceIcon: (icon: string) => say`Choose ${icon} as its icon.`,
  done: "Done",
  reminder: {
    summary: (task: string) => `Still waiting for you: ${task}`,
    since: (at: Piece) => say`⏳ This has been waiting for you since ${at}.`,
  },
  impossible: "Not possible because…",
  isActive: "Is Active",
  ranOut: {
    title: "Has this Invitation run out?",
    titleMany: "Have these Invitations run out?",
    summaryMany: (n: number) =>
      n === 1
        ? "An Invitation of a week ago has probably run out. Please look."
        : `${n} Invitations of a week ago have probably run out. Please look.`,
    questionMany: (n: number, since: Piece) =>
      say`⏳ ${n === 1 ? "One of those" : `${n} people`} who were invited on ${since} ${n === 1 ? "has" : "have"} not said that they joined. Mistral's Invitations run out after 7 days. Look at the invited people there, and say here what you see.`,
    summary: "An Invitation of a week ago has probably run out. Please look.",
    over: "Thank you. This question is settled.",
    question: (who: Piece, since: Piece) =>
      say`⏳ ${who} was invited on ${since} and has not said that they joined. Mistral's Invitations run out after 7 days. Look at the invited people there, and say here what you see.`,
    sendAgain: "Send again",
    isActive: "Is Active",
    hasRunOut: "It has run out",
    look: "Open the members list",
  },
  describeActive: (address: string) => `${address} is Active`,
  doneConfirm: {
    title: "Done at Mistral?",
    text: "It is recorded as confirmed by you, and the people concerned are told.",
    yes: "It is done",
    no: "Not yet",
  },
  whenDone: "When you have done it, press Done. Until then it counts as approved and not as sent.",
  whenDoneOther: "When you have done it, press Done.",
  follow: "Mark who has gone from Pending to Active on the members list:",
  rowTitle: (icon: string, status: string) => `${icon} ${status}`,
  doneBy: (who: Piece, at: Piece) => say`✅ Done, confirmed by ${who} ${at}`,
  impossibleBy: (who: Piece, at: Piece) => say`⚠️ Not possible, says ${who} ${at}`,
  movedSummary: (title: string) => `With somebody else now: ${title}.`,
  moved: (who: Piece) => say`This is with ${who} now. Thank you. There is nothing more to do.`,
  notNeededSummary: (title: string) => `Not needed any more: ${title}.`,
  notNeeded: (at: Piece) =>
    say`Not needed any more since ${at}: the bot does it, or it was settled another way.`,
  nothingLeft: "There is nothing left to do here.",
  jobs,
  reasons,
  unknownReason: "The log of the bot has the details.",
  troubleTitle: "Something needs a person",
  tried: (n: number, since: Piece) => say`Tried ${n === 1 ? "once" : `${n} times`} since ${since}.`,
  others: (n: number) =>
    `${n === 1 ? "One more message" : `${n} more messages`} to the same place could not be posted either. What you press counts for all of them.`,
  retrying: "It is being tried again.",
  withOwner: (owner: Piece) => say`${owner} can have it tried again, or drop it.`,
  settled: "This is closed. There is nothing more to do.",
  retry: "Try again",
  otherName: "Choose another name",
  drop: "Drop it",
  dropConfirm: {
    title: "Drop it?",
    text: "It will not be tried again. The Record says that you dropped it.",
    yes: "Drop it",
    no: "Keep it",
  },
};
