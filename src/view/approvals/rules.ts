import { z } from "zod";
import { MOST_PER_WEEK, type Rule, type RuleTerms, type TriedOut } from "../../domain/approvals/rule.ts";
import { isOutside } from "../../domain/requests/address.ts";
import { button, of } from "../core/buttons.ts";
import { type Dialog, dialog, listField, numberField } from "../core/fields.ts";
import { type Reader, someNamed } from "../core/reader.ts";
import { code, note, paragraph, text } from "../core/spans.ts";
import { domainList } from "../core/values.ts";
import type { Block, Span } from "../core/view.ts";

/** What it does, in one sentence. */
const NAMED = 3;

const sentence = (reader: Reader, { domains, perWeek }: RuleTerms): Span[] => {
  const names = domains.map((domain) => code(domain));
  return reader.strings.rules.sentence(someNamed(reader, names, NAMED), perWeek);
};

type FormFacts = {
  readonly allowed: readonly string[];
  /** Whether the form to ask begins with seats. */
  readonly withSeats: boolean;
};

export function ruleForm(reader: Reader, { allowed, withSeats }: FormFacts): Dialog<RuleTerms> {
  const { rules, forms } = reader.strings;
  const whole = rules.errors.whole(MOST_PER_WEEK);
  const perWeek = z
    .string({ error: whole })
    .trim()
    .regex(/^\d{1,3}$/, whole)
    .transform(Number)
    .refine((n) => n >= 1 && n <= MOST_PER_WEEK, whole);
  const domains = domainList(reader).refine((all) => all.length > 0, forms.errors.missing);
  return dialog(
    reader,
    { form: "rule" },
    { title: rules.title, submit: rules.submit },
    {
      intro: [paragraph(rules.intro), ...(withSeats ? [note(rules.seats)] : [])],
      fields: {
        domains: listField(
          rules.domains,
          { hint: rules.domainsHint, initial: allowed.join("\n") || undefined, placeholder: "example.com" },
          domains,
        ),
        perWeek: numberField(
          rules.perWeek,
          { hint: rules.perWeekHint, initial: 20, min: 1, max: MOST_PER_WEEK },
          perWeek,
        ),
      },
    },
  );
}

/** What it would have done, before it is saved. */
export function ruleCheckForm(reader: Reader, terms: RuleTerms, draft: number, tried: TriedOut) {
  const { rules, forms } = reader.strings;
  return dialog(
    reader,
    { form: "rule-check", draft },
    { title: rules.checkTitle, submit: forms.save },
    {
      intro: [
        paragraph(sentence(reader, terms)),
        paragraph(tried.all === 0 ? rules.noneAsked : rules.wouldHave(tried)),
        ...(tried.denied === 0 ? [] : [paragraph(rules.denied(tried.denied))]),
        note(rules.limits),
      ],
      fields: {},
    },
  );
}

/** In the settings. `used`: people in this week. */
export function ruleRow(reader: Reader, rule: Rule, used: number, allowed: readonly string[]): Block {
  const { rules } = reader.strings;
  const end = button(rules.remove, { do: "end-rule", rule: rule.id });
  const idle = rule.domains.some((domain) => isOutside(`x@${domain}`, allowed));
  return {
    kind: "row",
    title: rules.title,
    detail: [...sentence(reader, rule), ...rules.used(used), ...(idle ? [text(` ${rules.idle}`)] : [])],
    button: of(rule.domains.join(" "), end, reader),
  };
}
