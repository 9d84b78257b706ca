import type { KeyOutcome } from "../../../domain/key/key-reading.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";

const outcomes: Record<KeyOutcome, string> = {
  works: "Mistral accepts it.",
  answers: "Mistral accepts it, but no model could be tried with it, so nobody knows yet whether keys work.",
  refused:
    "Mistral does not say why: it may be incomplete, expired or revoked, billing may be missing, or a quota may be used up.",
  inactive: "Billing stands in the way: the subscription is inactive, or a usage limit is reached.",
  unpaid: "Mistral says that a payment is missing: there is no payment method, or an invoice was not paid.",
  spent: "Credit, included usage or a monthly limit is used up, until next month or somebody raises it.",
  busy: "Mistral had too many requests to say anything about it.",
  proxy: "Something else answered in place of Mistral, probably a proxy. Is MISTRAL_API_URL right?",
  down: "Mistral could not be reached, did not answer in time, or has trouble of its own.",
};

export const key = {
  title: "API keys",
  outcomes,
  warming: (until: Piece) =>
    say`⏳ Billing is warming up. If a key is refused, wait until ${until} and try again.`,
  ifRefused: "If a key is refused, use the key command: it says what to check.",
  works: (proof: Piece) => say`✅ Keys work: one key works, ${proof}.`,
  /** Beside what stands in the way of keys now. */
  worked: (proof: Piece) => say`One key has worked, ${proof}.`,
  refused: (since: Piece) => say`⚠️ The key that this bot tries has been refused since ${since}.`,
  failing: (proof: Piece, since: Piece) =>
    say`⚠️ The key that this bot tries worked, ${proof}, and has been refused since ${since}.`,
  noSetup: "The Setup has not started here. A key may already work in Mistral's free mode.",
  noBilling:
    "Billing is still open. A key may already work in Mistral's free mode, within its limits; inviting needs Team, Enterprise or pay-as-you-go.",
  freeMode: (proof: Piece) => say`Billing as Free mode, ${proof}: keys should work within its limits.`,
  shouldWork: (proof: Piece) =>
    say`Payment method ${proof}, warm-up over: keys should work. Nobody has reported a working key yet.`,
  howTo: "How to get one",
  steps: () => [
    say`Create a key under ${PAGES.keys} in Mistral Studio, and copy it at once: Mistral shows it only this one time.`,
    say`In your terminal run ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")}, paste the key there and press Enter. It is not shown.`,
    "Run this line. Your key works if a model answers.",
  ],
  never: "Never paste a key into chat. This bot never asks for one.",
  invitation: (status: string) => say`Your Invitation: ${status}.`,
  accept: "Accept the invitation in Mistral's e-mail first. Keys are made by Members.",
  notInvited: "No Invitation for you is known here. If you are not a Member yet, ask for an invitation.",
  listed: "You are in Mistral's members list, so you can make a key.",
  owner: "Whoever made the Organization is its Admin and can make a key at once.",
  notIn: "Making keys is for Members. Ask for an invitation first.",
  expired: "Your invitation ran out. Have it sent again first.",
  billingRole: "Your role is Billing. Making keys is for Members and Admins.",
  refusal: {
    title: "My key is refused",
    submit: "What to do",
    code: "What do you get?",
    codes: {
      "401": "401",
      "402": "402, or Inactive subscription or usage limit reached",
      "403": "403",
      "429": "429",
      page: "A web page, or no answer",
      none: "I cannot make a key",
    },
    advice: {
      "401": "Copy the whole key again, or make a new one in the right organization and Workspace.",
      "402": (who: Piece) => say`Billing stands in the way. Ask ${who} to look at it.`,
      "403": "This key may not use that model. Try another model.",
      "429": (who: Piece) =>
        say`Wait a minute, then try again. If that does not help, ask ${who} whether a limit is reached.`,
      page: "Something between you and Mistral answers, such as a proxy. Try from another network.",
      none: () =>
        say`Ask an Admin for the Workspace role Developer, and whether ${code("API Key Creation")} is on.`,
    },
    whoever: "the person who looks after billing",
  },
  buttons: { works: "My key works" },
  noProbe: "This bot has no key of its own to try. With MISTRAL_API_KEY it looks whether keys work.",
  notTried: "This bot has not heard from Mistral about its own key yet.",
  ownKey: (what: string) => `The key that this bot tries: ${what}`,
  keyIsOf: (place: string) => `Mistral says that the key which this bot tries is from ${place}.`,
  foreign: (place: string) =>
    `⚠️ The key that this bot tries is from ${place}, which is not the Organization that the Admin API shows. So the bot has stopped trying it. Put a key of your Organization into MISTRAL_API_KEY and start the bot again.`,
  notForeign: "✅ The bot no longer tries that key.",
  stillRefused: (why: string) =>
    say`⚠️ The billing warm-up is over, but Mistral still refuses the key that this bot tries. ${why}`,
  acceptedNow: "✅ Mistral accepts the key that this bot tries.",
};
