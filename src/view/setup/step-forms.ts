import { z } from "zod";
import type { Mode } from "../../domain/mode.ts";
import { PAYMENT_MEANS, PLANS, type Setup, type StepName } from "../../domain/setup/setup.ts";
import {
  channelField,
  choiceField,
  dialog,
  numberField,
  optionsOf,
  peopleField,
  personField,
  textField,
  tickField,
} from "../core/fields.ts";
import { ownIds, type Reader } from "../core/reader.ts";
import { list, note, paragraph } from "../core/spans.ts";
import { chosen, oneOf, optionalId, requiredText, ticked, typed } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { keyWords, missing, type State } from "./step-rows.ts";

export function startForm(reader: Reader): Form {
  const { start } = reader.strings.forms;
  return dialog(reader, { form: "start" }, start, {
    intro: [paragraph(start.intro), list(start.needs()), note(start.channelNote)],
    fields: [
      channelField("approvals", start.approvals, start.approvalsHint),
      channelField("news", start.news, start.newsHint),
      peopleField("approvers", start.approvers, { hint: start.approversHint, without: ownIds(reader) }),
    ],
  });
}

export const startSchema = (_reader: Reader) =>
  z.object({ approvals: optionalId, news: optionalId, approvers: chosen });

/** Both branches of the quickstart, and the warning about joining somebody else's organization. */
export function organizationForm(reader: Reader, { setup }: { readonly setup: Setup }): Form {
  const { forms, steps } = reader.strings;
  const { organization: words } = forms;
  const [first, second, warning] = steps.organization.todo();
  return dialog(reader, { form: "organization" }, words, {
    intro: [list([first ?? "", second ?? ""]), paragraph("⚠️ ", warning ?? "")],
    fields: [
      textField("name", words.name, {
        hint: words.nameHint,
        maxLength: 255,
        initial: setup.organization ?? undefined,
      }),
    ],
  });
}

export function organizationSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({ name: requiredText(errors.missing, 255, errors.long(255)) });
}

type BillingData = { readonly setup: Setup; readonly warmupMinutes: number };

/** How the organization pays, and whether that allows inviting: said here, before anybody tries. */
export function billingForm(reader: Reader, { setup: { billing }, warmupMinutes }: BillingData): Form {
  const { forms, means, plans, minutes, steps } = reader.strings;
  const { billing: words } = forms;
  return dialog(reader, { form: "billing" }, words, {
    intro: [list(steps.billing.todo()), paragraph(words.warmup(minutes(warmupMinutes)))],
    fields: [
      choiceField("means", words.means, {
        options: optionsOf(PAYMENT_MEANS, means),
        initial: billing?.means ?? "card",
      }),
      choiceField("plan", words.plan, {
        options: PLANS.map((value) => ({ value, label: plans[value], description: words.plans[value] })),
        initial: billing?.plan ?? undefined,
      }),
      numberField("monthlyLimit", words.limit, {
        hint: words.limitHint,
        optional: true,
        min: 1,
        max: MAX_LIMIT,
        initial: billing?.monthlyLimit ?? undefined,
      }),
    ],
  });
}

const MAX_LIMIT = 100_000_000;

export function billingSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    means: oneOf(PAYMENT_MEANS, errors.choose),
    plan: oneOf(PLANS, errors.choose),
    monthlyLimit: typed
      .transform((value) => (value === "" ? null : Number(value)))
      .refine((value) => value === null || isLimit(value), errors.whole),
  });
}

const isLimit = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MAX_LIMIT;

export function verifyForm(reader: Reader, facts: State & { readonly mode: Mode }): Form {
  const { setup, counts, mode, now } = facts;
  const { forms, checklist } = reader.strings;
  const { verify } = forms;
  const lacking = missing(reader, { setup, counts });
  return dialog(reader, { form: "verify" }, verify, {
    intro: [
      lacking.length === 0 ? paragraph(verify.done) : list(lacking),
      ...keyWords(reader, setup, now).map((words) => note(words)),
      note(checklist.memberCounts(counts.active, counts.pending)),
      ...(mode === "guided" ? [note(verify.guided)] : []),
    ],
    fields: [
      tickField(
        "keyWorks",
        verify.label,
        { label: verify.option, description: verify.optionAbout },
        setup.keyWorks !== null,
      ),
    ],
  });
}

export const verifySchema = (_reader: Reader) => z.object({ keyWorks: ticked });

export function handForm(reader: Reader, { step }: { readonly step: StepName }): Form {
  const { forms, steps } = reader.strings;
  const { hand } = forms;
  return dialog(reader, { form: "hand", step }, hand, {
    intro: [paragraph(hand.intro(steps[step].title))],
    fields: [personField("person", hand.person, { without: ownIds(reader) })],
  });
}

export function handSchema(reader: Reader) {
  const { choose } = reader.strings.forms.errors;
  return z.object({ person: requiredText(choose, 255, choose) });
}
