import type { Field, Form, Option } from "../../../src/view/core/view.ts";

export const optionsOf = (count: number): Option[] =>
  Array.from({ length: count }, (_, n) => ({
    value: `v${n}`,
    label: `Label ${n}`,
    description: "What it means",
  }));

/** A form with these fields. */
export const formOf = (...fields: Field[]): Form => ({
  ref: { form: "review", draft: 7 },
  title: "Invite people",
  submit: "Send",
  close: "Cancel",
  intro: [{ kind: "text", spans: [{ kind: "text", text: "Mistral will e-mail them." }] }],
  fields,
});
