import { z } from "zod";
import type { Comparison } from "../../domain/listed.ts";
import { PASTED_STATES, type PastedRow, parsePastedList } from "../../domain/pasted-list.ts";
import { refuse } from "../../domain/refusal.ts";
import { requireMayWorkOn } from "../../domain/setup.ts";
import { compareForm, compareSchema } from "../../view/forms/compare.ts";
import { comparedForm, comparedView } from "../../view/forms/compared.ts";
import { type ActorUnit, modeOf } from "../context.ts";
import { applyListed, compareWithOurs } from "../reconcile.ts";
import { requireStarted } from "../rights.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

function requireMayCompare(unit: ActorUnit): void {
  requireMayWorkOn(requireStarted(unit), unit.actor, "members");
  if (modeOf(unit.context) === "automatic") throw refuse("list_is_read");
}

/** A part of Mistral's members list is pasted in; what it would change is shown before anything does. */
export const compare: FormHandler<"compare"> = {
  texts: ["list"],
  open: (unit) => {
    requireMayCompare(unit);
    return compareForm(unit.reader);
  },
  submit: (unit, _ref, values) => {
    requireMayCompare(unit);
    const reader = unit.reader;
    const { errors } = reader.strings.compare;
    const { list, from } = parseForm(compareSchema(reader), values);
    const { rows, unread } = parsePastedList(list, from);
    if (rows.length === 0) throw new FieldErrors({ list: errors.noAddress });
    const found = compareWithOurs(unit.tx, rows);
    const silent = found.changes.length + found.kept.length + found.same === 0 && found.stateless > 0;
    if (silent && from === "written") throw new FieldErrors({ from: errors.noState });
    // Only what it is about is kept while the preview is open: other people's addresses are none of ours.
    const kept = found.changes.map(({ invitation: { address }, state }) => ({ address, state }));
    const draft = { person: unit.actor.person.id, values: { rows: kept }, createdAt: unit.now };
    const { id } = unit.tx.drafts.insert(draft);
    return { kind: "stack", form: comparedForm(reader, { found, unread, draft: id }) };
  },
};

const draftSchema = z.object({
  rows: z.array(z.object({ address: z.string(), state: z.enum(PASTED_STATES) })),
});

/** The preview was confirmed: what has changed since it was shown is judged anew. */
export const compared: FormHandler<"compared"> = {
  open: (unit, { draft }) => {
    const found = comparedAgain(unit, draft);
    return comparedForm(unit.reader, { found, unread: 0, draft });
  },
  submit: (unit, { draft }) => {
    const { changes } = comparedAgain(unit, draft);
    unit.tx.drafts.remove(draft);
    applyListed(unit, changes);
    return { kind: "show", view: comparedView(unit.reader, changes) };
  },
};

function comparedAgain(unit: ActorUnit, id: number): Comparison {
  requireMayCompare(unit);
  const draft = unit.tx.drafts.get(id);
  if (draft === null || draft.person !== unit.actor.person.id) throw refuse("gone");
  const rows: readonly PastedRow[] = draftSchema.parse(draft.values).rows;
  return compareWithOurs(unit.tx, rows);
}
