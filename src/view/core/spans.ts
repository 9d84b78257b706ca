import type { Block, Button, Span, View } from "./view.ts";

/** What may stand inside a sentence. A plain string becomes a text span, so a name in it stays a name. */
export type Piece = string | number | Span | readonly Span[];

export const text = (words: string): Span => ({ kind: "text", text: words });
export const code = (words: string): Span => ({ kind: "code", text: words });
export const bold = (words: string): Span => ({ kind: "bold", text: words });
export const link = (words: string, url: string) => ({ kind: "link", text: words, url }) as const;

function spansOf(piece: Piece): readonly Span[] {
  if (typeof piece === "string" || typeof piece === "number") {
    return piece === "" ? [] : [text(String(piece))];
  }
  return "kind" in piece ? [piece] : piece;
}

/** A sentence with structure in it: say`Asked by ${mention}`. */
export function say(words: TemplateStringsArray, ...pieces: Piece[]): Span[] {
  return joined(words.flatMap((part, at): Piece[] => [part, pieces[at] ?? ""]));
}

/** Pieces one after another, with neighbouring plain text made one span; what says nothing is not set apart. */
export function joined(pieces: readonly Piece[], separator: Piece = ""): Span[] {
  const saying = pieces.map(spansOf).filter((spans) => spans.length > 0);
  const all = saying.flatMap((spans, at) => [...(at === 0 ? [] : spansOf(separator)), ...spans]);
  const result: Span[] = [];
  for (const span of all) {
    const last = result.at(-1);
    if (span.kind === "text" && last?.kind === "text")
      result[result.length - 1] = text(last.text + span.text);
    else result.push(span);
  }
  return result;
}

export const wordsOf = (spans: readonly Span[]): string =>
  spans
    .map((span) => {
      if (span.kind === "mention") return `@${span.name}`;
      if (span.kind === "channel") return `#${span.name}`;
      if (span.kind === "group") return span.name;
      return span.kind === "time" ? span.fallback : span.text;
    })
    .join("");

export const lines = (items: readonly (readonly Span[])[]): Span[] =>
  items.flatMap((item, index) => (index === 0 ? [...item] : [text("\n"), ...item]));

export function capital(spans: readonly Span[]): Span[] {
  const [first, ...rest] = spans;
  if (first?.kind !== "text") return [...spans];
  return [text(capitalized(first.text)), ...rest];
}

export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const paragraph = (...pieces: Piece[]): Block => ({ kind: "text", spans: joined(pieces) });
export const note = (...pieces: Piece[]): Block => ({ kind: "note", spans: joined(pieces) });
export const heading = (words: string): Block => ({ kind: "heading", text: words });
export const list = (items: readonly Piece[]): Block => ({
  kind: "list",
  items: items.map((item) => joined([item])),
});

export const actions = (...buttons: readonly Button[]): Block[] =>
  buttons.length === 0 ? [] : [{ kind: "actions", buttons }];

/** A person's words, led in by ours, because a card can quote two people. */
export const quote = (lead: string, words: string): Block => ({
  kind: "quote",
  spans: joined([bold(lead), words], " "),
});

const SIGNS = /^(?:\p{Extended_Pictographic}\uFE0F? ?)+/u;

/** A message whose first words announce it as well, without the sign in front of them. */
export const card = (sentence: Piece, ...blocks: readonly Block[]): View => ({
  summary: wordsOf(joined([sentence])).replace(SIGNS, ""),
  blocks: [paragraph(sentence), ...blocks],
});

export const titled = (title: string, { blocks, ...view }: View): View => ({
  ...view,
  blocks: [heading(title), ...blocks],
});

export const saying = (sentence: string, lang?: string): View => ({
  ...card(sentence),
  ...(lang === undefined ? {} : { lang }),
});

export function sayingErrors(errors: Readonly<Record<string, string>>): View {
  const sentences = Object.values(errors);
  return { summary: sentences.join(" "), blocks: sentences.flatMap((each) => saying(each).blocks) };
}
