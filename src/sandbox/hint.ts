import { BOT } from "./slack/company.ts";
import type { SlackState, StoredMessage, StoredPerson } from "./slack/state.ts";
import type { Mail, Panel } from "./snapshot.ts";

export type Seen = { state: SlackState; panel: Panel; mails: Mail[]; me: StoredPerson; now: number };

/** What a newcomer should do next, read off what has happened so far; null when the tour is over. */
export function hintFor({ state, panel, mails, me, now }: Seen): string | null {
  const modal = state.modals.findLast((view) => view.user === me.id);
  if (modal !== undefined)
    return modal.content["submit"] === undefined
      ? "Read the dialog, then close it."
      : "Fill in the dialog and send it.";
  const [ana, , chloe] = state.people;
  const as = (who: StoredPerson | undefined, what: string): string =>
    who === undefined || who.id === me.id
      ? `${what.charAt(0).toUpperCase()}${what.slice(1)}.`
      : `Switch to ${who.name}, then ${what}.`;
  const said = state.messages.filter(
    ({ author, ephemeralFor }) => author === BOT.id && ephemeralFor === null,
  );
  const home = JSON.stringify(state.homes.find((view) => view.user === ana?.id)?.content ?? "");
  const checklist = home.includes("2. Billing") ? home : textOf(said);
  if (!/2\. Billing/.test(checklist) && said.length === 0)
    return as(ana, "type /mistral-setup and send the form that opens");
  if (!panel.paymentMethod) return "Open Mistral admin (top right) and add a payment method there.";
  if (/2\. Billing: open/.test(checklist))
    return as(ana, "type /mistral-setup, press Confirm billing and choose pay-as-you-go");
  if (panel.keysWorkAt !== null && now < panel.keysWorkAt)
    return "Billing warms up for three minutes: skip three minutes ahead.";
  return inviteHint(state, said, mails, as, { ana, chloe });
}

function inviteHint(
  state: SlackState,
  said: StoredMessage[],
  mails: Mail[],
  as: (who: StoredPerson | undefined, what: string) => string,
  { ana, chloe }: Record<"ana" | "chloe", StoredPerson | undefined>,
): string | null {
  const open = mails.find((mail) => mail.state === "open");
  if (open !== undefined) return `Open the inbox and accept the invitation to ${open.to}.`;
  if (mails.some((mail) => mail.state === "accepted")) return null;
  const request = said.findLast((message) => textOf([message]).includes('"text":"Approve"'));
  if (request !== undefined) {
    const channel = state.channels.find(({ id }) => id === request.channel);
    const place = channel?.name ? `#${channel.name}` : "the messages of Mistral Setup";
    return as(ana, `press Approve in ${place}`);
  }
  if (mails.length > 0) return as(ana, "type /mistral-setup members and send the invitation again");
  if (/approved by/i.test(textOf(said))) return "The invitation is on its way: the inbox shows it soon.";
  return as(chloe, "type /mistral-setup invite and ask for access");
}

const textOf = (messages: StoredMessage[]): string => JSON.stringify(messages.map(({ blocks }) => blocks));
