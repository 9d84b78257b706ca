import type { Job } from "../../../domain/job.ts";
import { type Piece, say } from "../../core/spans.ts";
import { PAGES } from "../../setup/steps.ts";
import { count, people } from "./common.ts";

const ROLE = "A role could not be changed at Mistral.";
const REMOVAL = "A Member could not be removed from the Organization at Mistral.";

/** What could not be done, per kind of job. */
const jobs: Record<Job["kind"], string> = {
  post: "A message could not be posted.",
  update: "A message could not be brought up to date.",
  homes: "People's own pages could not be brought up to date.",
  "refresh-account": "An account could not be read from the chat platform.",
  "find-invitee": "The chat account of an invitee could not be looked up.",
  invite: "Approved Invitations could not be sent to Mistral.",
  "take-back": "An Invitation could not be revoked at Mistral.",
  "set-role": ROLE,
  "set-member-role": ROLE,
  remove: REMOVAL,
  "remove-member": REMOVAL,
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

const bold = (role: string) => ({ kind: "bold", text: role }) as const;

export const tasks = {
  titles: {
    invite: "Invite at Mistral",
    revoke: "Revoke at Mistral",
    role: "Change a role at Mistral",
    remove: "Remove from the Organization",
    workspace: "Create a Workspace at Mistral",
  },
  summary: {
    invite: (n: number) => `Please invite ${people(n)} on Mistral's members page.`,
    revoke: (n: number) => `Please revoke ${n === 1 ? "an Invitation" : `${n} Invitations`} at Mistral.`,
    role: () => "Please change a role at Mistral.",
    remove: () => "Please remove a Member at Mistral.",
    workspace: () => "Please create a Workspace at Mistral.",
  },
  steps: {
    /** `plain`: nobody asked for seats or Workspaces; otherwise what was asked for stands above each of the `lists`. */
    invite: (role: string, { lists, plain }: { lists: number; plain: boolean }) => [
      say`Open ${PAGES.members} and choose to invite.`,
      lists === 1
        ? "Paste the addresses below. Many at once are fine."
        : "Paste the addresses below, each list on its own.",
      plain
        ? say`Choose the role ${bold(role)} and send.`
        : say`Choose the role ${bold(role)} and what stands above the list, and send.`,
    ],
    inviteAgain: "If an address is among the invited people already, send that Invitation again instead.",
    inviteWorkspaces: "If you cannot choose Workspaces while inviting, add the people there afterwards.",
    pendingRole: (role: string) => [
      say`Open ${PAGES.members} and revoke the Invitation below: a Pending one keeps its role.`,
      say`Invite the address again with the role ${bold(role)}.`,
    ],
    role: (role: string) => [
      say`Open ${PAGES.members} and find the address below.`,
      say`Change the role to ${bold(role)}.`,
    ],
    revoke: () => [
      say`Open ${PAGES.members} and go to the invited people.`,
      "Revoke the Invitation of each address below.",
    ],
    remove: () => [
      say`Open ${PAGES.members} and find the address below among the active people.`,
      "Remove this Member from the Organization. Their access ends.",
      "Mistral keeps the last Admin. If it is that one, make somebody else Admin first.",
    ],
    workspace: () => [
      say`Open ${PAGES.workspaces} and create a new one.`,
      "Give it the name below, then press Done.",
    ],
    workspaceIcon: (icon: string) => `Choose ${icon} as its icon.`,
  },
  /** What stands above addresses that were asked for alike. */
  wish: (seats: readonly string[], workspaces: readonly string[]): string => {
    const wishes = [
      ...(seats.length === 0 ? [] : [`seats for ${seats.join(", ")}`]),
      ...(workspaces.length === 0 ? [] : [`the Workspaces ${workspaces.join(", ")}`]),
    ];
    return wishes.length === 0
      ? "Without seats or Workspaces of their own:"
      : `With ${wishes.join(" and ")}:`;
  },
  otherWishes: "With the seats and Workspaces that their Requests name:",
  done: "Done",
  impossible: "Not possible because…",
  isActive: "Is Active",
  waitsSince: (at: Piece) => say`⏳ This has been waiting for you since ${at}.`,
  ranOut: {
    title: (n: number) => `${n === 1 ? "Has this Invitation" : "Have these Invitations"} run out?`,
    question: (n: number, since: Piece) =>
      say`⏳ ${n === 1 ? "One person who was" : `${n} people who were`} invited on ${since} ${n === 1 ? "has" : "have"} not said that they joined. Invitations run out after 7 days: look at Mistral, and say here what you see.`,
    over: "Thank you. This question is settled.",
    hasRunOut: "It has run out",
  },
  doneConfirm: "It is recorded as confirmed by you, and the people concerned are told.",
  whenDone: "Press Done afterwards. Until then it counts as approved and not as sent.",
  follow: "Mark who has gone from Pending to Active on the members list:",
  closed: {
    done: (who: Piece, at: Piece) => say`✅ Done, confirmed by ${who} ${at}.`,
    impossible: (who: Piece, at: Piece) => say`⚠️ Not possible, says ${who} ${at}.`,
  },
  moved: (who: Piece) => say`This is with ${who} now. There is nothing more to do.`,
  notNeeded: (at: Piece) => say`Not needed any more since ${at}: it was settled another way.`,
  nothingLeft: "There is nothing left to do here.",
  jobs,
  unknownReason: "The log of the bot has the details.",
  troubleTitle: "Something needs a person",
  tried: (n: number, since: Piece) => say`Tried ${n === 1 ? "once" : `${n} times`} since ${since}.`,
  others: (n: number) =>
    `What you press counts for ${count(n, "more message", "more messages")} to the same place.`,
  retrying: "It is being tried again.",
  withOwner: (owner: Piece) => say`${owner} can have it tried again, or drop it.`,
  settled: "This is closed. There is nothing more to do.",
  retry: "Try again",
  otherName: "Choose another name",
  drop: "Drop it",
  dropConfirm: "It will not be tried again. The Record says that you dropped it.",
};
