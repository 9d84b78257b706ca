import type { PersonId } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { StepName } from "../../domain/setup/setup.ts";
import { button, toMembers, toSettings, toStatus } from "../core/buttons.ts";
import { mention, moment, type Reader } from "../core/reader.ts";
import { actions, card, code, heading, joined, note, type Piece, paragraph } from "../core/spans.ts";
import type { View } from "../core/view.ts";

export type LeftFacts = {
  readonly person: PersonId;
  /** Epoch ms. */
  readonly at: number;
  /** They came back. */
  readonly isBack: boolean;
  /** They have the Setup still. */
  readonly setup: boolean;
  readonly approver: boolean;
  readonly steps: readonly StepName[];
  readonly requests: readonly number[];
  readonly invitations: readonly Pick<Invitation, "address" | "status">[];
  /** What the reader may see and do: no more than to claim the Setup, or all of it. */
  readonly rights: { readonly owner: boolean; readonly approver: boolean };
  readonly now: number;
};

/** Somebody is no member any more: what they leave behind, and what to do about it. */
export function leftCard(reader: Reader, facts: LeftFacts): View {
  const { left } = reader.strings;
  const at = moment(reader, facts.at, facts.now);
  const who = mention(reader, facts.person);
  const name = reader.nameOf(facts.person)?.name ?? reader.strings.someone;
  if (facts.isBack) return card(left.back(who));
  const rows = facts.rights.approver ? rowsOf(reader, facts) : [];
  const claim = button(reader.strings.checklist.buttons.claim, { do: "claim" }, { style: "primary" });
  const next = [
    ...(facts.setup ? [claim] : []),
    ...(facts.rights.owner ? [toSettings(reader)] : []),
    ...(facts.rights.approver ? [toMembers(reader), toStatus(reader)] : []),
  ];
  const all = facts.setup ? [reader.strings.checklist.ownerLeft, ...rows] : rows;
  return {
    summary: left.summary(name),
    blocks: [
      heading(left.title),
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
