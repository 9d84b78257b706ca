import { z } from "zod";
import { FIND_LIMIT, LIST_PARTS, type Narrowed } from "../../domain/members-list.ts";
import { partWord } from "../invitation-words.ts";
import type { Reader } from "../reader.ts";
import type { Form } from "../view.ts";
import { typed } from "./values.ts";

const ALL = "all";

/** Whom to look for in the members list. It begins with what was looked for last. */
export function findForm(reader: Reader, { find, only }: Narrowed): Form {
  const { forms } = reader.strings;
  const words = forms.find;
  return {
    ref: { form: "find" },
    title: words.title,
    submit: words.submit,
    close: forms.cancel,
    intro: [],
    fields: [
      {
        kind: "text",
        name: "find",
        label: words.find,
        hint: words.findHint,
        optional: true,
        maxLength: FIND_LIMIT,
        ...(find === undefined ? {} : { initial: find }),
      },
      {
        kind: "choice",
        name: "only",
        label: words.only,
        as: "radio",
        initial: only ?? ALL,
        options: [
          { value: ALL, label: words.all },
          ...LIST_PARTS.map((part) => ({ value: part, label: partWord(reader, part) })),
        ],
      },
    ],
  };
}

export function findSchema({ strings }: Reader) {
  const { choose } = strings.forms.errors;
  return z.object({
    find: typed.transform((text) => text.slice(0, FIND_LIMIT)),
    only: z
      .enum([ALL, ...LIST_PARTS], { error: choose })
      .transform((part) => (part === ALL ? undefined : part)),
  });
}
