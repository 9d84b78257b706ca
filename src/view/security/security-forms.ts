import { z } from "zod";
import type { Seen } from "../../domain/action.ts";
import { publicDomain, readPastedRecord } from "../../domain/security/txt-record.ts";
import { MEASURES, measureEvidence } from "../../domain/setup/observed.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { boxesField, dialog, listField, textField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { actions, list, paragraph } from "../core/spans.ts";
import { chosenOf, domainList, typed, wholeText } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { domainsField } from "../setup/settings-form.ts";
import type { Counts } from "../setup/step-rows.ts";
import { measureButtons, measureLines } from "./measures.ts";

type Data = {
  readonly setup: Setup;
  readonly counts: Pick<Counts, "pending">;
  readonly now: number;
  readonly seen?: Seen;
};

export function securityForm(reader: Reader, { setup, counts, now, seen }: Data): Form {
  const { forms, saml, measures, steps } = reader.strings;
  const { labels, plans } = measures;
  const { security: words } = forms;
  const done = MEASURES.filter((measure) => measureEvidence(setup.observed, measure) !== null);
  return dialog(reader, { form: "security", seen }, words, {
    intro: [
      list(steps.security.todo()),
      list(measureLines(reader, { setup, now })),
      ...actions(...measureButtons(reader)),
      ...(counts.pending > 0 ? [paragraph(saml.pending(counts.pending))] : []),
    ],
    fields: [
      domainsField(reader, setup),
      boxesField("done", words.done, {
        options: MEASURES.map((value) => ({ value, label: labels[value], description: plans[value] })),
        initial: done.length === 0 ? undefined : done,
      }),
    ],
  });
}

export const securitySchema = (reader: Reader) =>
  z.object({ domains: domainList(reader), done: chosenOf(MEASURES) });

const SHOWN = 60;

export function domainForm(reader: Reader, { setup }: { readonly setup: Setup }): Form {
  const { domains } = reader.strings;
  const known = setup.observed.domains.map(({ domain }) => domain);
  const next = setup.settings.domains.find((domain) => !known.includes(publicDomain(domain) ?? domain));
  return dialog(reader, { form: "domain" }, domains, {
    intro: [list(domains.intro())],
    fields: [
      textField("domain", domains.domain, {
        hint: domains.domainHint,
        placeholder: "example.com",
        maxLength: 255,
        initial: next,
      }),
      listField("record", domains.record, {
        hint: domains.recordHint,
        placeholder: "TXT  @  mistral-domain-verification=…",
      }),
    ],
  });
}

export function domainSchema(reader: Reader) {
  const { errors } = reader.strings.domains;
  return z.object({
    domain: typed.transform((value, context) => {
      const domain = publicDomain(value);
      if (domain !== null) return domain;
      context.addIssue({ code: "custom", message: errors.domain(value.slice(0, SHOWN)) });
      return z.NEVER;
    }),
    record: wholeText(errors.full).transform((value, context) => {
      const read = readPastedRecord(value);
      if (typeof read !== "string") return read;
      context.addIssue({ code: "custom", message: errors[read] });
      return z.NEVER;
    }),
  });
}
