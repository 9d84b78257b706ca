import { z } from "zod";
import type { Reader } from "../reader.ts";
import { LANGUAGES } from "../strings/index.ts";
import type { Form } from "../view.ts";

const ACCOUNT = "account";

/** In which language somebody wants to read. `chosen`: null where they have chosen none. */
export function languageForm({ strings }: Reader, chosen: string | null): Form {
  const { language, cancel, save } = strings.forms;
  return {
    ref: { form: "language" },
    title: language.title,
    submit: save,
    close: cancel,
    intro: [],
    fields: [
      {
        kind: "choice",
        name: "language",
        label: language.choice,
        hint: language.hint,
        as: "radio",
        initial: chosen ?? ACCOUNT,
        options: [{ value: ACCOUNT, label: language.account }, ...LANGUAGES],
      },
    ],
  };
}

/** null: as the account says. */
export function languageSchema({ strings }: Reader) {
  const { choose } = strings.forms.errors;
  const offered = [ACCOUNT, ...LANGUAGES.map(({ value }) => value)];
  const language = z
    .string({ error: choose })
    .refine((value) => offered.includes(value), choose)
    .transform((value) => (value === ACCOUNT ? null : value));
  return z.object({ language });
}
