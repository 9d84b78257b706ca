import { isOutside, lookalike } from "../../domain/requests/outside.ts";
import type { Reader } from "../core/reader.ts";
import { code, joined, say } from "../core/spans.ts";
import type { Span, Words } from "../core/view.ts";

type Addressed = { readonly address: string };

/** Those outside our own domains first: nobody has to look for them among many. */
export function outsideFirst<T extends Addressed>(all: readonly T[], own: readonly string[]): T[] {
  const isOut = ({ address }: T) => isOutside(address, own);
  return [...all.filter(isOut), ...all.filter((one) => !isOut(one))];
}

const MOST_DOMAINS = 3;

/** "2 of 61 are outside acme.example"; nothing when none is. */
export function outsideSentence(
  { strings }: Reader,
  all: readonly Addressed[],
  own: readonly string[],
): string[] {
  const outside = all.filter(({ address }) => isOutside(address, own)).length;
  const named = own.slice(0, MOST_DOMAINS).join(", ");
  const domains = own.length > MOST_DOMAINS ? `${named}, …` : named;
  return outside === 0 ? [] : [strings.requests.outside(outside, all.length, domains)];
}

/** What stands beside an address whose letters could be taken for others. */
function marksOf({ strings }: Reader, address: string): Span[][] {
  const { punycode, letters } = lookalike(address);
  return [
    ...(punycode === null ? [] : [strings.requests.punycode(punycode)]),
    ...(letters ? [[{ kind: "bold" as const, text: strings.requests.otherLetters }]] : []),
  ];
}

/** It is of another domain than our own, or could be taken for another address. */
export function standsOut({ address }: Addressed, own: readonly string[]): boolean {
  const { punycode, letters } = lookalike(address);
  return isOutside(address, own) || punycode !== null || letters;
}

export function markedAddress(reader: Reader, { address }: Addressed, own: readonly string[]): Span[] {
  const marks = marksOf(reader, address);
  const warned = standsOut({ address }, own) ? "⚠️ " : "";
  const beside = marks.length === 0 ? [] : say` (${joined(marks, reader.strings.comma)})`;
  return joined([warned, code(address), beside]);
}

/** All that has to be read before these addresses are approved: each of them, and what is to be said about them. */
export function toBeRead(reader: Reader, all: readonly Addressed[], own: readonly string[]): Words[] {
  const marks = all.flatMap(({ address }) => marksOf(reader, address).flat());
  return [
    ...outsideSentence(reader, all, own).map((text) => ({ kind: "text" as const, text })),
    ...all.map(({ address }) => ({ kind: "code" as const, text: address })),
    ...marks.filter((span) => span.kind === "code" || span.kind === "bold"),
  ];
}
