import { asks } from "../domain/request.ts";
import { toBeRead } from "./asked-addresses.ts";
import type { Reader } from "./reader.ts";
import { askedFor, type RequestFacts, requesterName } from "./request-parts.ts";
import type { ActionButton } from "./view.ts";

/** Where a decision is pressed, if that is nowhere that is kept up to date. */
export type Back = "status" | number | undefined;

/**
 * Approve, Deny, Change: the one place where an Approve comes from. Where a renderer cannot show everything that it
 * approves, what opens the whole list stands in its place.
 */
export function decisionButtons(
  reader: Reader,
  facts: RequestFacts,
  back: Back,
): [approve: ActionButton, deny: ActionButton, change: ActionButton] {
  const { buttons, describe } = reader.strings.requests;
  const { id: request } = facts.request;
  const all = askedFor(facts);
  const who = requesterName(reader, facts.request);
  const described = (label: string) => ({
    label,
    description: describe(label, { id: request, n: all.length, who }),
  });
  return [
    {
      ...described(buttons.approve),
      action: {
        do: "approve",
        request,
        ask: asks(facts.request, all.length),
        ...(back === undefined ? {} : { back }),
      },
      style: "primary",
      beside: toBeRead(reader, all, facts.ownDomains ?? []),
      instead: {
        ...described(buttons.review(all.length)),
        action: { do: "open", to: { form: "approve", request } },
        style: "primary",
      },
    },
    { ...described(buttons.deny), action: { do: "open", to: { form: "deny", request } }, style: "danger" },
    { ...described(buttons.change), action: { do: "open", to: { form: "change", request } } },
  ];
}
