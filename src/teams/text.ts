import { clean, cleanLine } from "../view/clean.ts";

/** For the few places where Adaptive Cards read Markdown: our own words stand there as they were written. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>&|]/g, "\\$&")
    .replace(/^(\s*)([#+-])/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/gm, "$1\\$2")
    .replace(/\{(?=\{)/g, "{ ");
}

/**
 * The words of a choice. Some clients read Markdown there and others would show its escapes, so what could format or
 * link is left out, or stands in round brackets.
 */
export function choiceTitle(text: string, limit: number): string {
  const words = cleanLine(text, limit)
    .replace(/[`*~]/g, "")
    .replace(/[[<]/g, "(")
    .replace(/[\]>]/g, ")")
    .replace(/\{(?=\{)/g, "{ ")
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/&(?=[#\w]+;)/g, "& ")
    .replace(/^[\s#+-]+/, "")
    .replace(/^(\d+)([.)])(?=\s)/, "$1:");
  return words.trim() || "…";
}

/** Pieces that together read as the text: Adaptive Cards put a date where `{{DATE(…)}}` stands in one piece. */
export function literal(text: string, limit: number): string[] {
  return clean(text, limit).split(/(?<=\{)(?=\{)/);
}
