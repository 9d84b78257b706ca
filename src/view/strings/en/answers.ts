import type { Verdict } from "../../../domain/preflight.ts";
import { type Piece, say } from "../../spans.ts";

/** `which`: the places of the people among those chosen; null: they are the only one. */
export const whom = (which: readonly number[] | null): string =>
  which === null ? "whom you chose" : `number ${which.join(" and ")} of those whom you chose`;

/** What is answered to a press or at a field, beyond the sentences that follow a form. */
export const answers = {
  revokedUnsent: "Revoked before it was sent. Nobody gets an e-mail.",
  replaced: "This message is about an earlier e-mail. A newer one has replaced it.",
  youApprove: (owner: Piece) =>
    say`${owner} made you an approver of the Mistral Setup: Requests come to you to approve or deny. Type /mistral-setup to see where it stands.`,
  youApproveSummary: "You are an approver of the Mistral Setup now.",
  handToOther: "This step is yours already. Choose somebody else.",
  alreadyActive: "This Member is Active already.",
  looking: "Looking at Mistral's members list now. The card changes as soon as it shows them as Active.",
  lookingForYou: "Looking at Mistral's members list now. The card changes as soon as it shows you as Active.",
  removing:
    "The removal is on its way. It counts once Mistral has done it; then the requester and the Member hear of it.",
  removingUninvited:
    "The removal is on its way. It counts once Mistral has done it. This bot does not tell the Member.",
  /** Without an Admin API nothing happens by itself. */
  byHand: {
    yours: (n: number) =>
      n === 1
        ? "There is a card for it in your direct messages. Do at Mistral what it says, then press Done: it counts from then on."
        : `There are ${n} cards for it in your direct messages. Do at Mistral what each says, then press Done on it: it counts from then on.`,
    others:
      "Somebody else has a card for it now. It counts once they have done it at Mistral and pressed Done.",
  },
  nobodyActive: "Nobody is Active yet. Wait until an invitee has accepted, then confirm this.",
  notAMember: (names: string) =>
    `Choose regular members of this chat workspace. ${names} cannot do this: guests, apps and people of other workspaces may not.`,
  notMet: (which: readonly number[] | null) =>
    `This bot does not know ${whom(which)}. Ask them to write to it once, then choose them again.`,
  workspaceExists: (name: string) => `There is a Workspace named “${name}” already. Choose another name.`,
  workspaceOrdered: (name: string) =>
    `The Workspace “${name}” has been ordered and is not created yet. Choose another name.`,
  nobodyLeft: (verdicts: readonly Verdict[], reasons: Record<NonNullable<Verdict["problem"]>, string>) =>
    `Nobody is left to invite. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address}: ${problem === null ? "" : reasons[problem]}`)
      .join("; ")}${verdicts.length > 3 ? "; …" : ""}`,
};

/** What Slack's edge itself says when there is no View to show. */
export const slack = {
  title: "Mistral Setup",
  close: "Close",
  trouble:
    "That did not work just now. Look at the checklist before you try again, in case it did go through.",
  tooLate: "Slack let this click run out before the dialog could open. Please press it again.",
  outdated: "This is from an older version of the bot. Type /mistral-setup to get the current one.",
  working: "Still working on it. If nothing happens, send it again.",
  done: "That went through. You can close this.",
};

/** What cards in Teams themselves say, and Teams' edge when there is no View to show. */
export const teams = {
  lang: "en",
  more: "… and more than Teams shows in one message.",
  back: "Back",
  choose: "Choose…",
  none: "None",
  chosenBefore: "Chosen before (name unknown)",
  unknownChannel: "unknown channel",
  unnamedGroup: "A group chat where nobody has mentioned this bot yet",
  required: "This is needed.",
  numberWithin: (min: number | null, max: number | null) => {
    if (min !== null && max !== null) return `A number from ${min} to ${max} is needed.`;
    return min === null ? `A number up to ${max} is needed.` : `A number of ${min} or more is needed.`;
  },
  seeFields: "Nothing was sent yet. What is to be changed stands beneath its field.",
  title: "Mistral Setup",
  trouble:
    "That did not work just now. Look at the checklist before you try again, in case it did go through.",
  outdated: "This is from an older version of the bot. Write “setup” to get the current one.",
  working: "Still working on it. The answer comes as a message from this bot.",
  done: "That went through.",
  closed: "Closed. Nothing was sent.",
  answered: "The answer is in your chat with me.",
  unreachable:
    "I cannot write to you yet. Add the app Mistral Setup to your chats (Apps, search for it, Add), then write that again there.",
};
