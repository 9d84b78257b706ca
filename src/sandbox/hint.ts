import { BOT } from "./slack/bot.ts";
import type { SlackState, StoredMessage, StoredPerson } from "./slack/state.ts";
import type { Hint, Mail, Panel } from "./snapshot.ts";

export type Seen = { state: SlackState; panel: Panel; mails: Mail[]; me: StoredPerson; now: number };

/** A step that is a form: its row in the checklist, the button that opens the form, and what to do then. */
const STEPS = {
  organization: { row: "1. Organization", button: "Set the organization", after: " and say that it exists" },
  billing: { row: "2. Billing", button: "Confirm billing", after: " and choose pay-as-you-go" },
  workspaces: {
    row: "3. Workspaces",
    button: "Add Workspaces",
    after: ", or choose One is enough in the menu beside it",
  },
  security: {
    row: "5. Security and monitoring",
    button: "Set up security",
    after: ", or choose Later in the menu beside it",
  },
};
type Step = (typeof STEPS)[keyof typeof STEPS];

const say = (text: string): Hint => ({ text, switchTo: null });

/** What a newcomer should do next, read off what has happened so far; null when the tour is over. */
export function hintFor(seen: Seen): Hint | null {
  const modal = seen.state.modals.findLast((view) => view.user === seen.me.id);
  if (modal === undefined) return nextFor(seen);
  if (modal.content["submit"] !== undefined) return say("Fill in the dialog and send it.");
  const dialog = JSON.stringify(modal.content.blocks);
  const step = Object.values(STEPS).find(({ row }) => checklistIn(seen.state).includes(`${row}: open`));
  // Billing is confirmed after something was done outside of the dialog.
  const here = step !== undefined && (step !== STEPS.billing || seen.panel.paymentMethod);
  if (!here || !dialog.includes(button(step.button))) return say("Read the dialog, then close it.");
  return say(`Press ${step.button}${dialog.includes(step.row) ? step.after : " in the dialog"}.`);
}

function nextFor({ state, panel, mails, me, now }: Seen): Hint | null {
  const [ana, , chloe] = state.people;
  const as = (who: StoredPerson | undefined, what: string): Hint => {
    if (who === undefined || who.id === me.id) return say(`${what.charAt(0).toUpperCase()}${what.slice(1)}.`);
    return { text: `Switch to ${who.name}, then ${what}.`, switchTo: who.id };
  };
  const said = saidIn(state);
  const checklist = checklistIn(state);
  const isOpen = (step: Step): boolean => checklist.includes(`${step.row}: open`);
  const work = (step: Step): Hint => as(ana, `type \`/mistral-setup\`, press ${step.button}${step.after}`);
  const newestWith = (...parts: string[]) =>
    said.findLast((message) => parts.every((part) => textOf([message]).includes(part)));

  if (checklist === "")
    return textOf(state.messages).includes("6. Verify")
      ? as(ana, "open the Home tab of Mistral Setup")
      : as(ana, "type `/mistral-setup` and send the form that opens");
  if (isOpen(STEPS.organization)) return work(STEPS.organization);
  if (!panel.paymentMethod) return say("Open Mistral admin (top right) and add a payment method there.");
  if (isOpen(STEPS.billing)) return work(STEPS.billing);

  const request = newestWith(button("Approve"));
  if (request !== undefined) return as(ana, `press Approve in ${placeOf(state, request)}`);
  const task = newestWith(button("Done"));
  if (task !== undefined)
    return as(
      holderOf(state, task),
      "do in Mistral admin what the Task in the messages of Mistral Setup says, and press Done on it",
    );
  if (isOpen(STEPS.workspaces)) return work(STEPS.workspaces);
  const open = mails.find((mail) => mail.state === "open");
  if (open !== undefined) return say(`Open the inbox and accept the invitation to ${open.to}.`);
  const accepted = mails.filter((mail) => mail.state === "accepted");
  if (!panel.adminApi) {
    const word = accepted
      .map(({ to }) => newestWith(button("Is Active"), `${to} is Active`))
      .find((card) => card !== undefined);
    if (word !== undefined)
      return as(holderOf(state, word), "press Is Active on the Task in the messages of Mistral Setup");
  }
  if (mails.length === 0) {
    return /approved by/i.test(textOf(said))
      ? say("The invitation is on its way: the inbox shows it soon.")
      : as(chloe, "type `/mistral-setup invite` and ask for access");
  }
  if (accepted.length === 0) return as(ana, "type `/mistral-setup members` and send the invitation again");
  if (checklist.includes("⏳ 2.") || (panel.keysWorkAt !== null && now < panel.keysWorkAt))
    return say("Billing warms up for three minutes: skip three minutes ahead.");
  if (isOpen(STEPS.security)) return work(STEPS.security);
  if (checklist.includes("6. Verify: open")) return say("The last step is being verified: wait a moment.");
  return null;
}

const textOf = (messages: StoredMessage[]): string => JSON.stringify(messages.map(({ blocks }) => blocks));
const button = (label: string): string => `"text":"${label}"`;

const saidIn = ({ messages }: SlackState): StoredMessage[] =>
  messages.filter(({ author, ephemeralFor }) => author === BOT.id && ephemeralFor === null);

/** The six rows as they stand on a Home or in a channel; empty before there are any. */
function checklistIn(state: SlackState): string {
  const home = state.homes.find((view) => view.user === state.people[0]?.id)?.content.blocks;
  const shown = [JSON.stringify(home ?? ""), textOf(saidIn(state))];
  return shown.find((text) => text.includes("6. Verify")) ?? "";
}

const channelOf = (state: SlackState, message: StoredMessage) =>
  state.channels.find(({ id }) => id === message.channel);

function placeOf(state: SlackState, message: StoredMessage): string {
  const name = channelOf(state, message)?.name ?? "";
  return name === "" ? "the messages of Mistral Setup" : `#${name}`;
}

/** Whose direct messages it is in. */
const holderOf = (state: SlackState, message: StoredMessage): StoredPerson | undefined =>
  state.people.find(({ id }) => channelOf(state, message)?.members.includes(id));
