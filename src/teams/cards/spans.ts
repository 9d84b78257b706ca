import { clean, cleanLine, webAddress } from "../../view/core/clean.ts";
import type { Span } from "../../view/core/view.ts";
import type { Look, RichTextBlock, TextRun } from "./types.ts";

/** Enough for whatever is said in one paragraph, and three fit into a card. */
export const TEXT_LIMIT = 3000;

/** Spans as one paragraph, or nothing where there is nothing to read. */
export function paragraph(
  spans: readonly Span[],
  place: Omit<RichTextBlock, "type" | "inlines"> & { readonly look?: Look } = {},
): RichTextBlock[] {
  const { look = {}, ...placed } = place;
  const inlines: TextRun[] = [];
  let room = TEXT_LIMIT;
  for (const span of spans) {
    if (room <= 0) break;
    for (const run of runsOf(span, room)) {
      inlines.push({ ...run, ...look });
      room -= run.text.length;
    }
  }
  return inlines.some(({ text }) => text.trim() !== "")
    ? [{ type: "RichTextBlock", ...placed, inlines }]
    : [];
}

export function sentence(text: string, look: Look = {}): RichTextBlock {
  const inlines = plainRuns(text, TEXT_LIMIT, look);
  return { type: "RichTextBlock", inlines: inlines.length > 0 ? inlines : plainRuns("…", 1, look) };
}

/** Teams notifies nobody from a card and knows no local times there: people are a name, times what was written. */
function runsOf(span: Span, room: number): TextRun[] {
  switch (span.kind) {
    case "text":
      return plainRuns(span.text, room);
    case "bold":
      return plainRuns(span.text, room, { weight: "bolder" });
    case "code":
      return plainRuns(span.text, room, { fontType: "monospace" });
    case "link": {
      const url = webAddress(span.url);
      if (url === null) return plainRuns(span.text, room);
      const words = cleanLine(span.text, room) || cleanLine(url, room);
      const selectAction = { type: "Action.OpenUrl", url } as const;
      // Not every client shows by itself that a run can be pressed.
      return plainRuns(words, room, { color: "accent" }).map((run) => ({ ...run, selectAction }));
    }
    case "mention":
      return plainRuns(`@${cleanLine(span.name, room)}`, room, { weight: "bolder" });
    case "channel":
      return plainRuns(`#${cleanLine(span.name, room)}`, room, { weight: "bolder" });
    case "group":
      return plainRuns(cleanLine(span.name, room), room, { weight: "bolder" });
    case "time":
      return plainRuns(cleanLine(span.fallback, room) || "…", room);
  }
}

/** In pieces, because Adaptive Cards put a date where `{{DATE(…)}}` stands in one. */
export const plainRuns = (text: string, room: number, look: Look = {}): TextRun[] =>
  clean(text, room)
    .split(/(?<=\{)(?=\{)/)
    .filter((piece) => piece !== "")
    .map((piece) => ({ type: "TextRun", text: piece, ...look }));

/** Where Adaptive Cards read Markdown: our own words stand there as they were written. */
export const escapeMarkdown = (text: string): string => notAList(text.replace(/[\\`*_~[\]<>&|]/g, "\\$&"));

/** Some clients read Markdown in a choice and others show its escapes, so what could format or link is left out. */
export function choiceTitle(text: string, limit: number): string {
  const words = cleanLine(text, limit)
    .replace(/[`*~]/g, "")
    .replace(/[[<]/g, "(")
    .replace(/[\]>]/g, ")")
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/&(?=[#\w]+;)/g, "& ")
    .trim();
  return notAList(words) || "…";
}

/** A line that begins like a list or a heading is none with a space that does not break; nor are two braces a date. */
const notAList = (text: string): string =>
  text
    .replace(/\{(?=\{)/g, "{ ")
    .replace(/^([#+-]+|\d+[.)])(?: |$)/, "$1\u00a0")
    .replace(/^-(?=-)/, "\u2010");
