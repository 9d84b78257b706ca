import { z } from "zod";
import { PASTED_STATES, parsePastedList } from "../../domain/members/pasted-list.ts";
import { refuse } from "../../domain/refusal.ts";
import { compareForm, compareSchema } from "../../view/members/compare-form.ts";
import { comparedForm, comparedView } from "../../view/members/compared.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { requireStep } from "../core/rights.ts";
import { draftOf, keepDraft } from "../forms/drafts.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { applyListed, compareWithOurs } from "../invitations/reconcile.ts";

function requireMayCompare(unit: ActorUnit): void {
  requireStep(unit, "members");
  if (modeOf(unit.context) === "automatic") throw refuse("list_is_read");
}

/** A part of Mistral's members list is pasted in; what it would change is shown before anything does. */
export const compare: FormHandler<"compare"> = form({
  texts: ["list"],
  may: requireMayCompare,
  draw: ({ reader }) => compareForm(reader),
  schema: compareSchema,
  save: (unit, _about, { list, from }) => {
    const { reader, tx } = unit;
    const { errors } = reader.strings.compare;
    const { rows, unread } = parsePastedList(list, from);
    if (rows.length === 0) throw new FieldErrors({ list: errors.noAddress });
    const found = compareWithOurs(tx, rows);
    const silent = found.changes.length + found.kept.length + found.same === 0 && found.stateless > 0;
    if (silent && from === "written") throw new FieldErrors({ from: errors.noState });
    // Only what it is about is kept while the preview is open: other people's addresses are none of ours.
    const kept = found.changes.map(({ invitation: { address }, state }) => ({ address, state }));
    const draft = keepDraft(unit, { rows: kept });
    return { kind: "stack", form: comparedForm(reader, { found, unread, draft }) };
  },
});

const kept = z.object({ rows: z.array(z.object({ address: z.string(), state: z.enum(PASTED_STATES) })) });

/** The preview was confirmed: what has changed since it was shown is judged again. */
export const compared: FormHandler<"compared"> = {
  open: (unit, { draft }) =>
    comparedForm(unit.reader, { found: comparedAgain(unit, draft), unread: 0, draft }),
  submit: (unit, { draft }) => {
    const { changes } = comparedAgain(unit, draft);
    unit.tx.drafts.remove(draft);
    applyListed(unit, changes);
    return { kind: "show", view: comparedView(unit.reader, changes) };
  },
};

function comparedAgain(unit: ActorUnit, draft: number) {
  requireMayCompare(unit);
  return compareWithOurs(unit.tx, draftOf(unit, draft, kept).rows);
}
