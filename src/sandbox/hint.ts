import type { SlackState, StoredPerson } from "./slack/state.ts";
import type { Mail, Panel } from "./snapshot.ts";

export type Seen = { state: SlackState; panel: Panel; mails: Mail[]; me: StoredPerson; now: number };

/** What a newcomer should do next, read off what has happened so far; null when the tour is over. */
export function hintFor({ state, panel, mails, me, now }: Seen): string | null {
  const ana = state.people[0];
  const chloe = state.people[2];
  const act = (who: StoredPerson | undefined, what: string): string =>
    who === undefined || who.id === me.id ? `${what}.` : `Switch to ${who.name}, then: ${what}.`;
  const started = state.messages.some(({ channel, ephemeralFor, text }) => {
    const public_ = state.channels.find(({ id }) => id === channel)?.kind !== "direct";
    return public_ && ephemeralFor === null && text !== "";
  });
  const open = mails.find((mail) => mail.state === "open");
  if (state.modals.some((view) => view.user === me.id)) return "Fill in the dialog and send it.";
  if (!started && mails.length === 0) return act(ana, "type /mistral-setup and start the setup");
  if (!panel.paymentMethod)
    return act(
      ana,
      "open the admin panel, add a payment method there, then confirm the billing step in Home",
    );
  if (panel.keysWorkAt !== null && now < panel.keysWorkAt)
    return "Billing warms up for three minutes: skip ahead three minutes with the clock.";
  const requested = state.messages.some(({ blocks }) => /"text":"Approve"/.test(JSON.stringify(blocks)));
  if (mails.length === 0)
    return requested
      ? act(ana, "open #mistral-approvals and press Approve")
      : act(chloe, "type /mistral-setup invite to ask for access");
  if (open !== undefined) return `Open the inbox and accept the invitation to ${open.to}.`;
  const accepted = mails.some((mail) => mail.state === "accepted");
  return accepted ? null : act(ana, "type /mistral-setup members and send the invitation again");
}
