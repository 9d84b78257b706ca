import { z } from "zod";
import type { StepName } from "../../domain/setup/step-name.ts";
import { dialog, personField } from "../core/fields.ts";
import { ownIds, type Reader } from "../core/reader.ts";
import { paragraph } from "../core/spans.ts";
import { requiredText } from "../core/values.ts";
import type { Form } from "../core/view.ts";

/** Hands one step to somebody. */
export function handForm(reader: Reader, { step }: { readonly step: StepName }): Form {
  const { forms, steps } = reader.strings;
  const { hand } = forms;
  return dialog(reader, { form: "hand", step }, hand, {
    intro: [paragraph(hand.intro(steps[step].title))],
    fields: [personField("person", hand.person, { without: ownIds(reader) })],
  });
}

export function handSchema(reader: Reader) {
  const { person } = reader.strings.forms.errors;
  return z.object({ person: requiredText(person, 255, person) });
}
