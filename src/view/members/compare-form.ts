import { z } from "zod";
import { PASTED_FROM } from "../../domain/members/pasted-list.ts";
import { choiceField, dialog, listField, optionsOf } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { note, paragraph } from "../core/spans.ts";
import { oneOf, wholeText } from "../core/values.ts";
import type { Form } from "../core/view.ts";

/** A part of Mistral's members list, to be compared with what is known here. */
export function compareForm(reader: Reader): Form {
  const { compare } = reader.strings;
  return dialog(reader, { form: "compare" }, compare, {
    intro: [paragraph(compare.intro()), note(compare.parts)],
    fields: [
      listField("list", compare.list, { hint: compare.listHint, placeholder: compare.placeholder }),
      choiceField("from", compare.from, {
        hint: compare.fromHint,
        options: optionsOf(PASTED_FROM, compare.sources),
        initial: "written",
      }),
    ],
  });
}

export function compareSchema(reader: Reader) {
  const { compare, forms } = reader.strings;
  return z.object({
    list: wholeText(compare.errors.full).pipe(z.string().min(1, compare.errors.empty)),
    from: oneOf(PASTED_FROM, forms.errors.choose),
  });
}
