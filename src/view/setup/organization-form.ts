import { z } from "zod";
import type { Setup } from "../../domain/setup/setup.ts";
import { choiceField, dialog, optionsOf, textField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { list, paragraph } from "../core/spans.ts";
import { oneOf, requiredText } from "../core/values.ts";
import type { Form } from "../core/view.ts";

const BRANCHES = ["new", "existing"] as const;

/** Both branches of the quickstart, and the warning about joining somebody else's organization. */
export function organizationForm(reader: Reader, { setup }: { readonly setup: Setup }): Form {
  const { forms, steps } = reader.strings;
  const { organization: words } = forms;
  const [first, second, warning] = steps.organization.todo();
  return dialog(reader, { form: "organization" }, words, {
    intro: [list([first ?? "", second ?? ""]), paragraph("⚠️ ", warning ?? "")],
    fields: [
      choiceField("branch", words.branch, {
        options: optionsOf(BRANCHES, words.branches),
        initial: setup.organization === null ? "new" : "existing",
      }),
      textField("name", words.name, {
        hint: words.nameHint,
        maxLength: 255,
        initial: setup.organization ?? undefined,
      }),
    ],
  });
}

export function organizationSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    name: requiredText(errors.name, 255, errors.long(255)),
    branch: oneOf(BRANCHES, errors.choose),
  });
}
