import { type Piece, say } from "../../spans.ts";

/** Somebody is no regular member any more: to whoever has to go on without them. */
export const left = {
  title: "Somebody has left",
  summary: (name: string) => `${name} is not a regular member here any more.`,
  since: (who: Piece, at: Piece) =>
    say`⚠️ ${who} is not a regular member here any more, as far as I know since ${at}. Nobody waits for them.`,
  approver:
    "They are still among the approvers. Take them out in the settings, and name somebody else there.",
  step: (title: string) =>
    `The step ${title} was handed to them. Do it yourself, or hand it to somebody else from the checklist.`,
  requests: (n: number) =>
    n === 1
      ? "A Request of theirs is open. Decide whether it is still wanted."
      : `${n} Requests of theirs are open. Decide whether they are still wanted.`,
  invitations: (rows: Piece) =>
    say`They have, or are about to get, access to Mistral as ${rows}. Revoke or remove it in the list of Members if they should not.`,
  nothing: "There is nothing to do about it.",
  backSummary: (name: string) => `${name} is a regular member here again.`,
  back: (who: Piece) => say`✅ ${who} is a regular member here again. There is nothing to do.`,
};
