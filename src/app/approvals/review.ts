import { isDeepStrictEqual } from "node:util";
import { refuse } from "../../domain/refusal.ts";
import { answeredView, memberReviewForm } from "../../view/approvals/review.ts";
import { MEMBERS_PER_PAGE } from "../../view/members/members-list.ts";
import type { ActorUnit } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler, marksOf } from "../core/form-handler.ts";
import { answersTo, ordered, saidTo } from "../core/replies.ts";
import { requireApprover } from "../core/rights.ts";
import { isOnlyAdmin, remove } from "../members/member-actions.ts";
import { sendsFiles } from "../record/files.ts";
import { reviewRows } from "./review-rows.ts";

const pageOf = (unit: ActorUnit, page: number) => reviewRows(unit, page, MEMBERS_PER_PAGE);

/** A page of it. Without an answer nothing changes; of two the first one counts, and the second person sees it. */
export const memberReview: FormHandler<"member-review"> = (unit, { page, seen }) => {
  requireApprover(unit);
  const { reader, now, me } = unit;
  const list = pageOf(unit, page);
  const open = list.rows.filter(({ answer }) => answer === null);
  const shown = marksOf({ open: open.map(({ subject }) => subject) });
  return asking(memberReviewForm(reader, { list, now, seen: shown }), ({ those, answer }) => {
    const { choose, changedMeanwhile } = reader.strings.forms.errors;
    const isAll = answer === "keep-all";
    const isThere = (subject: string) => list.rows.some((row) => row.subject === subject);
    if (isAll ? !isDeepStrictEqual(seen, shown) : !those.every(isThere))
      throw new FieldErrors({ answer: changedMeanwhile });
    if (!isAll && (answer === null) !== (those.length === 0)) throw new FieldErrors({ answer: choose });
    const chosen = open.filter(({ subject }) => isAll || those.includes(subject));
    const isRelease = answer === "release";
    if (isRelease && isOnlyAdmin(unit, ...chosen.map(({ address }) => address))) throw refuse("last_admin");
    for (const { subject, whom } of chosen)
      if (isRelease) remove(unit, whom, true);
      else record(unit, me, "member.kept", subject);
    // The owner may have been told that they wait for an answer.
    unit.tx.changed("alert:drift");
    const saved = isRelease ? ordered(unit, answersTo(unit).removing) : saidTo(unit).saved;
    const said = chosen.length === 0 ? reader.strings.nothingChanged : saved;
    const after = { list: pageOf(unit, page), now, sendsFile: sendsFiles(unit), said };
    return { kind: "show", view: answeredView(reader, after) };
  });
};
