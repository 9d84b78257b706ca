import { z } from "zod";
import type { UserAction } from "../../domain/action.ts";
import { type Cause, isToBeSent } from "../../domain/invitations/invitation.ts";
import {
  type Listed,
  PASTED_STATES,
  type PastedRow,
  parsePastedList,
  waysTo,
} from "../../domain/members/pasted-list.ts";
import type { Page } from "../../domain/page.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Tx } from "../../store/tx.ts";
import type { View } from "../../view/core/view.ts";
import {
  comparedForm,
  comparedView,
  compareForm,
  MEMBERS_PER_PAGE,
  type MemberRow,
  membersView,
} from "../../view/members/members-list.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { asking, draftOf, FieldErrors, type FormHandler, keepDraft } from "../core/form-handler.ts";
import { requireApprover, requireStep } from "../core/rights.ts";
import { moveAll, unmarkAll } from "../invitations/transition-invitations.ts";
import { finishSent } from "../tasks/tasks.ts";

type Asked = Omit<Extract<UserAction, { do: "members" }>, "do">;

/** Everybody who is invited, and the Members of Mistral's list who have no Invitation: a page of both. */
function memberRows({ tx, context }: ActorUnit, { find = "", page }: Asked): Page<MemberRow> {
  const found = tx.members.page(find, page, MEMBERS_PER_PAGE);
  const isGuided = modeOf(context) === "guided";
  const rows = found.rows.map(({ address, invitation: id }): MemberRow => {
    const invitation = id === null ? null : tx.invitations.get(id);
    const member = tx.members.byAddress(address);
    if (invitation === null) return { invitation, member, address };
    const failedSoFar = isToBeSent(invitation) && tx.jobs.hasFailed(`invite:${invitation.request}`);
    // Without an Admin API nobody reads the list any more: what it said is older than what was decided here.
    return { invitation, member: isGuided ? null : member, address, failedSoFar };
  });
  return { ...found, rows };
}

export function membersPage(unit: ActorUnit, asked: Asked, answer?: View): Reply {
  requireApprover(unit);
  const view = membersView(unit.reader, {
    list: memberRows(unit, asked),
    find: asked.find ?? "",
    mode: modeOf(unit.context),
    now: unit.now,
    alerts: unit.tx.alerts.open(),
    answer,
  });
  return { kind: "show", view };
}

export function inList(
  unit: ActorUnit,
  { page, find: asked }: { page?: number | undefined; find?: string | undefined },
  reply: Reply,
): Reply {
  if (page === undefined || reply.kind !== "show") return reply;
  return membersPage(unit, { page, find: asked }, reply.view);
}

function requireMayCompare(unit: ActorUnit): void {
  requireStep(unit, "members");
  if (modeOf(unit.context) === "automatic") throw refuse("list_is_read");
}

export const compare: FormHandler<"compare"> = (unit) => {
  requireMayCompare(unit);
  const { reader, tx } = unit;
  return asking(compareForm(reader), ({ list, from }) => {
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
  });
};

const kept = z.object({ rows: z.array(z.object({ address: z.string(), state: z.enum(PASTED_STATES) })) });

/** The preview was confirmed: what has changed since it was shown is judged again. */
export const compared: FormHandler<"compared"> = (unit, { draft }) => {
  requireMayCompare(unit);
  const { reader, tx } = unit;
  const changes = compareWithOurs(tx, draftOf(unit, draft, kept).rows);
  return {
    draw: () => comparedForm(reader, { changes, others: 0, draft }),
    submit: () => {
      tx.drafts.remove(draft);
      applyListed(unit, changes);
      return { kind: "show", view: comparedView(reader, changes) };
    },
  };
};

/** What a pasted part changes here; who is missing from it is not touched. */
const compareWithOurs = (tx: Tx, rows: readonly PastedRow[]): Listed[] =>
  rows.flatMap(({ address, state }) => {
    const [invitation] = tx.invitations.ofAddress(address);
    if (invitation === undefined || state === null || waysTo(invitation, state).length === 0) return [];
    return [{ invitation, state }];
  });

const ORDER = ["list", "vouch", "expire", "unmark"] as const satisfies readonly Cause[];

function applyListed(unit: ActorUnit, changes: readonly Listed[]): void {
  const { me, ownEvidence: evidence } = unit;
  for (const cause of ORDER) {
    const those = changes.filter(({ invitation, state }) => waysTo(invitation, state).includes(cause));
    const moving = those.flatMap(({ invitation: { id } }) => unit.tx.invitations.get(id) ?? []);
    if (cause === "unmark") unmarkAll(unit, me, moving);
    else moveAll(unit, me, moving, cause, { evidence });
  }
  const seen = changes.map(({ invitation }) => invitation);
  finishSent(unit, me, seen);
}
