import { isErased } from "../domain/erasure.ts";
import { type Invitation, isToBeSent } from "../domain/invitation.ts";
import type { Setup } from "../domain/setup.ts";
import type { Tx } from "../store/tx.ts";
import { type MemberRow, type MembersAnswer, membersView, recordView } from "../view/lists.ts";
import type { Reply } from "./app.ts";
import { type ActorUnit, messengerOf, modeOf } from "./context.ts";
import { whyKept } from "./member-orders.ts";
import { requireApprover } from "./rights.ts";

const MEMBERS_PER_PAGE = 10;
const ENTRIES_PER_PAGE = 15;

const SHOWN = ["active", "pending", "sending", "approved", "expired", "failed", "revoked"] as const;

/** The newest Invitation of each address, those that are furthest along first. */
function invited(tx: Tx): Invitation[] {
  const byAddress = new Map<string, Invitation>();
  for (const status of SHOWN) {
    const newestFirst = tx.invitations.inStatus(status).sort((a, b) => b.id - a.id);
    for (const invitation of newestFirst) {
      if (!isErased(invitation.address) && !byAddress.has(invitation.address))
        byAddress.set(invitation.address, invitation);
    }
  }
  return [...byAddress.values()];
}

/** Invitations, and after them the Members of Mistral's list who have none: one page of both. */
function memberRows(
  unit: ActorUnit,
  setup: Setup,
  page: number,
): { rows: MemberRow[]; page: number; pages: number } {
  const { tx, actor, context } = unit;
  const invitations = invited(tx);
  const total = invitations.length + tx.members.count(SHOWN).without;
  const pages = Math.max(1, Math.ceil(total / MEMBERS_PER_PAGE));
  const shown = Math.min(page, pages - 1);
  const from = shown * MEMBERS_PER_PAGE;
  const here = invitations.slice(from, from + MEMBERS_PER_PAGE);
  const others = tx.members.without(
    SHOWN,
    Math.max(0, from - invitations.length),
    MEMBERS_PER_PAGE - here.length,
  );
  const kept = (them: Pick<Invitation, "address"> | Invitation) =>
    whyKept(unit, setup, actor.person.id, them);
  // Without an Admin API nobody reads the list any more: what it said is older than what was decided here.
  const memberOf = (address: string) => (modeOf(context) === "guided" ? null : tx.members.byAddress(address));
  const rows = [
    ...here.map((invitation) => {
      const { address } = invitation;
      const failedSoFar = isToBeSent(invitation) && tx.jobs.hasFailed(`invite:${invitation.request}`);
      return { invitation, member: memberOf(address), address, kept: kept(invitation), failedSoFar };
    }),
    ...others.map((member) => {
      const { address } = member;
      return { invitation: null, member, address, kept: kept(member) };
    }),
  ];
  return { rows, page: shown, pages };
}

export function membersPage(unit: ActorUnit, asked: number, answer?: MembersAnswer): Reply {
  const setup = requireApprover(unit);
  const { rows, page, pages } = memberRows(unit, setup, asked);
  const view = membersView(unit.reader, {
    rows,
    page,
    pages,
    manage: true,
    mode: modeOf(unit.context),
    now: unit.now,
    outages: setup.observed.outages,
    ...(answer === undefined ? {} : { answer }),
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
    memberOf: (id: string) => unit.tx.members.byId(id)?.address ?? null,
    workspaceOf: (id: number) => unit.tx.workspaces.get(id)?.name ?? null,
  };
  return { kind: "show", view: recordView(unit.reader, { ...facts, sendsFile: sendsFiles(unit) }) };
}

/** Whether the bot can send files where this person acts. */
export const sendsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.maySendFiles?.() ?? false;

type Pressed = { readonly page?: number | undefined } & (
  | { readonly invitation: number }
  | { readonly member: string }
);

/** The list as it is now, with what was answered to a press in it. */
export function inList(unit: ActorUnit, pressed: Pressed, reply: Reply): Reply {
  if (pressed.page === undefined || reply.kind !== "show") return reply;
  const about = "member" in pressed ? pressed.member : pressed.invitation;
  return membersPage(unit, pressed.page, { about, view: reply.view });
}
