import { z } from "zod";
import { FIND_LIMIT, LIST_PARTS, type Narrowed } from "../../domain/members/members-list.ts";
import { choiceField, dialog, textField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { typed } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { partWord } from "../invitations/invitation-words.ts";

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
