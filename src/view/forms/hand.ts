import { z } from "zod";
import type { StepName } from "../../domain/step-name.ts";
import { ownIds, type Reader } from "../reader.ts";
import { paragraph } from "../spans.ts";
import type { Form } from "../view.ts";
import { dialog, personField } from "./fields.ts";
import { requiredText } from "./values.ts";

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
