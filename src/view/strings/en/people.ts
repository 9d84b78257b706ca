import { type Piece, say } from "../../spans.ts";

export const people = {
  inviteeSummary: "Mistral sends you an invitation by e-mail.",
  inviteeTitle: "Your invitation to Mistral",
  invited: (who: Piece, organization: string | null, role: string) =>
    organization === null
      ? say`${who} invites you to Mistral as ${role}.`
      : say`${who} invites you to ${organization} at Mistral as ${role}.`,
  invitedYourself: (organization: string | null, role: string) =>
    organization === null
      ? say`You asked for an invitation to Mistral as ${role}.`
      : say`You asked for an invitation to ${organization} at Mistral as ${role}.`,
  comingSoon: "⏳ It is approved and being sent. You will see here when Mistral has it.",
  emailComes: (address: string) =>
    say`Mistral sends an e-mail to ${{ kind: "code", text: address }} within a few minutes. It is genuine: open it and accept, then sign up or log in with that address.`,
  runsOut: (at: Piece) => say`The invitation runs out after 7 days, ${at}.`,
  runsOutSoon: "The invitation runs out after 7 days.",
  buttons: {
    noEmail: "No e-mail?",
    joined: "I have joined",
    resend: "Send it again",
    keyWorks: "My key works",
    makeKey: "Make a key",
    key: "My key is refused",
  },
  active: (proof: Piece) => say`✅ You are Active, ${proof}.`,
  activePlain: "✅ You are Active.",
  takenBackSummary: "That you are Active has been taken back.",
  takenBack: (address: string) =>
    say`⏳ That you are Active has been taken back here. If you have not accepted yet, open the e-mail to ${{ kind: "code", text: address }} and accept. Then say so here.`,
  activeSummary: "You are Active at Mistral.",
  expired: "⚠️ This invitation ran out after 7 days. It can be sent again in one click.",
  expiredSummary: "Your invitation to Mistral ran out.",
  revoked:
    "This invitation was revoked, and its link no longer works. Ask the person who invited you if that is a surprise.",
  revokedSummary: "Your invitation to Mistral was revoked.",
  failed:
    "⚠️ This invitation has not reached Mistral yet. Whoever asked for it is told, so there is nothing for you to do.",
  failedSummary: "Your invitation to Mistral has not been sent yet.",
  removedSummary: "You are no longer a Member of this Organization at Mistral.",
  removed: (proof: Piece) => say`✖️ You are no longer a Member of this Organization at Mistral, ${proof}.`,
  removedNext: (owner: Piece) =>
    say`Your access to it has ended. If that is a surprise, ask ${owner}. You can be invited again, but nothing is carried over.`,
  denied: "This invitation is not going out.",
  noEmailTitle: "No e-mail?",
  noEmailSummary: "No e-mail from Mistral? Three things to check.",
  noEmailAddress: (address: string) =>
    say`Is ${{ kind: "code", text: address }} the right address? If not, ask for a new Invitation with the right one.`,
  noEmailSpam: "Look in spam, and in quarantine if your company has one. The sender is Mistral.",
  noEmailWait: "It can take a few minutes to arrive.",
  noEmailAgain: "Still nothing? Have it sent again. The new e-mail replaces the old one.",
  noEmailJustSent: "The e-mail was sent only a short while ago. Please give it a few minutes.",
  nudgeSummary: "Your invitation to Mistral is still waiting for you.",
  nudge: (address: string) =>
    say`⏳ Your invitation to Mistral is still waiting for you, in an e-mail to ${{ kind: "code", text: address }}.`,
  welcomeTitle: "Welcome to Mistral: your first key",
  welcomeBillingTitle: "Welcome to Mistral",
  welcomeSummary: "You are Active at Mistral. This is how to make your first key.",
  welcomeSteps: [
    "Open API keys in Mistral Studio.",
    "Create a key and copy it at once. Mistral shows it only this one time.",
    "Keep it in a safe place, never in chat. This bot does not need it and never asks for it.",
  ],
  welcomeRefused: "If a key is refused, use the key command: it says what to check.",
  welcomeWarming: (until: Piece) =>
    say`⏳ Billing is warming up until ${until}. If your key is refused before then, wait and try again.`,
  welcomeNoBilling:
    "Billing is not confirmed yet. A key may already work in Mistral's free mode; if it is refused, wait until you hear that billing is active.",
  welcomeTell: "When it works, say so here. That is all it needs.",
  welcomeKeyWorks: (proof: Piece) => say`✅ A key works, ${proof}.`,
  billingRole:
    "Your role is Billing: subscriptions, invoices and payment methods. Making keys is for Members and Admins.",
  whoActive: (who: Piece) => say`✅ ${who} is Active`,
  manyActive: (n: number) => `✅ ${n} Members are Active`,
  oneActiveSummary: (who: string) => `${who} is Active at Mistral.`,
  manyActiveSummary: (n: number) => `${n} people are Active at Mistral.`,
  newMember: "A new Member",
  withProof: (who: Piece, proof: Piece) => say`${who}, ${proof}`,
  joinedSummaryOne: "The person you asked for is Active at Mistral.",
  joinedSummaryMany: (n: number) => `${n} people you asked for are Active at Mistral.`,
  joinedIntro: "From your Requests:",
  noneActive: "This is out of date: it no longer names anybody as Active.",
};
