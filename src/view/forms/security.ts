import { z } from "zod";
import type { Setup } from "../../domain/setup.ts";
import type { Reader } from "../reader.ts";
import { link, note, paragraph } from "../spans.ts";
import type { Counts } from "../step-rows.ts";
import { LINKS } from "../steps.ts";
import type { Form } from "../view.ts";
import { chosenOf, domainList, ticked } from "./values.ts";

const MEASURES = ["sso", "domain", "audit"] as const;

type Data = { readonly setup: Setup; readonly counts: Pick<Counts, "pending"> };

/** Domains for the bot, and what is done at Mistral, each with the plan that it needs. "Later" is a valid choice. */
export function securityForm(reader: Reader, { setup, counts }: Data): Form {
  const { security: words, cancel } = reader.strings.forms;
  const steps = words.intro(link(words.access, LINKS.access), link(words.audit, LINKS.audit));
  const domains = setup.settings.domains.join("\n");
  return {
    ref: { form: "security" },
    title: words.title,
    submit: words.submit,
    close: cancel,
    intro: [
      { kind: "list", items: steps },
      counts.pending > 0 ? paragraph(words.ssoWarning(counts.pending)) : note(words.ssoCare),
    ],
    fields: [
      {
        kind: "text",
        name: "domains",
        label: words.domains,
        hint: words.domainsHint,
        placeholder: words.placeholder,
        multiline: true,
        optional: true,
        maxLength: 3000,
        ...(domains === "" ? {} : { initial: domains }),
      },
      {
        kind: "choices",
        name: "done",
        label: words.done,
        as: "boxes",
        optional: true,
        options: MEASURES.map((value) => {
          const [label, description] = words.options[value];
          return { value, label, description };
        }),
      },
      {
        kind: "choices",
        name: "later",
        label: words.later,
        as: "boxes",
        optional: true,
        options: [{ value: "later", label: words.laterOption }],
      },
    ],
  };
}

export function securitySchema(reader: Reader) {
  const message = reader.strings.forms.errors.nothingChosen;
  return z
    .object({ domains: domainList(reader), done: chosenOf(MEASURES), later: ticked })
    .refine(({ domains, done, later }) => later || domains.length + done.length > 0, {
      message,
      path: ["done"],
    });
}
