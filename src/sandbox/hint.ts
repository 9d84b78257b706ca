import { BOT } from "./slack/company.ts";
import type { SlackState, StoredMessage, StoredPerson } from "./slack/state.ts";
import type { Hint, Mail, Panel } from "./snapshot.ts";

export type Seen = { state: SlackState; panel: Panel; mails: Mail[]; me: StoredPerson; now: number };

/** What a newcomer should do next, read off what has happened so far; null when the tour is over. */
export function hintFor({ state, panel, mails, me, now }: Seen): Hint | null {
  const [ana, , chloe] = state.people;
  const say = (text: string): Hint => ({ text, switchTo: null });
  const as = (who: StoredPerson | undefined, what: string): Hint => {
    if (who === undefined || who.id === me.id) return say(`${what.charAt(0).toUpperCase()}${what.slice(1)}.`);
    return { text: `Switch to ${who.name}, then ${what}.`, switchTo: who.id };
  };
  const modal = state.modals.findLast((view) => view.user === me.id);
  if (modal !== undefined)
    return say(
      modal.content["submit"] === undefined
        ? "Read the dialog, then close it."
        : "Fill in the dialog and send it.",
    );
  const said = state.messages.filter(
    ({ author, ephemeralFor }) => author === BOT.id && ephemeralFor === null,
  );
  const home = JSON.stringify(state.homes.find((view) => view.user === ana?.id)?.content ?? "");
  const checklist = home.includes("2. Billing") ? home : textOf(said);
  if (!checklist.includes("2. Billing") && said.length === 0)
    return as(ana, "type `/mistral-setup` and send the form that opens");
  if (!panel.paymentMethod) return say("Open Mistral admin (top right) and add a payment method there.");
  if (checklist.includes("2. Billing: open"))
    return as(ana, "type `/mistral-setup`, press Confirm billing and choose pay-as-you-go");
  if (panel.keysWorkAt !== null && now < panel.keysWorkAt)
    return say("Billing warms up for three minutes: skip three minutes ahead.");

  const open = mails.find((mail) => mail.state === "open");
  if (open !== undefined) return say(`Open the inbox and accept the invitation to ${open.to}.`);
  if (mails.some((mail) => mail.state === "accepted")) return null;
  const request = said.findLast((message) => textOf([message]).includes('"text":"Approve"'));
  if (request !== undefined) {
    const channel = state.channels.find(({ id }) => id === request.channel);
    return as(
      ana,
      `press Approve in ${channel?.name ? `#${channel.name}` : "the messages of Mistral Setup"}`,
    );
  }
  if (mails.length > 0) return as(ana, "type `/mistral-setup members` and send the invitation again");
  if (/approved by/i.test(textOf(said)) && !panel.adminApi)
    return as(ana, "do the Task in the messages of Mistral Setup: invite in Mistral admin, then press Done");
  if (/approved by/i.test(textOf(said))) return say("The invitation is on its way: the inbox shows it soon.");
  return as(chloe, "type `/mistral-setup invite` and ask for access");
}

const textOf = (messages: StoredMessage[]): string => JSON.stringify(messages.map(({ blocks }) => blocks));
