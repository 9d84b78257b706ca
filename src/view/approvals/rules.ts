import { z } from "zod";
import { MOST_PER_WEEK, type Rule, type RuleTerms, type TriedOut } from "../../domain/approvals/rule.ts";
import { button } from "../core/buttons.ts";
import { type Dialog, dialog, listField, numberField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { code, note, paragraph, wordsOf } from "../core/spans.ts";
import { domainList } from "../core/values.ts";
import type { Block, Span } from "../core/view.ts";

/** What it does, in one sentence. */
const sentence = ({ strings }: Reader, { domains, perWeek }: RuleTerms): Span[] =>
  strings.rules.sentence(
    strings.listed(
      domains.map((domain) => [code(domain)]),
      0,
    ),
    perWeek,
  );

export function ruleForm(reader: Reader, allowed: readonly string[]): Dialog<RuleTerms> {
  const { rules, forms } = reader.strings;
  const perWeek = z.coerce
    .number({ error: rules.errors.whole(MOST_PER_WEEK) })
    .int(rules.errors.whole(MOST_PER_WEEK))
    .min(1, rules.errors.whole(MOST_PER_WEEK))
    .max(MOST_PER_WEEK, rules.errors.whole(MOST_PER_WEEK));
  const domains = domainList(reader).refine((all) => all.length > 0, forms.errors.missing);
  return dialog(
    reader,
    { form: "rule" },
    { title: rules.title, submit: rules.submit },
    {
      intro: [paragraph(rules.intro)],
      fields: {
        domains: listField(
          rules.domains,
          { hint: rules.domainsHint, initial: allowed.join("\n") || undefined, placeholder: "example.com" },
          domains,
        ),
        perWeek: numberField(rules.perWeek, { hint: rules.perWeekHint, initial: 20 }, perWeek),
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
export function ruleRow(reader: Reader, rule: Rule, used: number): Block {
  const { rules } = reader.strings;
  const end = button(rules.remove, { do: "end-rule", rule: rule.id });
  const said = sentence(reader, rule);
  return {
    kind: "row",
    title: rules.title,
    detail: [...said, ...rules.used(used)],
    button: { ...end, description: `${rules.remove}${reader.strings.colon}${wordsOf(said)}` },
  };
}
