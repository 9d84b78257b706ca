import { z } from "zod";
import { choiceField, dialog } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import type { Form } from "../core/view.ts";
import { LANGUAGES } from "../strings/index.ts";

const ACCOUNT = "account";

export function languageForm(reader: Reader, chosen: string | null): Form {
  const { language, save } = reader.strings.forms;
  return dialog(
    reader,
    { form: "language" },
    { title: language.title, submit: save },
    {
      fields: [
        choiceField("language", language.choice, {
          hint: language.hint,
          options: [{ value: ACCOUNT, label: language.account }, ...LANGUAGES],
          initial: chosen ?? ACCOUNT,
        }),
      ],
    },
  );
}

export function languageSchema({ strings }: Reader) {
  const { choose } = strings.forms.errors;
  const offered = [ACCOUNT, ...LANGUAGES.map(({ value }) => value)];
  const language = z
    .string({ error: choose })
    .refine((value) => offered.includes(value), choose)
    .transform((value) => (value === ACCOUNT ? null : value));
  return z.object({ language });
}
