import { type Alert, outageOf } from "../../domain/alert.ts";
import {
  type Invitation,
  type InvitationStatus,
  isToBeSent,
  type Mode,
  type Role,
} from "../../domain/invitations/invitation.ts";
import { addressSpan, lastDayOfAccess, moment, proven, type Reader } from "../core/reader.ts";
import { capital, capitalized, joined, type Piece, text } from "../core/spans.ts";
import type { Span } from "../core/view.ts";

type Facts = {
  readonly billingAllows: boolean;
  readonly mode?: Mode;
  readonly alerts?: readonly Alert[];
  readonly failedSoFar?: boolean;
  readonly now: number;
};

export const ICONS: Readonly<Record<InvitationStatus, string>> = {
  ...{ proposed: "⏳", approved: "⏳", sending: "⏳", pending: "⏳", active: "✅" },
  ...{ expired: "⚠️", failed: "⚠️", denied: "❌", revoked: "❌", removed: "❌" },
};

const PROVEN: readonly InvitationStatus[] = ["pending", "active", "expired", "revoked", "removed"];

/** Without an Admin API nobody sends anything until a person does. */
export const statusWord = ({ strings }: Reader, status: InvitationStatus, mode: Mode | undefined): string =>
  status === "sending" && mode === "guided" ? strings.requests.waitsForPerson : strings.statuses[status];

/** In a row: the person first, and behind them how they stand. */
export function personWords(
  reader: Reader,
  { address, status, role }: Pick<Invitation, "address" | "status"> & { readonly role: Role | null },
  mode: Mode,
  { proof = "", why = "" }: { readonly proof?: Piece; readonly why?: Piece },
): { title: string; detail: Span[] } {
  const { lists, roles, comma, colon } = reader.strings;
  const word = capitalized(statusWord(reader, status, mode));
  const standing = `${ICONS[status]} ${word} (${role === null ? lists.roleUnknown : roles[role]})`;
  return { title: address, detail: joined([joined([standing, proof], comma), why], colon) };
}

function statusSpans(reader: Reader, invitation: Invitation, facts: Facts): Span[] {
  const { billingAllows, now } = facts;
  const { statuses, requests } = reader.strings;
  const { status, evidence: fact, failure } = invitation;
  if (status === "approved" && !billingAllows) return [text(requests.waitingForBilling)];
  const waits = waitsForMistral(reader, invitation, facts);
  if (waits !== null) return waits;
  if (status === "failed" && failure !== null) {
    return [text(`${statuses.failed}. ${failureWords(reader, failure)}`)];
  }
  const words = proven(
    reader,
    statusWord(reader, status, facts.mode),
    PROVEN.includes(status) ? fact : null,
    now,
  );
  const end = endOf(reader, invitation);
  return end === null ? words : joined([words, end], reader.strings.comma);
}

/** Until when somebody has access; null: without an end, or it is over. */
export const endOf = (reader: Reader, { status, until }: Invitation): Span[] | null =>
  until === null || (status !== "active" && status !== "pending")
    ? null
    : reader.strings.away.until(lastDayOfAccess(reader, until));

export const untilLine = (reader: Reader, until: number): Span[] =>
  capital(reader.strings.away.until(lastDayOfAccess(reader, until)));

/** Why one that was approved is not sent yet; null: nothing keeps it. */
export function waitsForMistral(
  reader: Reader,
  invitation: Invitation,
  { mode, alerts = [], failedSoFar = false, now }: Omit<Facts, "billingAllows">,
): Span[] | null {
  if (!isToBeSent(invitation) || mode !== "automatic") return null;
  const outage = outageOf(alerts, "mistral");
  if (outage !== null) return reader.strings.outages.waits(moment(reader, outage.since, now));
  return failedSoFar ? [text(reader.strings.outages.notYet)] : null;
}

/** By the first code before the colon that we have words for. What follows may come from outside, and is not shown. */
export function whyNot({ reasons }: Reader["strings"], error: string | null): string | undefined {
  const [codes = ""] = error?.split(":") ?? [];
  const known = codes.split(/\s+/).find((word) => Object.hasOwn(reasons, word));
  return known === undefined ? undefined : reasons[known];
}

export const failureWords = ({ strings }: Reader, failure: string): string =>
  whyNot(strings, failure) ?? strings.noReason;

export function invitationLine(
  reader: Reader,
  invitation: Invitation,
  facts: Facts & { readonly asked?: Invitation["role"] },
): Span[] {
  const { roles, colon } = reader.strings;
  const role: Piece = invitation.role === facts.asked ? "" : ` (${roles[invitation.role]})`;
  return joined([
    `${ICONS[invitation.status]} `,
    addressSpan(reader, invitation.address),
    role,
    colon,
    joined([statusSpans(reader, invitation, facts)]),
  ]);
}
