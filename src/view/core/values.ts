import { z } from "zod";
import { visible } from "../../domain/visible.ts";
import type { Reader } from "./reader.ts";

export const requiredText = (missing: string, max: number, tooLong: string) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, tooLong);

export const REASON_LENGTH = 500;

/** What was typed into a field that may stay empty. Values of another kind, which no form of ours sends, are nothing. */
export const typed = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value.trim() : ""));

export const optionalText = (max: number, tooLong: string) => typed.pipe(z.string().max(max, tooLong));

export const LONGEST_TEXT = 3000;

/** Whether a client may have cut the end off without a word. Some count a line break as two, or trim what is left. */
export const mayBeCut = (text: string): boolean =>
  text.replace(/\r\n?|\n/g, "\r\n").length >= LONGEST_TEXT - 1;

/** As `typed`, in a field that takes `LONGEST_TEXT`, where half a list or half an address does harm. */
export const wholeText = (full: string) =>
  z
    .unknown()
    .optional()
    .refine((value) => typeof value !== "string" || !mayBeCut(value), full)
    .pipe(typed);

export const optionalId = typed.transform((value) => (value === "" ? null : value));

/** Everything that was ticked or chosen; a platform may send a single choice as a string. */
export const chosen = z
  .unknown()
  .optional()
  .transform((value): string[] => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((each) => typeof each === "string").filter((each) => each !== "");
  });

/** Of what was chosen, only what was offered: the values come back from a client. */
export const chosenOf = <T extends string>(offered: readonly T[]) =>
  chosen.transform((values) => offered.filter((each) => values.includes(each)));

export const oneOf = <T extends string>(offered: readonly T[], missing: string) =>
  z.literal(offered, { error: missing });

export const ticked = chosen.transform((values) => values.length > 0);

const DOMAIN =
  /^(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62})(?:\.[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,62})+$/u;

export const domainList = (reader: Reader, most = 50) => {
  const { errors } = reader.strings.forms;
  return wholeText(errors.full).transform((value, context) => {
    const words = visible(value)
      .normalize("NFC")
      .toLowerCase()
      .split(/[\s,;]+/);
    const domains = [...new Set(words.map((word) => word.replace(/^@|\.$/g, "")))].filter(
      (word) => word !== "",
    );
    const wrong = domains.find((domain) => !DOMAIN.test(domain));
    if (wrong !== undefined) context.addIssue({ code: "custom", message: errors.domain(wrong.slice(0, 60)) });
    if (domains.length > most) context.addIssue({ code: "custom", message: errors.tooManyDomains(most) });
    // The form begins with them the next time, one per line.
    if (mayBeCut(domains.join("\n"))) context.addIssue({ code: "custom", message: errors.full });
    return domains;
  });
};
