import type { UserAction } from "../../domain/action.ts";
import { type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { Narrowed } from "../../domain/members/members-list.ts";
import type { Page } from "../../domain/page.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { pagesOf } from "../../view/core/page-note.ts";
import { recordView } from "../../view/members/lists.ts";
import type { MemberRow } from "../../view/members/member-rows.ts";
import { MEMBERS_PER_PAGE, type MembersAnswer, membersView } from "../../view/members/members-list.ts";
import type { Lookup } from "../../view/record/record-line.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, messengerOf, modeOf } from "../core/context.ts";
import { requireApprover } from "../core/rights.ts";
import { whyKept } from "./member-orders.ts";

const ENTRIES_PER_PAGE = 15;

type Asked = Omit<Extract<UserAction, { do: "members" }>, "do">;

/** Everybody who is invited, and the Members of Mistral's list who have no Invitation: a page of both. */
function memberRows(unit: ActorUnit, setup: Setup, asked: Asked): Page<MemberRow> {
  const { tx, actor, context } = unit;
  const { page, beside, address = "" } = asked;
  const at = beside === undefined ? { page } : beside === "after" ? { after: address } : { before: address };
  const found = tx.listing.page(asked, at, MEMBERS_PER_PAGE);
  const kept = (them: Pick<Invitation, "address"> | Invitation) =>
    whyKept(unit, setup, actor.person.id, them);
  const isGuided = modeOf(context) === "guided";
  const rows = found.rows.map(({ address, invitation: id }): MemberRow => {
    const invitation = id === null ? null : tx.invitations.get(id);
    const member = tx.members.byAddress(address);
    if (invitation === null) return { invitation, member, address, kept: kept({ address }) };
    const failedSoFar = isToBeSent(invitation) && tx.jobs.hasFailed(`invite:${invitation.request}`);
    // Without an Admin API nobody reads the list any more: what it said is older than what was decided here.
    return { invitation, member: isGuided ? null : member, address, kept: kept(invitation), failedSoFar };
  });
  return { ...found, rows };
}

export function membersPage(unit: ActorUnit, asked: Asked, answer?: MembersAnswer): Reply {
  const setup = requireApprover(unit);
  const list = memberRows(unit, setup, asked);
  const { find, only } = asked;
  const view = membersView(unit.reader, {
    list,
    at: {
      page: pagesOf(list, MEMBERS_PER_PAGE).page - 1,
      ...(find ? { find } : {}),
      ...(only ? { only } : {}),
    },
    manage: true,
    care: { all: unit.tx.listing.count({ only: "care" }), expired: expiredOnes(unit).length },
    mode: modeOf(unit.context),
    now: unit.now,
    alerts: unit.tx.alerts.open(),
    ...(answer === undefined ? {} : { answer }),
  });
  return { kind: "show", view };
}

/** What stands as expired in the list, and can be sent again from there. */
export function expiredOnes({ tx }: Pick<ActorUnit, "tx">): Invitation[] {
  const { expired } = tx.invitations.count();
  return expired === 0 ? [] : tx.invitations.newestAmong(tx.listing.showing("expired"));
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
    head: record.end().hash,
  };
  const lookup: Lookup = (kind, id) => {
    if (kind === "workspace") return unit.tx.workspaces.get(Number(id))?.name ?? null;
    if (kind === "member") return unit.tx.members.byId(id)?.address ?? null;
    return kind === "invitation" ? (unit.tx.invitations.get(Number(id))?.address ?? null) : null;
  };
  return { kind: "show", view: recordView(unit.reader, { ...facts, lookup, sendsFile: sendsFiles(unit) }) };
}

/** Whether the bot can send files where this person acts. */
export const sendsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.maySendFiles?.() ?? false;

/** The same of files that somebody puts into a form there. */
export const readsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.mayReadFiles?.() ?? false;

/** Whether a list can come as a file: where no form takes one, it is sent to the bot in their chat. */
export function takesLists(unit: ActorUnit): boolean {
  const messenger = messengerOf(unit.context, unit.actor.account.platform);
  return messenger?.readFile === undefined || readsFiles(unit);
}

type Pressed = Narrowed & { readonly page?: number | undefined } & (
    | { readonly invitation: number }
    | { readonly member: string }
  );

/** The list as it is now, with what was answered to a press in it. */
export function inList(unit: ActorUnit, pressed: Pressed, reply: Reply): Reply {
  const { page, find, only } = pressed;
  if (page === undefined || reply.kind !== "show") return reply;
  const about = "member" in pressed ? pressed.member : pressed.invitation;
  return membersPage(unit, { page, find, only }, { about, view: reply.view });
}
