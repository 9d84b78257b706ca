import type { ChainedEntry } from "../../domain/record/record.ts";
import { addressSpan, mention, type Reader, time } from "../core/reader.ts";
import { code, joined, type Piece } from "../core/spans.ts";
import type { Span } from "../core/view.ts";

/** What the numbers in an entry stand for; the Record itself holds no name and no address. */
export type Lookups = {
  readonly addressOf?: (invitation: number) => string | null;
  /** By Mistral's id; who has left the Organization has no address here any more. */
  readonly memberOf?: (member: string) => string | null;
  readonly workspaceOf?: (workspace: number) => string | null;
};

/** One entry as a sentence: when, who, what, about what, and how it is known. */
export function recordLine(reader: Reader, entry: ChainedEntry, lookups: Lookups): Span[] {
  const { record } = reader.strings;
  const { seq, at, actor, event } = entry;
  const known = wordFor(record.evidence, entry.data["evidence"]);
  const what = joined([
    record.events[event],
    about(reader, entry, lookups),
    details(reader, entry),
    known ?? "",
  ]);
  return record.line(seq, time(reader, at, "both"), whoDid(reader, actor), what);
}

function whoDid(reader: Reader, actor: ChainedEntry["actor"]): Piece {
  const { bot, mistral, operator } = reader.strings;
  const named = wordFor({ bot, mistral, operator }, actor);
  return named ?? mention(reader, actor);
}

/** Entries are read as they were written, perhaps by an older version: what has no word is left out. */
function wordFor<T>(words: Readonly<Record<string, T>>, key: unknown): T | undefined {
  return typeof key === "string" && Object.hasOwn(words, key) ? words[key] : undefined;
}

/** Which one: the name of a step or Workspace, the number of anything else, and whose Invitation. */
function about(
  reader: Reader,
  { subject, event }: ChainedEntry,
  { addressOf, memberOf, workspaceOf }: Lookups,
): Piece {
  const { record, steps } = reader.strings;
  const shown = (address: string) => addressSpan(reader, address);
  const [kind, id = ""] = subject.split(":");
  if (id === "") return "";
  switch (kind) {
    case "step": {
      const step = wordFor(steps, id);
      return step === undefined ? "" : record.thing(step.title);
    }
    case "workspace": {
      const name = workspaceOf?.(Number(id)) ?? null;
      return name === null ? record.thing(id) : record.named(code(name));
    }
    case "invitation": {
      const address = addressOf?.(Number(id)) ?? null;
      if (event === "removal.ordered" || event === "role.ordered")
        return record.named(address === null ? code(id) : shown(address));
      return joined([record.thing(id), address === null ? "" : record.ofAddress(shown(address))]);
    }
    case "account":
    case "person":
      return joined([" ", mention(reader, id)]);
    case "member": {
      const address = memberOf?.(id) ?? null;
      return record.named(code(address ?? id));
    }
    default:
      return record.thing(id);
  }
}

function details(reader: Reader, { event, data }: ChainedEntry): Piece {
  const { record, roles, tasks, plans, means, someone, comma } = reader.strings;
  const role = wordFor(roles, data["role"]);
  const listed = (...words: readonly (string | undefined)[]): Piece => {
    const known = words.filter((word) => word !== undefined);
    return known.length === 0 ? "" : record.details(known);
  };
  const named = (ids: unknown, words: (names: string) => string) =>
    typeof ids === "string" && ids !== ""
      ? words(
          ids
            .split(" ")
            .map((id) => reader.nameOf(id)?.name ?? someone)
            .join(comma),
        )
      : undefined;
  const counted = (value: unknown, words: (n: number) => string) =>
    typeof value === "number" ? words(value) : undefined;
  switch (event) {
    case "step.handed":
      return typeof data["to"] === "string" ? record.handedTo(mention(reader, data["to"])) : "";
    case "billing.confirmed":
      return listed(
        wordFor(means, data["means"]),
        wordFor(plans, data["plan"]),
        counted(data["monthlyLimit"], record.limit),
      );
    case "security.confirmed":
      return listed(
        ...Object.entries(record.security).map(([name, word]) => (data[name] === true ? word : undefined)),
      );
    case "setup.started":
    case "settings.changed":
      return listed(
        named(data["added"], record.approversAdded),
        named(data["removed"], record.approversRemoved),
        typeof data["domains"] === "number" && data["domains"] > 0
          ? record.domains(data["domains"])
          : undefined,
        data["adminNeedsTwo"] === true ? record.adminNeedsTwo : undefined,
      );
    case "request.made":
      return role === undefined ? "" : (counted(data["rows"], (n) => record.asked(n, role)) ?? "");
    case "request.changed":
      return role === undefined ? "" : (counted(data["dropped"], (n) => record.changed(n, role)) ?? "");
    case "request.approved":
      return data["alone"] === true ? record.alone : "";
    case "invitation.moved": {
      const [from, to] = [wordFor(record.states, data["from"]), wordFor(record.states, data["to"])];
      return from === undefined || to === undefined ? "" : record.moved(from, to);
    }
    case "invitation.role":
    case "role.ordered":
    case "member.role":
      return role === undefined ? "" : record.toRole(role);
    case "task.closed":
      return listed(wordFor(tasks.titles, data["kind"]), wordFor(record.taskStates, data["state"]));
    case "job.retried":
    case "job.dropped":
      return listed(wordFor(tasks.jobs, data["kind"]));
    default:
      return "";
  }
}
