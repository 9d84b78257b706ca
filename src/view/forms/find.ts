import { z } from "zod";
import { FIND_LIMIT, LIST_PARTS, type Narrowed } from "../../domain/members-list.ts";
import { partWord } from "../invitation-words.ts";
import type { Reader } from "../reader.ts";
import type { Form } from "../view.ts";
import { choiceField, dialog, textField } from "./fields.ts";
import { typed } from "./values.ts";

const ALL = "all";

/** Whom to look for in the members list. It begins with what was looked for last. */
export function findForm(reader: Reader, { find, only }: Narrowed): Form {
  const { find: words } = reader.strings.forms;
  const parts = LIST_PARTS.map((part) => ({ value: part, label: partWord(reader, part) }));
  return dialog(reader, { form: "find" }, words, {
    fields: [
      textField("find", words.find, {
        hint: words.findHint,
        optional: true,
        maxLength: FIND_LIMIT,
        initial: find,
      }),
      choiceField("only", words.only, {
        options: [{ value: ALL, label: words.all }, ...parts],
        initial: only ?? ALL,
      }),
    ],
  });
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
