import type { PersonId, Platform } from "../../domain/accounts/person.ts";
import { type Alert, IN_A_ROW, ofKind, SOCKET, type Upstream } from "../../domain/alert.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Setup, StepName } from "../../domain/setup/setup.ts";
import { button, confirm, page, toMembers, toSettings, toStatus } from "../core/buttons.ts";
import { evidence, mention, moment, type Reader } from "../core/reader.ts";
import { actions, card, code, joined, note, type Piece, paragraph } from "../core/spans.ts";
import type { Block, Ids, View } from "../core/view.ts";
import { nextButton } from "../setup/step-buttons.ts";

type Life = Pick<Alert, "since" | "until">;
type Standing = Alert<(typeof IN_A_ROW)[number]>;

type Wrong = {
  readonly is: (since: Piece) => Piece;
  readonly was: string;
  readonly ask?: string;
  readonly after?: string;
};

function wrongWith({ strings: { adminKey, outages } }: Reader, alert: Standing): Wrong {
  switch (alert.kind) {
    case "admin-key":
      return adminKey[alert.noRights ? "noRights" : "refused"];
    case "other-organization":
      return adminKey.other;
    case "outage":
      if (alert.of === SOCKET) return outages.unheard;
      return alert.refused && alert.of !== "mistral" ? outages.refused(alert.of) : outages.silent(alert.of);
  }
}

export function standingCard(reader: Reader, alert: Standing, now: number): View {
  const { over, goesOn, saysWhenOver } = reader.strings.alerts;
  const { is, was, ask, after = goesOn } = wrongWith(reader, alert);
  const from = moment(reader, alert.since, now);
  if (alert.until !== null)
    return card(joined([over(was, from, moment(reader, alert.until, now)), after], " "));
  const { button: ours, text } = reader.strings.adminKey.other;
  return card(
    is(from),
    ask === undefined ? note(saysWhenOver) : paragraph(ask),
    ...(alert.kind === "other-organization"
      ? actions(
          button(
            ours,
            { do: "confirm-organization", of: alert.of },
            { confirm: confirm(reader, ours, text) },
          ),
        )
      : []),
  );
}

export const alertNotes = (
  reader: Reader,
  alerts: readonly Alert[],
  { withKey, now }: { readonly withKey: boolean; readonly now: number },
): Block[] =>
  IN_A_ROW.flatMap((kind) => (withKey || kind === "outage" ? ofKind(alerts, kind) : [])).map((alert) =>
    paragraph(wrongWith(reader, alert).is(moment(reader, alert.since, now))),
  );

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
  const naming: Record<Platform, Ids> = { slack: { slack: channel }, teams: {} };
  const ids: Ids = reason === "channel_deleted" ? {} : naming[platform];
  const shown = name ?? ids[platform];
  if (shown === undefined) return strings.closed.unnamed(where);
  return strings.closed.named({ kind: "channel", name: shown, ids }, where);
}

const WHY_CLOSED: Readonly<Record<string, keyof Reader["strings"]["closed"]["why"]>> = {
  is_archived: "archived",
  is_inactive: "archived",
  team_archived: "teamArchived",
  channel_deleted: "gone",
  team_deleted: "gone",
  channel_not_found: "gone",
  unknown_conversation: "gone",
  ConversationNotFound: "gone",
  is_ext_shared: "shared",
};

/** What is in the way, and what to do about it. Where `isChosen`, the channel was there just now. */
export function whyClosed(
  { strings: { closed } }: Reader,
  { platform, reason }: Pick<Closed, "platform" | "reason">,
  isChosen = false,
): string {
  const known = (Object.hasOwn(WHY_CLOSED, reason) ? WHY_CLOSED[reason] : undefined) ?? "without";
  const enter = closed.mend[platform];
  const mend = {
    ...{ archived: closed.unarchive, teamArchived: closed.restoreTeam, shared: closed.chooseOther },
    ...{ gone: enter, without: enter },
  };
  return `${closed.why[isChosen && known === "gone" ? "without" : known]} ${mend[known]}`;
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

export type LeftBehind = {
  readonly setup: boolean;
  readonly approver: boolean;
  readonly steps: readonly StepName[];
  readonly requests: readonly number[];
  readonly invitations: readonly Pick<Invitation, "address" | "status">[];
};

type LeftFacts = LeftBehind & {
  readonly person: PersonId;
  readonly at: number;
  readonly isBack: boolean;
  /** What the reader may see and do: no more than to claim the Setup, or all of it. */
  readonly rights: { readonly owner: boolean; readonly approver: boolean };
  readonly now: number;
};

export function leftCard(reader: Reader, facts: LeftFacts): View {
  const { left } = reader.strings;
  const at = moment(reader, facts.at, facts.now);
  const who = mention(reader, facts.person);
  const name = reader.nameOf(facts.person)?.name ?? reader.strings.someone;
  if (facts.isBack) return card(left.back(who));
  const rows = facts.rights.approver ? rowsOf(reader, facts) : [];
  const claim = button(reader.strings.checklist.buttons.claim, { do: "claim" }, { style: "primary" });
  const next = [
    ...(facts.setup ? [claim] : facts.rights.owner ? [toSettings(reader)] : []),
    ...(facts.rights.approver ? [toMembers(reader), toStatus(reader)] : []),
  ];
  const all = facts.setup ? [reader.strings.checklist.ownerLeft, ...rows] : rows;
  return {
    summary: left.summary(name),
    blocks: [
      paragraph(left.since(who, at)),
      ...all.map((row) => paragraph(row)),
      ...(all.length === 0 ? [note(left.nothing)] : actions(...next)),
    ],
  };
}

function rowsOf(reader: Reader, { approver, steps, requests, invitations }: LeftFacts): Piece[] {
  const { left, statuses, listed } = reader.strings;
  const shown = invitations.map(({ address, status }) => [code(address), ` (${statuses[status]})`]);
  const words = shown.map((spans) => joined(spans));
  return [
    ...(approver ? [left.approver] : []),
    ...steps.map((name) => left.step(reader.strings.steps[name].title)),
    ...(requests.length > 0 ? [left.requests(requests.length)] : []),
    ...(words.length > 0 ? [left.invitations(listed(words, 0))] : []),
  ];
}
