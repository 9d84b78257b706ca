import { z } from "zod";
import { type ApproverGroup, peopleIn } from "../../domain/approvals/group.ts";
import {
  MOST_DOMAINS,
  MOST_PER_WEEK,
  type Rule,
  type RuleTerms,
  type TriedOut,
} from "../../domain/approvals/rule.ts";
import { isOutside } from "../../domain/requests/address.ts";
import { groupOfRule, type Setup } from "../../domain/setup/setup.ts";
import { askedIf, type Dialog, dialog, listField, menuField, numberField } from "../core/fields.ts";
import { type Reader, someNamed } from "../core/reader.ts";
import { code, joined, note, paragraph, text } from "../core/spans.ts";
import { domainList, optionalId } from "../core/values.ts";
import type { Block, Option, Span } from "../core/view.ts";
import { endRow } from "./end-row.ts";
import { groupSpan } from "./groups.ts";

/** What it does, in one sentence. */
const NAMED = 3;

/** `group`: the one that it is for, if it is for one. */
function sentence(reader: Reader, terms: RuleTerms, group: ApproverGroup | null): Span[] {
  const { rules } = reader.strings;
  const names = terms.domains.map((domain) => code(domain));
  const words = rules.sentence(someNamed(reader, names, NAMED), terms.perWeek);
  if (terms.group === null) return words;
  const isKnown = group !== null && peopleIn(group).length > 0;
  return joined(
    [words, group === null ? "" : rules.askedBy([groupSpan(group)]), isKnown ? "" : rules.unread],
    " ",
  );
}

type FormFacts = {
  readonly allowed: readonly string[];
  /** Whether the form to ask begins with seats. */
  readonly withSeats: boolean;
  /** Whose people alone could have to ask. */
  readonly groups: readonly Option[];
};

export function ruleForm(reader: Reader, { allowed, withSeats, groups }: FormFacts): Dialog<RuleTerms> {
  const { rules, forms } = reader.strings;
  const whole = rules.errors.whole(MOST_PER_WEEK);
  const perWeek = z
    .string({ error: whole })
    .trim()
    .regex(/^\d{1,3}$/, whole)
    .transform(Number)
    .refine((n) => n >= 1 && n <= MOST_PER_WEEK, whole);
  const domains = domainList(reader, MOST_DOMAINS).refine((all) => all.length > 0, forms.errors.missing);
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
        perWeek: numberField(rules.perWeek, { initial: 20, min: 1, max: MOST_PER_WEEK }, perWeek),
        group: askedIf<string | null>(groups.length > 0, {
          ...menuField(rules.group, { options: groups, optional: true }),
          read: optionalId,
        }),
      },
    },
  );
}

/** What it would have done, before it is saved. */
export function ruleCheckForm(
  reader: Reader,
  terms: RuleTerms,
  draft: number,
  { group, ...tried }: TriedOut & { readonly group: ApproverGroup | null },
) {
  const { rules, forms } = reader.strings;
  return dialog(
    reader,
    { form: "rule-check", draft },
    { title: rules.title, submit: forms.save },
    {
      intro: [
        paragraph(sentence(reader, terms, group)),
        paragraph(rules.wouldHave(tried)),
        ...(tried.denied === 0 ? [] : [paragraph(rules.denied(tried.denied))]),
        note(rules.limits),
      ],
      fields: {},
    },
  );
}

/** In the settings. */
export function ruleRow(reader: Reader, rule: Rule, setup: Setup): Block {
  const { rules } = reader.strings;
  const idle = rule.domains.some((domain) => isOutside(`x@${domain}`, setup.settings.domains));
  const detail = [
    ...sentence(reader, rule, groupOfRule(setup, rule)),
    ...(idle ? [text(` ${rules.idle}`)] : []),
  ];
  return endRow(reader, { of: "rule", id: rule.id }, rule.domains.join(" "), detail, rules.title);
}
