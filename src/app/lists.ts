import type { Invitation } from "../domain/invitation.ts";
import type { Tx } from "../store/tx.ts";
import { type MemberRow, membersView, recordView } from "../view/lists.ts";
import type { Reply } from "./app.ts";
import { type ActorUnit, modeOf, readerFor } from "./context.ts";
import { requireApprover } from "./rights.ts";

const MEMBERS_PER_PAGE = 10;
const ENTRIES_PER_PAGE = 15;

const SHOWN = ["active", "pending", "sending", "approved", "expired", "failed", "revoked"] as const;

/** Members and Invitations by address: what Mistral's list shows, joined with what we know of how they came. */
function memberRows(tx: Tx): MemberRow[] {
  const rows = new Map<string, MemberRow>();
  for (const status of SHOWN) {
    for (const invitation of newestFirst(tx.invitations.inStatus(status))) {
      const { address } = invitation;
      if (!rows.has(address))
        rows.set(address, { invitation, member: tx.members.byAddress(address), address });
    }
  }
  for (const member of tx.members.all()) {
    const { address } = member;
    if (!rows.has(address)) rows.set(address, { invitation: null, member, address });
  }
  return [...rows.values()];
}

const newestFirst = (invitations: Invitation[]): Invitation[] => invitations.sort((a, b) => b.id - a.id);

export function membersPage(unit: ActorUnit, page: number): Reply {
  requireApprover(unit);
  const rows = memberRows(unit.tx);
  const pages = Math.max(1, Math.ceil(rows.length / MEMBERS_PER_PAGE));
  const shown = Math.min(page, pages - 1);
  const view = membersView(readerFor(unit.tx, unit.actor.person), {
    rows: rows.slice(shown * MEMBERS_PER_PAGE, (shown + 1) * MEMBERS_PER_PAGE),
    page: shown,
    pages,
    manage: true,
    mode: modeOf(unit.context),
    now: unit.now,
  });
  return { kind: "show", view };
}

export function recordPage(unit: ActorUnit, page: number): Reply {
  requireApprover(unit);
  const { record } = unit.tx;
  const { entries, total } = record.page(page, ENTRIES_PER_PAGE);
  const pages = Math.max(1, Math.ceil(total / ENTRIES_PER_PAGE));
  const facts = {
    entries,
    page: Math.min(page, pages - 1),
    pages,
    head: record.head(),
    addressOf: (id: number) => unit.tx.invitations.get(id)?.address ?? null,
    workspaceOf: (id: number) => unit.tx.workspaces.get(id)?.name ?? null,
  };
  return { kind: "show", view: recordView(readerFor(unit.tx, unit.actor.person), facts) };
}

/** What was answered to a press in the list, with the list as it is now beneath it. */
export function inList(unit: ActorUnit, page: number | undefined, reply: Reply): Reply {
  if (page === undefined || reply.kind !== "show") return reply;
  const list = membersPage(unit, page);
  if (list.kind !== "show") return reply;
  const { summary, blocks } = reply.view;
  return { kind: "show", view: { summary, blocks: [...blocks, ...list.view.blocks] } };
}
