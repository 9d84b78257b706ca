import type { KeyOutcome } from "../../../domain/key/key-reading.ts";
import { PAGES } from "../../core/pages.ts";
import { code, type Piece, say } from "../../core/spans.ts";

const outcomes: Record<KeyOutcome, string> = {
  works: "Mistral accepts it.",
  answers: "Mistral accepts it, but there was no model to try, so nobody knows yet.",
  refused:
    "Mistral doesn't say why: the key may be incomplete, expired or revoked, billing may be missing, or a quota used up.",
  inactive: "It's billing: the subscription is inactive, or a usage limit is reached.",
  unpaid: "Mistral says a payment is missing: no payment method, or an unpaid invoice.",
  spent: "Credit or included usage is used up, or a limit reached: raise it, or wait for next month.",
  busy: "Mistral was too busy to say.",
  proxy: "Something else answered for Mistral, probably a proxy. Is MISTRAL_API_URL right?",
  down: "Mistral is down, slow or out of reach.",
};

export const key = {
  outcomes,
  warming: (until: Piece) =>
    say`⏳ Billing is warming up. If a key is refused, wait until ${until} and retry.`,
  ifRefused: "Key refused? The key command says what to check.",
  works: (proof: Piece) => say`✅ A key works, ${proof}.`,
  /** Beside what stands in the way of keys now. */
  worked: (proof: Piece) => say`A key has worked, ${proof}.`,
  refused: (since: Piece) => say`⚠️ This bot's own key has been refused since ${since}.`,
  failing: (proof: Piece, since: Piece) =>
    say`⚠️ This bot's own key worked, ${proof}, but has been refused since ${since}.`,
  noSetup: "Not set up yet. A key may work in free mode.",
  noBilling: "No billing yet. A key may work in free mode.",
  freeMode: (proof: Piece) => say`Free mode, ${proof}: keys should work within its limits.`,
  shouldWork: (proof: Piece) => say`Keys should work: billing ${proof}.`,
  steps: () => [
    say`Create and copy a key under ${PAGES.keys}: it's shown once.`,
    say`In a terminal, run ${code("read -rs MISTRAL_API_KEY && export MISTRAL_API_KEY")} and paste the key (hidden), never here.`,
    "Run this. No errors? It works.",
  ],
  invitation: (status: string) => say`Your invitation: ${status}.`,
  accept: "First accept the invitation in Mistral's e-mail.",
  notInvited: "Not a Member yet? Ask for an invitation.",
  listed: "Mistral lists you as a Member.",
  notIn: "To make keys, ask for an invitation first.",
  expired: "Send it again first.",
  billingRole: "The Billing role can't make keys. An Admin can change it.",
  refusal: {
    title: "My key is refused",
    submit: "What to do",
    code: "What do you get?",
    codes: {
      "401": "401",
      "402": "402, or “Inactive subscription or usage limit reached”",
      "403": "403",
      "429": "429",
      page: "A web page, or no answer",
      none: "I can't make a key",
    },
    advice: {
      "401": "Copy the whole key again, or make one in the right organization and Workspace.",
      "402": (who: Piece) => say`Billing is in the way. Ask ${who} to look at it.`,
      "403": "This key can't use that model. Try another one.",
      "429": (who: Piece) => say`Wait a minute and retry. Still refused? Ask ${who} if a limit is reached.`,
      page: "Something between you and Mistral answers, such as a proxy. Try another network.",
      none: () =>
        say`Ask an Admin for the Workspace role Developer, and whether ${code("API Key Creation")} is on.`,
    },
    whoever: "whoever looks after billing",
  },
  buttons: { works: "My key works" },
  noProbe: "With a key in MISTRAL_API_KEY, this bot checks whether keys work.",
  notTried: "This bot's own key hasn't been tried yet.",
  ownKey: (what: string) => `This bot's own key: ${what}`,
  keyIsOf: (place: string) => `Mistral says this bot's own key is from ${place}.`,
  foreign: (place: string) =>
    `⚠️ This bot's own key is from ${place}, not from the Admin API key's organization, so it's no longer tried. Ask whoever runs this bot to put one of yours into MISTRAL_API_KEY and restart.`,
  notForeign: "✅ Settled: no key of another organization is in use.",
  stillRefused: (why: string) =>
    say`⚠️ Billing has warmed up, but Mistral still refuses this bot's own key. ${why}`,
  acceptedNow: "✅ Mistral accepts this bot's own key.",
};
