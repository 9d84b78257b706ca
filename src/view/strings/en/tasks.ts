import type { Job } from "../../../domain/job.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

const jobs: Partial<Record<Job["kind"], string>> = {
  post: "Couldn't post a message.",
  update: "Couldn't update a message.",
  invite: "Couldn't send approved invitations to Mistral.",
  "take-back": "Couldn't revoke an invitation at Mistral.",
  "set-role": "Couldn't change a role at Mistral.",
  remove: "Couldn't remove a Member at Mistral.",
  "create-workspace": "Couldn't create a Workspace at Mistral.",
  "set-limit": "Couldn't set the monthly spending limit at Mistral.",
  "send-file": "Couldn't send a file.",
  "put-file": "Couldn't put an accepted file into OneDrive.",
  unreadable: "Couldn't read a planned job, so it wasn't done.",
};

export const tasks = {
  titles: {
    invite: "Invite at Mistral",
    revoke: "Revoke at Mistral",
    role: "Change a role at Mistral",
    remove: "Remove at Mistral",
    workspace: "Create a Workspace at Mistral",
  },
  steps: {
    /** `wished`: some were asked for with seats or Workspaces, which stand above their list. */
    invite: (role: string, wished: boolean) => [
      say`Open ${PAGES.members} and invite as ${bold(role)}${wished ? ", each list with the seats and Workspaces above it" : ""}:`,
      "Already invited? Send that invitation again instead.",
    ],
    role: (role: string) => [
      say`Open ${PAGES.members} and find this address.`,
      say`Change the role to ${bold(role)}. Still Pending? Revoke the invitation and invite again.`,
    ],
    revoke: () => [say`Open ${PAGES.members} and revoke:`],
    remove: () => [
      say`Open ${PAGES.members} and remove from the organization, so that the access ends:`,
      "The last Admin? Make somebody else Admin first.",
    ],
    workspace: () => [say`Open ${PAGES.workspaces} and create one with this name.`],
  },
  /** What stands above addresses that were asked for alike. */
  noWishes: "Without seats or Workspaces:",
  otherWishes: "With the seats and Workspaces in their requests:",
  done: "Done",
  impossible: "I can't do this",
  isActive: "Mark Active",
  waitsSince: (at: Piece) => say`⏳ Waiting for you since ${at}.`,
  ranOut: {
    title: "Has an invitation expired?",
    question: (n: number, since: Piece) =>
      say`⏳ Invited ${since}, no word since: ${people(n)}. Check at Mistral: invitations expire after 7 days.`,
    over: "Nothing left to check.",
    hasRunOut: "Mark expired",
  },
  doneConfirm: "It's recorded as confirmed by you, and the people concerned are told.",
  whenDone: "Then press Done: until then it's approved, not sent.",
  follow: "Mark everyone whom Mistral's list shows as Active:",
  closed: {
    done: (who: Piece, at: Piece) => say`✅ Done, confirmed by ${who} ${at}.`,
    impossible: (who: Piece, at: Piece) => say`⚠️ Not possible, says ${who} ${at}.`,
  },
  moved: (who: Piece) => say`${who} has this now.`,
  notNeeded: (at: Piece) => say`Not needed since ${at}: settled another way.`,
  nothingLeft: "Nothing left to do here.",
  jobs,
  otherJob: "A background job failed.",
  unknownReason: "This bot's log has the details.",
  troubleTitle: "Needs attention",
  tried: (n: number, since: Piece) => say`Tried ${count(n, "time", "times")} since ${since}.`,
  others: (n: number) => `The same goes for ${count(n, "more message", "more messages")} there.`,
  retrying: "Trying again.",
  withOwner: (owner: Piece) => say`${owner} can retry or drop it.`,
  settled: "Nothing left to do here.",
  retry: "Try again",
  drop: "Drop it",
  dropConfirm: "It won't be tried again. The record says that you dropped it.",
};
