import type { Page } from "../../domain/page.ts";
import type { ChainedEntry } from "../../domain/record/record.ts";
import { button, pageOfList } from "../core/buttons.ts";
import { addressSpan, mention, type Reader, time } from "../core/reader.ts";
import { code, joined, list, note, type Piece, paragraph } from "../core/spans.ts";
import type { Span, View } from "../core/view.ts";

/** What the thing with this id is called now, an address or a Workspace's name; the Record itself holds neither. */
export type Lookup = (kind: string, id: string) => string | null;

export function recordLine(reader: Reader, entry: ChainedEntry, lookup: Lookup): Span[] {
  const { record, colon, comma } = reader.strings;
  const { seq, at, actor, event } = entry;
  const details = joined(detailsOf(reader, entry), comma);
  const what = joined([record.events[event], about(reader, entry, lookup)], " ");
  const all = details.length === 0 ? what : joined([what, colon, details]);
  return record.line(seq, time(reader, at, "both"), whoDid(reader, actor), all);
}

function whoDid(reader: Reader, actor: ChainedEntry["actor"]): Piece {
  const { bot, mistral, operator } = reader.strings;
  return known({ bot, mistral, operator }, actor) ?? mention(reader, actor);
}

/** Entries are read as they were written, perhaps by an older version: what has no word is left out. */
function known<T>(words: Readonly<Record<string, T>> | undefined, key: unknown): T | undefined {
  return words !== undefined && typeof key === "string" && Object.hasOwn(words, key) ? words[key] : undefined;
}

function about(reader: Reader, { subject }: ChainedEntry, lookup: Lookup): Piece {
  const [kind = "", ...rest] = subject.split(":");
  // An id of Teams' has colons of its own.
  const id = rest.join(":");
  if (id === "") return "";
  if (kind === "step") return known(reader.strings.steps, id)?.title ?? "";
  if (kind === "account" || kind === "person") return mention(reader, id);
  const name = lookup(kind, id);
  if (name === null) return id;
  return kind === "workspace" ? code(name) : addressSpan(reader, name);
}

function detailsOf(reader: Reader, { data }: ChainedEntry): Piece[] {
  const { record, roles, statuses, tasks, plans, means, comma, someone } = reader.strings;
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...{ role: roles, plan: plans, means, state: record.taskStates, evidence: record.evidence },
    kind: { ...tasks.jobs, ...tasks.titles },
  };
  const { from, to, ...others } = data;
  const [before, after] = [known(statuses, from), known(statuses, to)];
  const moved = before !== undefined && after !== undefined ? [`${before} → ${after}`] : [];
  const nameOf = (id: string) => reader.nameOf(id)?.name ?? someone;
  const details = Object.entries(after === undefined && to !== undefined ? { to, ...others } : others);
  return details.reduce<Piece[]>((all, [key, value]) => {
    const people = known(record.people, key);
    if (typeof value === "number" && value > 0) all.push(known(record.counts, key)?.(value) ?? "");
    else if (value === true) all.push(known(record.flags, key) ?? "");
    else if (typeof value === "string" && value !== "" && people !== undefined)
      all.push(people(value.split(" ").map(nameOf).join(comma)));
    else if (key === "rule" && typeof value === "string") all.push(code(value));
    else if (key === "lastDay" && typeof value === "string") all.push(record.until(value));
    else all.push(known(words[key], value) ?? "");
    return all;
  }, moved);
}

type RecordFacts = {
  readonly lookup: Lookup;
  readonly list: Page<ChainedEntry>;
  readonly head: string;
  readonly sendsFile?: boolean;
};

/** A page of the Record. People are looked up by id, so an erased one shows as somebody who has left. */
export function recordView(
  reader: Reader,
  { list: { rows, ...at }, head, lookup, sendsFile = false }: RecordFacts,
): View {
  const { lists } = reader.strings;
  const entries = list(rows.map((entry) => recordLine(reader, entry, lookup)));
  const blocks = [
    rows.length === 0 ? paragraph(lists.recordEmpty) : entries,
    note(lists.recordHead(head)),
    ...(sendsFile ? [] : [note(lists.recordByOperator)]),
  ];
  const files = sendsFile ? [button(lists.recordFile, { do: "record-file" })] : [];
  return pageOfList(reader, lists.recordTitle, at, blocks, (page) => ({ do: "record", page }), ...files);
}
