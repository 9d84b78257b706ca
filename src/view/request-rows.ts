import type { Invitation } from "../domain/invitation.ts";
import { mention, moment, type Reader } from "./reader.ts";
import { askedFor, type RequestFacts } from "./request-parts.ts";
import { code, joined, note } from "./spans.ts";
import type { Block, Span } from "./view.ts";

const NAMED = 3;

/** Open Requests as rows: who asks, since when, and (for approvers) the decision. */
export function openRequestRows(
  reader: Reader,
  requests: readonly RequestFacts[],
  { mayDecide, most }: { readonly mayDecide: boolean; readonly most: number },
): Block[] {
  const { lists } = reader.strings;
  const rows = requests.slice(0, most).map((facts): Block => requestRow(reader, facts, mayDecide));
  const rest = requests.length - rows.length;
  return rest > 0 ? [...rows, note(lists.requestsMore(rest))] : rows;
}

/** For whom: enough to decide on, or to go and look at the card. */
function whom(reader: Reader, invitations: readonly Invitation[]): Span[] {
  const { andMore, comma } = reader.strings;
  const rest = invitations.length - NAMED;
  const first = invitations.slice(0, NAMED).map(({ address }) => code(address));
  return joined(rest > 0 ? [...first, andMore(rest)] : first, comma);
}

function requestRow(reader: Reader, facts: RequestFacts, mayDecide: boolean): Block {
  const { request, now } = facts;
  const invitations = askedFor(facts);
  const { lists, requests: words, roles } = reader.strings;
  const name = reader.nameOf(request.requester)?.name ?? reader.strings.someone;
  const own = request.requester === reader.person;
  const described = (label: string) => words.describe(label, invitations.length, name);
  const base: Block = {
    kind: "row",
    title: lists.requestTitle(invitations.length, roles[request.role]),
    detail: joined([
      lists.requestDetail(
        mention(reader, request.requester),
        moment(reader, request.createdAt, now),
        whom(reader, invitations),
      ),
    ]),
  };
  if (own) {
    const { withdraw } = words.buttons;
    const action = { do: "withdraw", request: request.id } as const;
    return {
      ...base,
      button: { label: withdraw, action, confirm: words.withdrawConfirm, description: described(withdraw) },
    };
  }
  if (!mayDecide) return base;
  const { approve, deny, change } = words.buttons;
  return {
    ...base,
    button: {
      label: approve,
      action: { do: "approve", request: request.id },
      style: "primary",
      description: described(approve),
    },
    menu: [
      {
        label: deny,
        action: { do: "open", to: { form: "deny", request: request.id } },
        description: described(deny),
      },
      {
        label: change,
        action: { do: "open", to: { form: "change", request: request.id } },
        description: described(change),
      },
    ],
  };
}
