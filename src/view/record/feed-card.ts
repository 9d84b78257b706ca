import type { PersonId } from "../../domain/accounts/person.ts";
import { mention, moment, type Reader } from "../core/reader.ts";
import { code, heading, joined, list, note, type Piece } from "../core/spans.ts";
import type { Span, View } from "../core/view.ts";

/** `key`: a program with an Admin API key. `somebody`: a person whom nobody here knows. */
export type Who = { readonly person: PersonId } | { readonly name: string } | "key" | "somebody";

export type FeedEvent = {
  readonly type: string;
  readonly at: number;
  readonly actor: Who | null;
  readonly target: Who | null;
};

type Line = FeedEvent & { readonly times: number };

const MOST_LINES = 15;
const LONGEST_TYPE = 60;

export function feedCard(reader: Reader, events: readonly FeedEvent[], now: number): View {
  const { feed } = reader.strings;
  const all = linesOf(events);
  const shown = all.slice(0, MOST_LINES);
  const rest = all.slice(MOST_LINES);
  return {
    summary: feed.summary(events.length),
    blocks: [
      heading(feed.title),
      list(shown.map((line) => lineWords(reader, line, now))),
      ...(rest.length === 0 ? [] : [note(feed.more(rest.reduce((sum, { times }) => sum + times, 0)))]),
    ],
  };
}

function linesOf(events: readonly FeedEvent[]): Line[] {
  const lines = new Map<string, Line>();
  for (const event of events) {
    const key = JSON.stringify([event.type, event.actor, event.target]);
    lines.set(key, { ...event, times: (lines.get(key)?.times ?? 0) + 1 });
  }
  return [...lines.values()];
}

function lineWords(reader: Reader, { type, at, actor, target, times }: Line, now: number): Span[] {
  const { feed } = reader.strings;
  const known = feed.events[type];
  const what = known ?? feed.unknown(code(type.slice(0, LONGEST_TYPE)));
  return joined([
    moment(reader, at, now),
    actor === null ? " " : joined([" ", whoWords(reader, actor), reader.strings.colon]),
    times === 1 ? "" : `${times} × `,
    what,
    target === null ? "" : joined([" (", whoWords(reader, target), ")"]),
  ]);
}

function whoWords(reader: Reader, who: Who): Piece {
  if (who === "key") return reader.strings.feed.key;
  if (who === "somebody") return reader.strings.someone;
  return "person" in who ? mention(reader, who.person) : who.name;
}
