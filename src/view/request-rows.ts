import { isSameHuman } from "../domain/person.ts";
import { decisionButtons } from "./decision-buttons.ts";
import { mention, moment, type Reader } from "./reader.ts";
import { askedFor, askedInOrder, type RequestFacts } from "./request-parts.ts";
import { someNamed } from "./some.ts";
import { code, joined, note } from "./spans.ts";
import type { Block } from "./view.ts";

/** For whom: enough to decide on, or to go and look at the card. */
const NAMED = 3;

/** How many open Requests a page about something else shows. */
export const MOST_REQUESTS = 6;

type Shown = {
  readonly mayDecide: boolean;
  /** Where the rows stand, if that is nowhere that is kept up to date. */
  readonly back?: "status" | number;
};

/** The first open Requests of `total` as rows: who asks, since when, and (for approvers) the decision. */
export function openRequestRows(
  reader: Reader,
  requests: readonly RequestFacts[],
  { total, ...shown }: Shown & { readonly total: number },
): Block[] {
  const { lists } = reader.strings;
  const rows = requests.slice(0, MOST_REQUESTS).map((facts): Block => requestRow(reader, facts, shown));
  const rest = total - rows.length;
  return rest > 0 ? [...rows, note(lists.requestsMore(rest)), allOf(reader, "requests")] : rows;
}

/** The way to those that found no room. */
export function allOf({ strings }: Reader, of: "tasks" | "requests"): Block {
  const label = of === "tasks" ? strings.lists.allTasks : strings.lists.allRequests;
  return { kind: "actions", buttons: [{ label, action: { do: "waiting", of, page: 0 } }] };
}

export function requestRow(reader: Reader, facts: RequestFacts, { mayDecide, back }: Shown): Block {
  const { request, agreed, now } = facts;
  const invitations = askedFor(facts);
  const addresses = askedInOrder(facts).map(({ address }) => code(address));
  const { lists, requests: words, roles } = reader.strings;
  const name = reader.nameOf(request.requester)?.name ?? reader.strings.someone;
  const shownAfter = back === undefined ? {} : { back };
  const own = request.requester === reader.person;
  const described = (label: string) =>
    words.describe(label, { id: request.id, n: invitations.length, who: name });
  const base: Block = {
    kind: "row",
    title: lists.requestTitle(invitations.length, roles[request.role]),
    detail: joined([
      lists.requestDetail(
        mention(reader, request.requester),
        moment(reader, request.createdAt, now),
        someNamed(reader, addresses, NAMED),
      ),
      ...(agreed == null
        ? []
        : [" ", words.agreedBy(mention(reader, agreed.by), moment(reader, agreed.at, now))]),
    ]),
  };
  if (own) {
    const { withdraw } = words.buttons;
    const action = { do: "withdraw", request: request.id, ...shownAfter } as const;
    return {
      ...base,
      button: {
        label: withdraw,
        action,
        confirm: { ...words.withdrawConfirm, danger: true },
        description: described(withdraw),
      },
    };
  }
  const mine = isSameHuman(reader.nameOf(request.requester), reader.nameOf(reader.person ?? ""));
  const agreedMyself = isSameHuman(reader.nameOf(agreed?.by ?? ""), reader.nameOf(reader.person ?? ""));
  if (!mayDecide || mine || agreedMyself) return base;
  const [button, ...menu] = decisionButtons(reader, facts, back);
  return { ...base, button, menu: menu.map(({ style: _, ...entry }) => entry) };
}
