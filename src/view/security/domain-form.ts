import { z } from "zod";
import { readPastedRecord } from "../../domain/record/pasted-record.ts";
import { publicDomain } from "../../domain/security/dns-name.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { dialog, listField, textField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { list } from "../core/spans.ts";
import { typed, wholeText } from "../core/values.ts";
import type { Form } from "../core/view.ts";

const SHOWN = 60;

/** A domain and the record that Mistral's panel shows for it. */
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
      if (read.kind === "record") return read.record;
      context.addIssue({
        code: "custom",
        message: read.kind === "several" ? errors.several : errors.noValue,
      });
      return z.NEVER;
    }),
  });
}
