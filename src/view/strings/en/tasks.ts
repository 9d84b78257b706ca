import type { Job } from "../../../domain/job.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

const jobs: Partial<Record<Job["kind"], string>> = {
  post: "A message could not be posted.",
  update: "A message could not be brought up to date.",
  invite: "Approved Invitations could not be sent to Mistral.",
  "take-back": "An Invitation could not be revoked at Mistral.",
  "set-role": "A role could not be changed at Mistral.",
  remove: "A Member could not be removed from the Organization at Mistral.",
  "create-workspace": "A Workspace could not be created at Mistral.",
  "set-limit": "The monthly spending limit could not be set at Mistral.",
  "send-record": "The Record could not be sent as a file.",
  "send-template": "A template for a list could not be sent as a file.",
  "put-file": "A file that was accepted could not be put into OneDrive.",
  unreadable: "A piece of work that was planned could not be read, so it was not done.",
};

export const tasks = {
  titles: {
    invite: "Invite at Mistral",
    revoke: "Revoke at Mistral",
    role: "Change a role at Mistral",
    remove: "Remove from the Organization",
    workspace: "Create a Workspace at Mistral",
  },
  steps: {
    invite: (role: string) => [
      say`Open ${PAGES.members} and choose to invite.`,
      "Paste the addresses below, one list after the other. Many at once are fine.",
      say`Choose the role ${bold(role)}, and what stands above a list, and send.`,
      "If an address is among the invited people already, send that Invitation again instead.",
    ],
    role: (role: string) => [
      say`Open ${PAGES.members} and find the address below.`,
      say`Change the role to ${bold(role)}. A Pending Invitation keeps its role: revoke it, then invite the address again.`,
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
  },
  /** What stands above addresses that were asked for alike. */
  noWishes: "Without seats or Workspaces of their own:",
  otherWishes: "With the seats and Workspaces that their Requests name:",
  done: "Done",
  impossible: "I can't do this",
  isActive: "Mark active",
  waitsSince: (at: Piece) => say`⏳ This has been waiting for you since ${at}.`,
  ranOut: {
    title: "Have these Invitations run out?",
    question: (n: number, since: Piece) =>
      say`⏳ Invited on ${since}, and nobody says that they joined: ${people(n)}. Invitations run out after 7 days: look at Mistral, and say here what you see.`,
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
  otherJob: "Something that was planned could not be done.",
  unknownReason: "The log of the bot has the details.",
  troubleTitle: "Something needs a person",
  tried: (n: number, since: Piece) => say`Tried since ${since}: ${count(n, "time", "times")}.`,
  others: (n: number) => `This counts for ${count(n, "more message", "more messages")} to the same place.`,
  retrying: "It is being tried again.",
  withOwner: (owner: Piece) => say`${owner} can have it tried again, or drop it.`,
  settled: "This is closed. There is nothing more to do.",
  retry: "Try again",
  drop: "Drop it",
  dropConfirm: "It will not be tried again. The Record says that you dropped it.",
};
