import type { Seen } from "../../domain/action.ts";
import { ANSWERS } from "../../domain/approvals/review.ts";
import type { Role } from "../../domain/invitations/invitation.ts";
import type { Whom } from "../../domain/job.ts";
import type { ChainedEntry } from "../../domain/record/record.ts";
import type { Request } from "../../domain/requests/request.ts";
import { button, opens } from "../core/buttons.ts";
import { askedIf, boxesField, dialog, menuField, optionsOf } from "../core/fields.ts";
import { addressSpan, mention, moment, proven, type Reader, time } from "../core/reader.ts";
import { actions, card, joined, list, note, type Piece, paragraph } from "../core/spans.ts";
import { chosen } from "../core/values.ts";
import type { Block, Span, View } from "../core/view.ts";
import { endOf } from "../invitations/invitation-words.ts";
import type { MemberRow } from "../members/members-list.ts";
import { recordLine } from "../record/record-line.ts";
import { deciderOf } from "./away.ts";

export type ReviewRow = MemberRow & {
  /** As the Record names them. */
  readonly subject: string;
  readonly whom: Whom;
  readonly request: Request | null;
  /** By which its end was set; null: it was asked for with the rest. */
  readonly extension: Request | null;
  /** The Record's entry; null: nobody has answered. */
  readonly answer: ChainedEntry | null;
};

/** `open`, `answered`: how many there are of all who are in. */
export type ReviewPage = {
  readonly rows: readonly ReviewRow[];
  readonly open: number;
  readonly answered: number;
};

type Facts = ReviewPage & { readonly now: number; readonly sendsFile: boolean };
type Opened = Facts & { readonly after?: string | undefined; readonly seen: Seen };

/** Who still needs access. */
export function memberReviewForm(reader: Reader, { after, seen, ...facts }: Opened) {
  const { reviews, forms, lists } = reader.strings;
  const open = facts.rows.filter(({ answer }) => answer === null);
  const options = open.map(({ subject: value, address: label }) => ({ value, label }));
  const answers = { options: optionsOf(ANSWERS, reviews.answers), optional: true };
  const isAsked = open.length > 0;
  const about = { title: reviews.title, submit: forms.save };
  const form = dialog(reader, { form: "member-review", after, seen }, about, {
    intro: [paragraph(reviews.intro), ...people(reader, facts)],
    fields: {
      // Somebody may have answered meanwhile about one of these.
      those: askedIf(isAsked, { ...boxesField(lists.membersTitle, { options }), read: chosen }),
      answer: askedIf(isAsked, menuField(reviews.answer, answers)),
    },
  });
  return { ...form, submit: isAsked ? form.submit : null };
}

/** With what was answered about each, also by somebody who was first. */
export const answeredView = (reader: Reader, { said, ...facts }: Facts & { readonly said: string }): View =>
  card(said, ...people(reader, facts));

/** And the ways to those who wait for an answer elsewhere, and to all of it. */
function people(reader: Reader, { rows, open, answered, now, sendsFile }: Facts): Block[] {
  const { reviews, buttons, lists } = reader.strings;
  const isMore = open > rows.filter(({ answer }) => answer === null).length;
  const to = { form: "member-review", after: rows.at(-1)?.address } as const;
  return [
    ...(rows.length > 0 ? [list(rows.map((row) => line(reader, row, now)))] : []),
    note(reviews.counted(open, answered)),
    ...actions(
      ...(isMore ? [opens(buttons.next, to)] : []),
      ...(sendsFile ? [button(lists.recordFile, { do: "review-file" })] : []),
    ),
  ];
}

/** What was answered; or how they came, who approved what, and why they are believed to be in. */
function line(reader: Reader, row: ReviewRow, now: number): Span[] {
  const { address, invitation, member, request, extension, answer } = row;
  const { lists, requests, roles, statuses, comma } = reader.strings;
  if (answer !== null) return recordLine(reader, answer, () => address);
  const role = (member ?? invitation)?.role ?? null;
  const as = (what: Piece, which: Role | null) =>
    joined([what, ` (${which === null ? lists.roleUnknown : roles[which]})`]);
  const seen = member === null ? "" : lists.uninvited(moment(reader, member.seenAt, now));
  const who = addressSpan(reader, address);
  if (request?.decision == null) return joined([as(who, role), seen], comma);
  const day = (at: number) => time(reader, at, "date");
  const asked = lists.requestDetail(
    mention(reader, request.requester),
    day(request.createdAt),
    as(who, request.role),
  );
  const approved = (one: Request | null) =>
    [...(one?.approvals ?? []), one?.decision ?? []]
      .flat()
      .map((each) => requests.ended.approved(deciderOf(reader, each), day(each.at)));
  const status = role === request.role ? statuses.active : as(statuses.active, role);
  const active = proven(reader, status, invitation?.evidence ?? null, now);
  const end = (invitation && endOf(reader, invitation)) ?? "";
  return joined([asked, ...approved(request), joined([active, end], comma), ...approved(extension)], ". ");
}
