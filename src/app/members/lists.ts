import type { UserAction } from "../../domain/action.ts";
import { isToBeSent } from "../../domain/invitations/invitation.ts";
import type { Page } from "../../domain/page.ts";
import type { View } from "../../view/core/view.ts";
import { recordView } from "../../view/members/lists.ts";
import {
  findForm,
  findSchema,
  MEMBERS_PER_PAGE,
  type MemberRow,
  membersView,
} from "../../view/members/members-list.ts";
import type { Lookup } from "../../view/record/record-line.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, messengerOf, modeOf } from "../core/context.ts";
import { enqueue } from "../core/outgoing.ts";
import { requireApprover } from "../core/rights.ts";
import { type FormHandler, form } from "../forms/form-handler.ts";
import { say } from "../setup/overview.ts";

const ENTRIES_PER_PAGE = 15;

type Asked = Omit<Extract<UserAction, { do: "members" }>, "do">;

/** Everybody who is invited, and the Members of Mistral's list who have no Invitation: a page of both. */
function memberRows({ tx, context }: ActorUnit, { find = "", page }: Asked): Page<MemberRow> {
  const found = tx.listing.page(find, page, MEMBERS_PER_PAGE);
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

/** Looks for people in the members list. */
export const find: FormHandler<"find"> = form({
  texts: ["find"],
  may: requireApprover,
  draw: ({ reader }, _setup, { find: before }) => findForm(reader, before),
  schema: findSchema,
  save: (unit, _setup, asked) => membersPage(unit, { page: 0, ...asked }),
});

export function recordPage(unit: ActorUnit, page: number): Reply {
  requireApprover(unit);
  const { record } = unit.tx;
  const facts = {
    list: record.page(page, ENTRIES_PER_PAGE),
    head: record.end().hash,
    sendsFile: sendsFiles(unit),
  };
  const lookup: Lookup = (kind, id) => {
    if (kind === "workspace") return unit.tx.workspaces.get(Number(id))?.name ?? null;
    if (kind === "member") return unit.tx.members.byId(id)?.address ?? null;
    return kind === "invitation" ? (unit.tx.invitations.get(Number(id))?.address ?? null) : null;
  };
  return { kind: "show", view: recordView(unit.reader, { ...facts, lookup }) };
}

/** All of the Record, or a list to fill in, as a file into the direct messages of whoever asks. */
export function fileAsked(unit: ActorUnit, kind: "send-record" | "send-template"): Reply {
  if (kind === "send-record") requireApprover(unit);
  const { lists, addressFile } = unit.reader.strings;
  const [instead, comes] =
    kind === "send-record"
      ? [lists.recordByOperator, lists.recordFileComes]
      : [addressFile.template.inWords, addressFile.template.comes];
  if (!sendsFiles(unit)) return say(instead);
  const { person, account } = unit.actor;
  // Behind what else goes to the same conversation.
  const group = `to:${person.id}`;
  enqueue(unit, { kind, person: person.id, on: account.platform }, `${kind}:${person.id}:${unit.now}`, {
    group,
  });
  return say(comes);
}

/** Whether the bot can send files where this person acts. */
export const sendsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.maySendFiles?.() ?? false;

/** The same of files that somebody puts into a form there. */
export const readsFiles = ({ context, actor }: ActorUnit): boolean =>
  messengerOf(context, actor.account.platform)?.mayReadFiles?.() ?? false;

/** The list as it is now, with what was answered to a press in it. */
export function inList(
  unit: ActorUnit,
  { page, find: asked }: { page?: number | undefined; find?: string | undefined },
  reply: Reply,
): Reply {
  if (page === undefined || reply.kind !== "show") return reply;
  return membersPage(unit, { page, find: asked }, reply.view);
}
