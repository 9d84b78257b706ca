import type { PastedFrom } from "../../../domain/pasted-list.ts";
import { type Piece, say } from "../../spans.ts";

const addresses = (n: number): string => (n === 1 ? "1 address" : `${n} addresses`);

const sources: Record<PastedFrom, readonly [string, string]> = {
  written: ["It says so itself", "Active, Pending or Expired stands in it"],
  active: ["Active Users", "Whoever has nothing else beside them is Active"],
  invited: ["Invited Users", "Whoever has nothing else beside them is Pending"],
};

/** A pasted part of Mistral's members list. */
export const compare = {
  button: "Compare with Mistral's list",
  title: "Compare with Mistral",
  submit: "Compare",
  page: "the members list",
  intro: (page: Piece) =>
    say`Open ${page} at Mistral, select the rows with the mouse, copy them, and paste them here. You see what would change before anything does.`,
  parts:
    "This field takes 3,000 characters at a time. A longer list can be pasted in parts: who is missing from a part stays as they are.",
  list: "From the list",
  listHint: "Addresses and Active, Pending or Expired are read. Names, roles and dates are ignored.",
  placeholder: "zoe@example.com  Member  Active",
  from: "Where is it copied from?",
  fromHint: "For addresses with no state beside them.",
  sources,
  errors: {
    empty: "Please paste a part of the list.",
    full: "This field is full, so the end of the list may be missing. Paste a part, then the next one.",
    noAddress: "No e-mail address was found in it. Copy the rows with the addresses.",
    noState:
      "Neither Active nor Pending stands beside the addresses. Choose the list that they were copied from.",
  },
};

export const compared = {
  title: "What will change",
  submit: (n: number) => (n === 1 ? "Save 1 change" : `Save ${n} changes`),
  back: "Back",
  intro: (n: number) =>
    n === 1 ? "This changes when you save:" : `These ${n} Invitations change when you save:`,
  nothing: "Nothing changes.",
  change: (who: Piece, from: string, to: string) => say`${who}: ${from} → ${to}`,
  kept: "These stay as they are here, because the list cannot decide it. Look at them in the members list of this bot:",
  keptRow: (who: Piece, here: string, there: string) => say`${who}: here ${here}, in the list ${there}`,
  same: (n: number) => (n === 1 ? "1 is like that already." : `${n} are like that already.`),
  stateless: (n: number) =>
    `${addresses(n)} ${n === 1 ? "has" : "have"} no state beside ${n === 1 ? "it" : "them"}. To include ${n === 1 ? "it" : "them"}, go back and choose where the list is copied from.`,
  unread: (n: number) =>
    `${n === 1 ? "1 word looks" : `${n} words look`} like an address and could not be read.`,
  strangers: (who: Piece) => say`Nobody was invited here with these addresses, so they are ignored: ${who}`,
  missing: "Who is missing from what you pasted stays as they are.",
  yourWord: "It is recorded as confirmed by you. Who is missing from what you pasted stays as they are.",
  done: (figures: string) => `Saved, confirmed by you: ${figures}.`,
  count: (n: number, status: string) => `${n} ${status}`,
  overtaken: "Nothing was left to change: it is like that already.",
  next: "Paste the next part",
};
