import { z } from "zod";
import type { Seen } from "../../domain/action.ts";
import { MEASURES, measureEvidence } from "../../domain/measures.ts";
import type { Mode } from "../../domain/mode.ts";
import { mayLeaveOut, type Setup } from "../../domain/setup.ts";
import { measureButtons, measureLines } from "../measures.ts";
import type { Reader } from "../reader.ts";
import { link, note, paragraph } from "../spans.ts";
import type { Counts } from "../step-rows.ts";
import { LINKS } from "../steps.ts";
import type { Field, Form } from "../view.ts";
import { chosenOf, domainList, LONGEST_TEXT, ticked } from "./values.ts";

type Data = {
  readonly setup: Setup;
  readonly counts: Pick<Counts, "pending">;
  readonly mode: Mode;
  readonly now: number;
  readonly seen?: Seen;
};

/** Domains for the bot, and what is done at Mistral, each with the plan that it needs. "Later" is a valid choice. */
export function securityForm(reader: Reader, { setup, counts, mode, now, seen }: Data): Form {
  const { security: words, cancel } = reader.strings.forms;
  const where = words.intro(link(words.access, LINKS.access), link(words.audit, LINKS.audit));
  const domains = setup.settings.domains.join("\n");
  const done = MEASURES.filter((measure) => measureEvidence(setup.observed, measure) !== null);
  return {
    ref: { form: "security", openedAt: now, seen },
    title: words.title,
    submit: words.submit,
    close: cancel,
    intro: [
      paragraph(where),
      { kind: "list", items: measureLines(reader, { setup, mode, now }) },
      { kind: "actions", buttons: measureButtons(reader) },
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
        maxLength: LONGEST_TEXT,
        ...(domains === "" ? {} : { initial: domains }),
      },
      {
        kind: "choices",
        name: "done",
        label: words.done,
        as: "boxes",
        optional: true,
        ...(done.length === 0 ? {} : { initial: done }),
        options: MEASURES.map((value) => {
          const [label, description] = words.options[value];
          return { value, label, description };
        }),
      },
      ...(mayLeaveOut("security", setup.owner === reader.person) ? [laterField(reader)] : []),
    ],
  };
}

function laterField(reader: Reader): Field {
  const { later: label, laterOption } = reader.strings.forms.security;
  const options = [{ value: "later", label: laterOption }];
  return { kind: "choices", name: "later", label, as: "boxes", optional: true, options };
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
