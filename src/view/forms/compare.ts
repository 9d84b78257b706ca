import { z } from "zod";
import { PASTED_FROM } from "../../domain/pasted-list.ts";
import type { Reader } from "../reader.ts";
import { link, note, paragraph } from "../spans.ts";
import { LINKS } from "../steps.ts";
import type { Form } from "../view.ts";
import { LONGEST_TEXT, oneOf, wholeText } from "./values.ts";

/** A part of Mistral's members list, to be compared with what is known here. */
export function compareForm(reader: Reader): Form {
  const { compare, forms } = reader.strings;
  return {
    ref: { form: "compare" },
    title: compare.title,
    submit: compare.submit,
    close: forms.cancel,
    intro: [paragraph(compare.intro(link(compare.page, LINKS.members))), note(compare.parts)],
    fields: [
      {
        kind: "text",
        name: "list",
        label: compare.list,
        hint: compare.listHint,
        placeholder: compare.placeholder,
        multiline: true,
        maxLength: LONGEST_TEXT,
      },
      {
        kind: "choice",
        name: "from",
        label: compare.from,
        hint: compare.fromHint,
        as: "radio",
        initial: "written",
        options: PASTED_FROM.map((value) => ({
          value,
          label: compare.sources[value][0],
          description: compare.sources[value][1],
        })),
      },
    ],
  };
}

export function compareSchema(reader: Reader) {
  const { compare, forms } = reader.strings;
  return z.object({
    list: wholeText(compare.errors.full).pipe(z.string().min(1, compare.errors.empty)),
    from: oneOf(PASTED_FROM, forms.errors.choose),
  });
}
