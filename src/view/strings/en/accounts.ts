import { type Piece, say } from "../../core/spans.ts";

/** Accounts on two platforms that have one address: whether they are one person's. */
export const accounts = {
  confirmFirst: (here: string, there: string) =>
    `Confirm in ${there} that this ${here} account is yours: this bot asks you there, in a message with a button. Then try again here.`,
  more: (there: string) =>
    `Somebody in ${there} with your address has part in this Setup. If that is you, press the button and confirm it there: then you can do here what you can do there.`,
  same: (there: string) => `Ask me in ${there}`,
  title: "Is this account yours?",
  ask: (name: string, there: string, address: string | null) =>
    address === null
      ? say`In ${there} somebody called ${name} tried what you may do here.`
      : say`In ${there} somebody called ${name}, with the address ${{ kind: "code", text: address }}, tried what you may do here.`,
  explain: "Press yes only if that account is yours: from then on you may do in both what you may do in one.",
  yes: "Yes, that is me",
  no: "No, that is not me",
  noConfirm: "That account then never gets your rights, and the owner of the Setup hears of it.",
  yours: (there: string, name: string) =>
    say`✅ The account ${name} in ${there} is yours, too: what you may do in one, you may do in both.`,
  waits: (there: string) =>
    `You said yes. Your account in ${there} has rights of its own, so it is asked as well: press yes in the message there.`,
  youParted: (there: string, name: string) =>
    say`You said that the account ${name} in ${there} is not yours. It never gets your rights.`,
  parted: (who: Piece, there: string, name: string) =>
    say`⚠️ ${who} says that the account ${name} in ${there} is not theirs, although it has the same address. It gets none of their rights. Look at who uses it.`,
  old: "There is nothing to confirm any more: one of the two accounts is gone or has another address by now.",
};
