import { clean, cleanLine } from "../../view/core/clean.ts";

/** Where Adaptive Cards read Markdown: our own words stand there as they were written. */
export function escapeMarkdown(text: string): string {
  return notAList(text.replace(/[\\`*_~[\]<>&|]/g, "\\$&"));
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

/** Pieces that together read as the text: Adaptive Cards put a date where `{{DATE(…)}}` stands in one piece. */
export function literal(text: string, limit: number): string[] {
  return clean(text, limit).split(/(?<=\{)(?=\{)/);
}
