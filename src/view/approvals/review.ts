import type { Seen } from "../../domain/action.ts";
import { ANSWERS } from "../../domain/approvals/review.ts";
import type { Whom } from "../../domain/job.ts";
import type { Page } from "../../domain/page.ts";
import type { ChainedEntry } from "../../domain/record/record.ts";
import type { Request } from "../../domain/requests/request.ts";
import { button, opens } from "../core/buttons.ts";
import { askedIf, boxesField, dialog, menuField, optionsOf } from "../core/fields.ts";
import { addressSpan, mention, moment, proven, type Reader, time } from "../core/reader.ts";
import { actions, card, joined, list as listed, note, paragraph } from "../core/spans.ts";
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
  /** The Record's entry; null: nobody has answered. */
  readonly answer: ChainedEntry | null;
};

type Facts = { readonly list: Page<ReviewRow>; readonly now: number };

/** Who still needs access. */
export function memberReviewForm(reader: Reader, { list, now, seen }: Facts & { readonly seen: Seen }) {
  const { reviews, forms, lists } = reader.strings;
  const open = list.rows.filter(({ answer }) => answer === null);
  const options = open.map(({ subject: value, address: label }) => ({ value, label }));
  const answers = { options: optionsOf(ANSWERS, reviews.answers), optional: true };
  const isAsked = open.length > 0;
  const about = { title: reviews.title, submit: forms.save };
  return dialog(reader, { form: "member-review", page: list.page, seen }, about, {
    intro: [paragraph(reviews.intro), ...people(reader, { list, now })],
    fields: {
      // Somebody may have answered meanwhile about one of these.
      those: askedIf(isAsked, { ...boxesField(lists.membersTitle, { options }), read: chosen }),
      answer: askedIf(isAsked, menuField(reviews.answer, answers)),
    },
  });
}

/** With what was answered about each, also by somebody who was first. */
export function answeredView(
  reader: Reader,
  { list, now, sendsFile, said }: Facts & { readonly sendsFile: boolean; readonly said: string },
): View {
  const { buttons, lists } = reader.strings;
  const next = opens(buttons.next, { form: "member-review", page: list.page + 1 }, { style: "primary" });
  const file = button(lists.recordFile, { do: "review-file" });
  const isLast = list.page + 1 >= list.pages;
  return card(
    said,
    ...people(reader, { list, now }),
    ...actions(...(isLast ? [] : [next]), ...(sendsFile ? [file] : [])),
  );
}

function people(reader: Reader, { list, now }: Facts): Block[] {
  const { lists } = reader.strings;
  if (list.rows.length === 0) return [paragraph(lists.noPeople)];
  return [
    listed(list.rows.map((row) => line(reader, row, now))),
    ...(list.pages > 1 ? [note(lists.pageOf(list.page + 1, list.pages, list.total))] : []),
  ];
}

/** What was answered; or how they came, who approved it, and why they are believed to be in. */
function line(reader: Reader, row: ReviewRow, now: number): Span[] {
  const { address, invitation, member, request, answer } = row;
  const { lists, requests, roles, statuses } = reader.strings;
  if (answer !== null) return recordLine(reader, answer, () => address);
  const role = (member ?? invitation)?.role;
  const who = joined([addressSpan(reader, address), ` (${role == null ? lists.roleUnknown : roles[role]})`]);
  const seen = member === null ? "" : lists.uninvited(moment(reader, member.seenAt, now));
  if (request?.decision == null) return joined([who, seen], reader.strings.comma);
  const { requester, createdAt, decision, approvals } = request;
  const at = (when: number) => time(reader, when, "date");
  const asked = lists.requestDetail(mention(reader, requester), at(createdAt), who);
  const approved = [...approvals, decision].map((one) =>
    requests.ended.approved(deciderOf(reader, one), at(one.at)),
  );
  const active = proven(reader, statuses.active, invitation?.evidence ?? null, now);
  const end = invitation && endOf(reader, invitation);
  return joined([asked, ...approved, joined([active, end ?? ""], reader.strings.comma)], ". ");
}
