import { z } from "zod";
import { confirmed } from "../../domain/evidence.ts";
import type { Cause } from "../../domain/invitations/invitation.ts";
import {
  changesIn,
  type Listed,
  PASTED_STATES,
  type PastedRow,
  parsePastedList,
  waysTo,
} from "../../domain/members/pasted-list.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Tx } from "../../store/tx.ts";
import { comparedForm, comparedView, compareForm, compareSchema } from "../../view/members/compare-form.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { requireStep } from "../core/rights.ts";
import { draftOf, FieldErrors, type FormHandler, form, keepDraft } from "../forms/form-handler.ts";
import { moveAll, unmarkAll } from "../invitations/transition-invitations.ts";
import { finishSent } from "../tasks/tasks.ts";

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
    const rows = parsePastedList(list, from);
    if (rows.length === 0) throw new FieldErrors({ list: errors.noAddress });
    if (from === "written" && rows.every(({ state }) => state === null))
      throw new FieldErrors({ from: errors.noState });
    const changes = compareWithOurs(tx, rows);
    // Only what it is about is kept while the preview is open: other people's addresses are none of ours.
    const kept = changes.map(({ invitation: { address }, state }) => ({ address, state }));
    const draft = keepDraft(unit, { rows: kept });
    const others = rows.length - changes.length;
    return { kind: "stack", form: comparedForm(reader, { changes, others, draft }) };
  },
});

const kept = z.object({ rows: z.array(z.object({ address: z.string(), state: z.enum(PASTED_STATES) })) });

/** The preview was confirmed: what has changed since it was shown is judged again. */
export const compared: FormHandler<"compared"> = {
  open: (unit, { draft }) =>
    comparedForm(unit.reader, { changes: comparedAgain(unit, draft), others: 0, draft }),
  submit: (unit, { draft }) => {
    const changes = comparedAgain(unit, draft);
    unit.tx.drafts.remove(draft);
    applyListed(unit, changes);
    return { kind: "show", view: comparedView(unit.reader, changes) };
  },
};

function comparedAgain(unit: ActorUnit, draft: number) {
  requireMayCompare(unit);
  return compareWithOurs(unit.tx, draftOf(unit, draft, kept).rows);
}

const compareWithOurs = (tx: Tx, rows: readonly PastedRow[]) =>
  changesIn(rows, (address) => tx.invitations.ofAddress(address)[0] ?? null);

const ORDER = ["list", "vouch", "expire", "unmark"] as const satisfies readonly Cause[];

/** Moves Invitations as a person read them in Mistral's list: each change is that person's word. */
function applyListed(unit: ActorUnit, changes: readonly Listed[]): void {
  const me = unit.actor.person.id;
  const evidence = confirmed(me, unit.now);
  for (const cause of ORDER) {
    const those = changes.filter(({ invitation, state }) => waysTo(invitation, state).includes(cause));
    const moving = those.flatMap(({ invitation: { id } }) => unit.tx.invitations.get(id) ?? []);
    if (cause === "unmark") unmarkAll(unit, me, moving);
    else moveAll(unit, me, moving, cause, { evidence });
  }
  finishSent(
    unit,
    me,
    changes.map(({ invitation }) => invitation),
  );
}
