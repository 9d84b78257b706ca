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
    say`Open ${PAGES.keys} in Mistral Studio, in the Workspace where you want to use it.`,
    "Create a key and copy it at once: Mistral shows it only this one time.",
    say`In your terminal run ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")}, paste the key there and press Enter. It is not shown.`,
    "Then try it. The first line below costs nothing; the second asks for one token and proves more.",
  ],
  roles: () =>
    say`The Workspace roles Developer, Workspace Contributor and Admin have Studio, where keys are made; the role User has not. An Admin can change that, and ${code("API Key Creation")}, which can be off.`,
  never: "Never paste a key into chat. This bot never asks for one.",
  invitation: (status: string) => say`Your Invitation: ${status}.`,
  accept: "Accept the invitation in Mistral's e-mail first. Keys are made by Members.",
  notInvited: "No Invitation for you is known here. If you are not a Member yet, ask for an invitation.",
  listed: "You are in Mistral's members list, so you can make a key.",
  owner: "Whoever made the Organization is its Admin and can make a key at once.",
  notIn: "Making keys is for Members. Ask for an invitation first.",
  expired: "Your invitation ran out. Have it sent again first.",
  billingRole: "Your role is Billing. Making keys is for Members and Admins.",
  refusedHeading: "If it is refused",
  refusedBecause: () => [
    say`${code("401")}: the key is incomplete, expired or revoked, billing is not in force, or a quota is used up. In the first minutes of billing wait and try again; then copy the whole key anew, or make a new one.`,
    say`${code("402")}, or ${code("Inactive subscription or usage limit reached")}: billing. Ask whoever looks after it.`,
    say`${code("403")} without these words: the key may not use this model. Try another model.`,
    say`${code("429")}: too many requests. Wait a little between them; a monthly limit may be reached, too.`,
    "A web page instead of JSON, or no answer: something between you and Mistral, such as a proxy.",
    "Is the key from the right organization and Workspace? Their names are at the top of Studio.",
  ],
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
