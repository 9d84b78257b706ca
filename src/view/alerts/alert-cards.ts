import { type Alert, ofKind, SOCKET, type Upstream } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { confirm, page, button as press, toSettings } from "../core/buttons.ts";
import { evidence, moment, type Reader } from "../core/reader.ts";
import { actions, card, code, joined, note, type Piece, paragraph } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { nextButton } from "../setup/step-buttons.ts";

type Life = Pick<Alert, "since" | "until">;
type Outage = Pick<Alert<"outage">, "of" | "refused"> & Life;

const VARIABLE = code("MISTRAL_ADMIN_API_KEY");

/** What is wrong and what to do about it; edited once it is over. */
type Wrong = { readonly is: (since: Piece) => Piece; readonly was: string; readonly after?: string };

function alertCard(
  reader: Reader,
  { since, until }: Life,
  now: number,
  { is, was, after }: Wrong,
  ...next: readonly Block[]
): View {
  const { over, goesOn } = reader.strings.alerts;
  const from = moment(reader, since, now);
  if (until === null) return card(is(from), ...next);
  return card(joined([over(was, from, moment(reader, until, now)), after ?? goesOn], " "));
}

/** To the owner: the Admin API key is refused, what to ask Mistral for, and that nothing is lost meanwhile. */
export function adminKeyCard(
  reader: Reader,
  alert: Life & Pick<Alert<"admin-key">, "noRights">,
  now: number,
): View {
  const { adminKey } = reader.strings;
  const { is, ask } = adminKey[alert.noRights ? "noRights" : "refused"];
  const wrong = { is: (since: Piece) => is(VARIABLE, since), was: adminKey.was };
  return alertCard(reader, alert, now, wrong, paragraph(ask));
}

/** To the owner: whose key it is not, that nothing is done with it, and what to do in either case. */
export function otherOrganizationCard(reader: Reader, alert: Life, now: number): View {
  const { is, was, ask, button, text } = reader.strings.adminKey.other;
  const wrong = { is: (since: Piece) => is(VARIABLE, since), was };
  const accept = press(button, { do: "confirm-organization" }, { confirm: confirm(reader, button, text) });
  return alertCard(reader, alert, now, wrong, paragraph(ask), ...actions(accept));
}

/** For those who decide: the Admin API key cannot be used, so what is to be done at Mistral waits. */
function adminKeyNotes(reader: Reader, alerts: readonly Alert[], now: number): Block[] {
  const { refused, noRights, other } = reader.strings.adminKey;
  return [
    ...ofKind(alerts, "admin-key").map((alert) => ({
      ...alert,
      is: (alert.noRights ? noRights : refused).is,
    })),
    ...ofKind(alerts, "other-organization").map((alert) => ({ ...alert, is: other.is })),
  ].map(({ is, since }) => paragraph(is(VARIABLE, moment(reader, since, now))));
}

/** A line for each thing that keeps everybody waiting, on the checklist, the status and the Home page. */
export const alertNotes = (
  reader: Reader,
  alerts: readonly Alert[],
  { withKey, now }: { readonly withKey: boolean; readonly now: number },
): Block[] => [
  ...(withKey ? adminKeyNotes(reader, alerts, now) : []),
  ...ofKind(alerts, "outage").map((outage) =>
    paragraph(wrongWith(reader, outage).is(moment(reader, outage.since, now))),
  ),
];

function wrongWith(reader: Reader, { of, refused }: Pick<Outage, "of" | "refused">): Wrong {
  const { outages } = reader.strings;
  if (of === SOCKET) return outages.unheard;
  return refused && of !== "mistral" ? outages.refused(of) : outages.silent(of);
}

/** To the owner and approvers. */
export const outageCard = (reader: Reader, outage: Outage, now: number): View =>
  alertCard(reader, outage, now, wrongWith(reader, outage), note(reader.strings.alerts.saysWhenOver));

/** The answer to a press, with what of it waits for something that does not answer. */
export function withWaits(
  reader: Reader,
  view: View | null,
  outages: readonly { readonly of: Upstream; readonly since: number }[],
  now: number,
): View {
  const sentences = outages.map(({ of, since }) =>
    card(reader.strings.outages.pressed(of, moment(reader, since, now))),
  );
  const all = [...sentences, ...(view === null ? [] : [view])];
  return {
    ...view,
    summary: all.map(({ summary }) => summary).join(" "),
    blocks: all.flatMap(({ blocks }) => blocks),
  };
}

type Closed = Pick<Alert<"closed">, "platform" | "channel" | "reason" | "name"> & Life;

/** To the owner: a channel that the bot cannot write to, why, what to do, and who gets what meanwhile. */
export function closedCard(reader: Reader, closed: Closed, now: number): View {
  const { closed: said } = reader.strings;
  const where = nameOf(reader, closed);
  const from = moment(reader, closed.since, now);
  if (closed.until !== null) return card(said.over(where, from));
  return card(
    said.cannot(where, from),
    paragraph(whyClosed(reader, closed)),
    note(said.meanwhile),
    ...actions({ ...toSettings(reader), style: "primary" }),
  );
}

/** Slack names a channel itself for as long as it is there. Where nobody knows the name, an id would tell nobody anything. */
function nameOf({ strings }: Reader, { platform, channel, name, reason }: Closed): Piece {
  const where = strings.reach.names[platform];
  const ids = platform === "slack" && reason !== "channel_deleted" ? { slack: channel } : {};
  const shown = name ?? ids.slack;
  if (shown === undefined) return strings.closed.unnamed(where);
  return strings.closed.named({ kind: "channel", name: shown, ids }, where);
}

/** By the stable words of Slack, of Teams and of ours. */
const WHY_CLOSED: Readonly<Record<string, keyof Reader["strings"]["closed"]["why"]>> = {
  is_archived: "archived",
  is_inactive: "archived",
  team_archived: "archived",
  channel_deleted: "gone",
  team_deleted: "gone",
  channel_not_found: "gone",
  unknown_conversation: "gone",
  ConversationNotFound: "gone",
  is_ext_shared: "shared",
};

function whyClosed({ strings: { closed } }: Reader, { platform, reason }: Closed): string {
  const known = Object.hasOwn(WHY_CLOSED, reason) ? WHY_CLOSED[reason] : undefined;
  return `${closed.why[known ?? "without"]} ${closed.mend[platform]}`;
}

type Payment = { readonly setup: Setup; readonly at: number; readonly now: number };

/** To the owner: a payment method that the audit log showed is gone, `at` (epoch ms). Whether another is there, it cannot say. */
export function paymentRemovedCard(reader: Reader, { setup, at, now }: Payment): View {
  const { checklist } = reader.strings;
  const sentence = checklist.paymentRemoved(moment(reader, at, now));
  const { state, evidence: fact } = setup.steps.billing;
  if (state !== "open")
    return card(joined([sentence, checklist.paymentSettled(evidence(reader, fact, now))], " "));
  const next = { ...nextButton(reader, "billing"), style: "primary" } as const;
  return card(
    joined(["⚠️ ", sentence, " ", checklist.paymentRemovedNext]),
    ...actions(next, page(reader, "billing")),
  );
}
