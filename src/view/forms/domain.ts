import { z } from "zod";
import { publicDomain } from "../../domain/dns-name.ts";
import { readPastedRecord } from "../../domain/pasted-record.ts";
import type { Setup } from "../../domain/setup.ts";
import type { Reader } from "../reader.ts";
import { list } from "../spans.ts";
import type { Form } from "../view.ts";
import { dialog, listField, textField } from "./fields.ts";
import { typed, wholeText } from "./values.ts";

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
