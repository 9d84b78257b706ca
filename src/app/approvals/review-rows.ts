import type { Seen } from "../../domain/action.ts";
import { lastDayIn } from "../../domain/approvals/access-end.ts";
import { periodBegan, periodName } from "../../domain/approvals/review.ts";
import { csv } from "../../domain/csv.ts";
import type { Named } from "../../domain/members/drift.ts";
import type { ChainedEntry } from "../../domain/record/record.ts";
import type { Request } from "../../domain/requests/request.ts";
import type { ReviewPage, ReviewRow } from "../../view/approvals/review.ts";
import { MEMBERS_PER_PAGE } from "../../view/members/members-list.ts";
import { modeOf, type Where } from "../core/context.ts";
import { marksOf } from "../core/form-handler.ts";
import { requireStarted } from "../core/rights.ts";
import { isToBeRemoved } from "../tasks/tasks.ts";

type Answers = ReadonlyMap<string, ChainedEntry>;

/** `listed`: as Mistral lists them. */
function them({ tx }: Where, subject: string) {
  const [kind, id = ""] = subject.split(/:(.*)/s);
  const invitation = kind === "invitation" ? tx.invitations.get(Number(id)) : null;
  const listed = invitation === null ? tx.members.byId(id) : tx.members.byAddress(invitation.address);
  return { whom: kind === "invitation" ? { invitation: Number(id) } : { member: id }, invitation, listed };
}

/** One that nobody could carry out, or after which somebody is back, is no answer. */
function isValid(where: Where, removal: ChainedEntry): boolean {
  const { whom, invitation, listed } = them(where, removal.subject);
  const isIn = invitation === null ? listed !== null : invitation.status === "active";
  return !isIn || isToBeRemoved(where, whom);
}

/** In the period of that moment (epoch ms), by whom they are about: a removal, or else the first who kept them. */
function answersOf(where: Where, at = where.context.now()): Answers {
  const { review } = requireStarted(where).settings;
  const from = periodBegan(review, at);
  const entries = where.tx.record.since(["member.kept", "removal.ordered"], from);
  const answers = new Map<string, ChainedEntry>();
  for (const entry of entries.filter((one) => periodBegan(review, one.at) === from)) {
    const counts = entry.event === "member.kept" ? !answers.has(entry.subject) : isValid(where, entry);
    if (counts) answers.set(entry.subject, entry);
  }
  return answers;
}

function rowOf(where: Where, answers: Answers, subject: string): ReviewRow {
  const { tx, context } = where;
  const { whom, invitation, listed } = them(where, subject);
  const request = invitation && tx.requests.get(invitation.request);
  const isExtended = invitation !== null && invitation.until !== request?.until;
  return {
    ...{ subject, whom, invitation, request },
    extension: isExtended ? tx.requests.extending(invitation.id) : null,
    // An id alone is left of a Member who is gone, which says nothing.
    address: (invitation ?? listed)?.address ?? "(left)",
    // Without an Admin API nobody reads the list any more.
    member: invitation !== null && modeOf(context) === "guided" ? null : listed,
    answer: answers.get(subject) ?? null,
  };
}

const ALL = 1_000_000;

/** Whoever is in, by address, as the Record names them. */
function active({ tx }: Where) {
  return tx.members.page("", 0, ALL, ["active"]).rows.map(({ address, invitation: id }) => {
    const subject = id === null ? `member:${tx.members.byAddress(address)?.mistralId}` : `invitation:${id}`;
    return { address, subject };
  });
}

/** Those whom somebody saw in it (`seen`); or the first without an answer, behind that address where there is one. */
export function reviewPage(where: Where, after = "", seen: Seen = undefined): ReviewPage {
  const [answers, all] = [answersOf(where), active(where)];
  const open = all.filter(({ subject }) => !answers.has(subject));
  const behind = open.filter(({ address }) => address > after);
  const marks = marksOf(all.map(({ subject }) => subject));
  const shown = Object.values(seen ?? {});
  const those =
    seen === undefined
      ? (behind.length > 0 ? behind : open).slice(0, MEMBERS_PER_PAGE)
      : all.filter((_, at) => shown.includes(marks[at] ?? ""));
  const rows = those.map(({ subject }) => rowOf(where, answers, subject));
  return { rows, open: open.length, answered: all.length - open.length };
}

/** Those without an answer. Whoever came since it began was approved since. */
export function unreviewed(where: Where): Named[] {
  const id = periodBegan(requireStarted(where).settings.review, where.context.now());
  const answers = answersOf(where);
  const open = active(where).filter(({ subject }) => !answers.has(subject));
  const rows = open.map(({ subject }) => rowOf(where, answers, subject));
  return rows.flatMap(({ invitation, address }) => ((invitation?.since ?? 0) < id ? [{ id, address }] : []));
}

const COLUMNS = [
  ...["period", "email", "role", "status", "asked_by", "approved_role", "approved_by", "for", "rule"],
  ...["approved_at", "until", "extended_by", "extended_at", "answer", "answered_by", "answered_at"],
];

/** For an auditor: whoever is in, and whoever was to be removed, in the period of that moment (epoch ms) and the one before. */
export function reviewText(where: Where, at: number): string {
  const { review } = requireStarted(where).settings;
  const [present, began] = [active(where).map(({ subject }) => subject), periodBegan(review, at)];
  const cells = [at, began - 1].flatMap((moment) => {
    const answers = answersOf(where, moment);
    const subjects = [...new Set([...present, ...answers.keys()])];
    const rows = subjects.map((subject) => rowOf(where, answers, subject));
    const wasIn = ({ invitation }: ReviewRow) => moment === at || (invitation?.since ?? 0) < began;
    const then = rows.filter((row) => row.answer !== null || wasIn(row));
    return then.map((row) => [periodName(review, moment), ...cellsOf(where, row)]);
  });
  return csv([COLUMNS, ...cells]);
}

function cellsOf({ tx }: Where, row: ReviewRow): string[] {
  const { address, invitation, member, request, extension, answer } = row;
  const who = (id: string | null = null) => {
    const person = id === null ? null : tx.people.get(id);
    return person?.address ?? person?.name ?? id ?? "";
  };
  const day = (at: number | undefined) => (at === undefined ? "" : new Date(at).toISOString());
  const approvers = (of: Request | null) =>
    [...(of?.approvals ?? []), { by: of?.decision?.by }].map(({ by }) => who(by)).join(" ");
  const { of, rule, at } = request?.decision ?? {};
  const said = answer?.event === "member.kept" ? "kept" : "removal ordered";
  return [
    ...[address, (member ?? invitation)?.role ?? ""],
    ...[invitation?.status ?? (member === null ? "removed" : "active"), who(request?.requester)],
    ...[request?.role ?? "", approvers(request), who(of), `${rule ?? ""}`, day(at)],
    ...[
      invitation?.until == null ? "" : lastDayIn(invitation.until),
      approvers(extension),
      day(extension?.decision?.at),
    ],
    ...[answer === null ? "" : said, who(answer?.actor), day(answer?.at)],
  ];
}
