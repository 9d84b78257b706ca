import { asks } from "../../domain/requests/request.ts";
import { button, confirm, opens } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import type { ActionButton, OtherButton } from "../core/view.ts";
import { toBeRead } from "./asked-addresses.ts";
import { askedFor, type RequestFacts, requesterName } from "./request-parts.ts";

/** Where a decision is pressed, if that is nowhere that is kept up to date. */
export type Back = "status" | undefined;

/** Of several Requests on one page the description tells which one a button is about. */
function described(reader: Reader, facts: RequestFacts, label: string) {
  const about = {
    id: facts.request.id,
    n: askedFor(facts).length,
    who: requesterName(reader, facts.request),
  };
  return { label, description: reader.strings.requests.describe(label, about) };
}

/**
 * Approve, Deny, Change: the one place where an Approve comes from. Where a renderer cannot show everything that it
 * approves, what opens the whole list stands in its place.
 */
export function decisionButtons(
  reader: Reader,
  facts: RequestFacts,
  back: Back,
): [approve: ActionButton, deny: ActionButton, change: ActionButton] {
  const { buttons } = reader.strings.requests;
  const { id: request } = facts.request;
  const all = askedFor(facts);
  const ask = asks(facts.request, all.length);
  const form = (label: string, name: "approve" | "deny" | "change") => ({
    ...opens(label, { form: name, request }),
    ...described(reader, facts, label),
  });
  return [
    {
      ...described(reader, facts, buttons.approve),
      action: { do: "approve", request, ask, ...(back === undefined ? {} : { back }) },
      style: "primary",
      beside: toBeRead(reader, all, facts.ownDomains ?? []),
      instead: { ...form(buttons.review(all.length), "approve"), style: "primary" },
    },
    { ...form(buttons.deny, "deny"), style: "danger" },
    form(buttons.change, "change"),
  ];
}

/** For the requester, while nobody has decided. */
export function withdrawButton(reader: Reader, facts: RequestFacts, back?: Back): OtherButton {
  const { buttons, withdrawConfirm } = reader.strings.requests;
  const { id: request } = facts.request;
  return {
    ...button(buttons.withdraw, { do: "withdraw", request, ...(back === undefined ? {} : { back }) }),
    ...described(reader, facts, buttons.withdraw),
    confirm: { ...confirm(reader, buttons.withdraw, withdrawConfirm), danger: true },
  };
}
