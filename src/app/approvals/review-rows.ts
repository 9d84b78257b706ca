import { periodBegan } from "../../domain/approvals/review.ts";
import { csv } from "../../domain/csv.ts";
import type { Named } from "../../domain/members/drift.ts";
import type { Page } from "../../domain/page.ts";
import type { ChainedEntry } from "../../domain/record/record.ts";
import type { ReviewRow } from "../../view/approvals/review.ts";
import { modeOf, type Where } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";

type Answers = ReadonlyMap<string, ChainedEntry>;

const began = ({ tx, context }: Where): number =>
  periodBegan(requireStarted({ tx }).settings.review, context.now());

/** By whom they are about; the first one counts. Whoever is to be removed needs no other answer. */
function answersOf(where: Where): Answers {
  const entries = where.tx.record.since(["member.kept", "removal.ordered"], began(where));
  return new Map(entries.toReversed().map((entry) => [entry.subject, entry]));
}

function rowOf({ tx, context }: Where, answers: Answers, subject: string): ReviewRow {
  const [kind, id = ""] = subject.split(/:(.*)/s);
  const whom = kind === "invitation" ? { invitation: Number(id) } : { member: id };
  const invitation = whom.invitation === undefined ? null : tx.invitations.get(whom.invitation);
  const listed = invitation === null ? tx.members.byId(id) : tx.members.byAddress(invitation.address);
  return {
    ...{ subject, whom, invitation, request: invitation && tx.requests.get(invitation.request) },
    // An id alone is left of a Member who is gone.
    address: (invitation ?? listed)?.address ?? id,
    // Without an Admin API nobody reads the list any more.
    member: invitation !== null && modeOf(context) === "guided" ? null : listed,
    answer: answers.get(subject) ?? null,
  };
}

const ALL = 1_000_000;

/** Whoever is in, by address, as the Record names them. */
function active({ tx }: Where, page = 0, size = ALL): Page<string> {
  const found = tx.members.page("", page, size, ["active"]);
  const rows = found.rows.map(({ address, invitation: id }) =>
    id === null ? `member:${tx.members.byAddress(address)?.mistralId}` : `invitation:${id}`,
  );
  return { ...found, rows };
}

export function reviewRows(where: Where, page: number, size: number): Page<ReviewRow> {
  const answers = answersOf(where);
  const found = active(where, page, size);
  return { ...found, rows: found.rows.map((subject) => rowOf(where, answers, subject)) };
}

/** Those without an answer. Whoever came since it began was approved since. */
export function unreviewed(where: Where): Named[] {
  const [answers, id] = [answersOf(where), began(where)];
  const open = active(where).rows.filter((subject) => !answers.has(subject));
  const rows = open.map((subject) => rowOf(where, answers, subject));
  return rows.flatMap(({ invitation, address }) => ((invitation?.since ?? 0) < id ? { id, address } : []));
}

const COLUMNS = ["email", "role", "status", "asked_by", "approved_by", "for", "rule", "approved_at", "until"];

/** For an auditor: whoever is in, and whoever was to be removed. */
export function reviewText(where: Where): string {
  const answers = answersOf(where);
  const subjects = [...new Set([...active(where).rows, ...answers.keys()])];
  const who = (id: string | null = null) => {
    const person = id === null ? null : where.tx.people.get(id);
    return person?.address ?? person?.name ?? id ?? "";
  };
  const day = (at: number | undefined) => (at === undefined ? "" : new Date(at).toISOString());
  const cells = subjects.map((subject) => {
    const { address, invitation, member, request, answer } = rowOf(where, answers, subject);
    const { by, of, rule, at } = request?.decision ?? {};
    const all = [...(request?.approvals ?? []), { by }].map((approval) => who(approval.by));
    return [
      ...[address, (member ?? invitation)?.role ?? ""],
      ...[invitation?.status ?? (member === null ? "removed" : "active"), who(request?.requester)],
      ...[all.join(" "), who(of), `${rule ?? ""}`, day(at), day(invitation?.until ?? undefined)],
      ...[answer?.event ?? "", who(answer?.actor), day(answer?.at)],
    ];
  });
  return csv([[...COLUMNS, "answer", "answered_by", "answered_at"], ...cells]);
}
