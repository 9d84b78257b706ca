import { z } from "zod";
import type { Seen } from "../../domain/action.ts";
import type { Mode } from "../../domain/mode.ts";
import { MEASURES, measureEvidence } from "../../domain/setup/measures.ts";
import { mayLeaveOut, type Setup } from "../../domain/setup/setup.ts";
import { boxesField, dialog, optionsOf, tickField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { actions, list, note, paragraph } from "../core/spans.ts";
import { chosenOf, domainList, ticked } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { domainsField } from "../setup/settings-form.ts";
import type { Counts } from "../setup/step-rows.ts";
import { measureButtons, measureLines } from "./measures.ts";

type Data = {
  readonly setup: Setup;
  readonly counts: Pick<Counts, "pending">;
  readonly mode: Mode;
  readonly now: number;
  readonly seen?: Seen;
};

/** Domains for the bot, and what is done at Mistral, each with the plan that it needs. "Later" is a valid choice. */
export function securityForm(reader: Reader, { setup, counts, mode, now, seen }: Data): Form {
  const { forms, saml } = reader.strings;
  const { security: words } = forms;
  const done = MEASURES.filter((measure) => measureEvidence(setup.observed, measure) !== null);
  return dialog(reader, { form: "security", openedAt: now, seen }, words, {
    intro: [
      paragraph(words.intro()),
      list(measureLines(reader, { setup, mode, now })),
      ...actions(...measureButtons(reader)),
      counts.pending > 0 ? paragraph(saml.pending(counts.pending)) : note(words.ssoCare),
    ],
    fields: [
      domainsField(reader, setup),
      boxesField("done", words.done, {
        options: optionsOf(MEASURES, words.options),
        initial: done.length === 0 ? undefined : done,
      }),
      ...(mayLeaveOut("security", setup.owner === reader.person)
        ? [tickField("later", reader.strings.checklist.buttons.later, { label: words.laterOption }, false)]
        : []),
    ],
  });
}

/** `owner`: who sends it may choose Later. */
export function securitySchema(reader: Reader, owner = true) {
  const message = reader.strings.forms.errors.nothingChosen(owner);
  return z
    .object({ domains: domainList(reader), done: chosenOf(MEASURES), later: ticked })
    .refine(({ domains, done, later }) => later || domains.length + done.length > 0, {
      message,
      path: ["done"],
    });
}
