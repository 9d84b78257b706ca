import { type Piece, say } from "../../spans.ts";

/** What Mistral says of the Organization's spending. */
export const spending = {
  limit: (amount: string, proof: Piece) => say`Spending limit: ${amount} a month, ${proof}.`,
  none: (proof: Piece) => say`No spending limit, ${proof}.`,
  unknown: "Mistral does not say what the spending limit is.",
  problems: {
    "limit-reached": {
      title: "⚠️ Spending limit reached",
      row: "⚠️ The monthly spending limit is reached.",
      now: (proof: Piece) =>
        say`The monthly spending limit is reached, ${proof}. API keys stop working until next month, or until somebody with the role Admin or Billing raises it on Mistral's billing page.`,
      over: (proof: Piece) => say`✅ The monthly spending limit is no longer reached, ${proof}.`,
      summary: "Mistral says that the monthly spending limit is reached.",
    },
    "payment-failed": {
      title: "⚠️ A payment failed",
      row: "⚠️ The last payment failed.",
      now: (proof: Piece) =>
        say`The last payment failed, ${proof}. Until it is paid, API keys can stop working. Look at the invoices and the payment method on Mistral's billing page.`,
      over: (proof: Piece) => say`✅ The last payment is no longer reported as failed, ${proof}.`,
      summary: "Mistral says that the last payment failed.",
    },
  },
  warning: "⚠️ ",
  overSummary: "A problem with Mistral's billing is over.",
  open: "Open Billing",
};
