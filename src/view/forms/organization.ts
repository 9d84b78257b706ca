import { z } from "zod";
import type { Setup } from "../../domain/setup.ts";
import type { Reader } from "../reader.ts";
import { link, paragraph } from "../spans.ts";
import { LINKS } from "../steps.ts";
import type { Form } from "../view.ts";
import { oneOf, requiredText } from "./values.ts";

/** Both branches of the quickstart, and the warning about joining somebody else's organization. */
export function organizationForm(reader: Reader, { setup }: { readonly setup: Setup }): Form {
  const { organization: words, cancel } = reader.strings.forms;
  return {
    ref: { form: "organization" },
    title: words.title,
    submit: words.submit,
    close: cancel,
    intro: [
      {
        kind: "list",
        items: [
          words.newSteps(link(words.studio, LINKS.studio)),
          words.existingSteps(link(words.admin, LINKS.admin)),
        ],
      },
      paragraph(words.warning),
    ],
    fields: [
      {
        kind: "choice",
        name: "branch",
        label: words.branch,
        as: "radio",
        initial: setup.organization === null ? "new" : "existing",
        options: [
          { value: "new", label: words.newBranch, description: words.newBranchAbout },
          { value: "existing", label: words.existingBranch, description: words.existingBranchAbout },
        ],
      },
      {
        kind: "text",
        name: "name",
        label: words.name,
        hint: words.nameHint,
        maxLength: 255,
        ...(setup.organization === null ? {} : { initial: setup.organization }),
      },
    ],
  };
}

export function organizationSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    name: requiredText(errors.name, 255, errors.nameLong),
    branch: oneOf(["new", "existing"], errors.choose),
  });
}
