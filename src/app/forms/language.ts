import { languageForm, languageSchema } from "../../view/forms/language.ts";
import { saying } from "../../view/saying.ts";
import { readerFor } from "../context.ts";
import { sayAnew } from "../language.ts";
import { parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

/** Everybody chooses for themselves; what is there already is said anew. */
export const language: FormHandler<"language"> = {
  open: ({ reader, actor }) => languageForm(reader, actor.person.language),
  submit: (unit, _ref, values) => {
    const { tx, actor, reader } = unit;
    const { person, account } = actor;
    const chosen = parseForm(languageSchema(reader), values).language;
    tx.people.setLanguage(person.id, chosen);
    sayAnew(unit, person.id);
    const { strings } = readerFor(unit, { ...person, language: chosen }, account.platform);
    return { kind: "show", view: saying(strings.said.language, strings.teams.lang) };
  },
};
