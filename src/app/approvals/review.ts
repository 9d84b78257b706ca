import { isRefusal } from "../../domain/refusal.ts";
import { AppError } from "../../lib/errors.ts";
import { answeredView, memberReviewForm, type ReviewRow } from "../../view/approvals/review.ts";
import type { ActorUnit } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler, marksOf } from "../core/form-handler.ts";
import { answersTo, ordered, saidTo } from "../core/replies.ts";
import { requireApprover } from "../core/rights.ts";
import { remove } from "../members/member-actions.ts";
import { sendsFiles } from "../record/files.ts";
import { reviewPage } from "./review-rows.ts";

/** A page of it. Without an answer nothing changes; of two the first one counts, and the second person sees it. */
export const memberReview: FormHandler<"member-review"> = (unit, { after, seen: before }) => {
  requireApprover(unit);
  const { reader, now, me } = unit;
  const facts = { now, sendsFile: sendsFiles(unit) };
  const page = reviewPage(unit, after);
  const marks = marksOf(page.rows.map(({ subject }) => subject));
  const form = memberReviewForm(reader, { ...facts, ...page, after, seen: marks });
  return asking(form, ({ those, answer }) => {
    const { choose, changedMeanwhile } = reader.strings.forms.errors;
    const seen = before ?? marks;
    const { rows } = reviewPage(unit, after, seen);
    const open = rows.filter((row) => row.answer === null);
    const isAll = answer === "keep-all";
    if (answer === null && those.length > 0) throw new FieldErrors({ answer: choose });
    if (answer !== null && isAll !== (those.length === 0))
      throw new FieldErrors({ those: reader.strings.reviews.tick });
    const isThere = (subject: string) => rows.some((row) => row.subject === subject);
    if (isAll ? open.length < Object.keys(seen).length : !those.every(isThere))
      throw new FieldErrors({ answer: changedMeanwhile });
    const chosen = open.filter(({ subject }) => isAll || those.includes(subject));
    const isRelease = answer === "release";
    for (const row of chosen)
      if (isRelease) release(unit, row);
      else record(unit, me, "member.kept", row.subject);
    // The owner may have been told that they wait for an answer.
    unit.tx.changed("alert:drift");
    const saved = isRelease ? ordered(unit, answersTo(unit).removing) : saidTo(unit).saved;
    const said = chosen.length === 0 ? reader.strings.nothingChanged : saved;
    const view = answeredView(reader, { ...facts, ...reviewPage(unit, after, seen), said });
    return { kind: "show", view };
  });
};

/** Of several, the one who stays is named. */
function release(unit: ActorUnit, { whom, address }: ReviewRow): void {
  try {
    remove(unit, whom, true);
  } catch (error) {
    const { refusals, colon } = unit.reader.strings;
    if (!(error instanceof AppError) || !isRefusal(error.detail)) throw error;
    throw new FieldErrors({ answer: `${address}${colon}${refusals[error.detail]}` });
  }
}
