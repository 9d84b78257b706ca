import { z } from "zod";
import { PAYMENT_MEANS, PLANS } from "../../domain/setup/billing.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { choiceField, dialog, numberField, optionsOf } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { list, note, paragraph } from "../core/spans.ts";
import { oneOf, typed } from "../core/values.ts";
import type { Form } from "../core/view.ts";

type Data = { readonly setup: Setup; readonly warmupMinutes: number };

/** How the organization pays, and whether that allows inviting: said here, before anybody tries. */
export function billingForm(reader: Reader, { setup: { billing }, warmupMinutes }: Data): Form {
  const { forms, means, plans, minutes, steps } = reader.strings;
  const { billing: words } = forms;
  return dialog(reader, { form: "billing" }, words, {
    intro: [
      list(steps.billing.todo()),
      paragraph(words.warmup(minutes(warmupMinutes))),
      note(words.freeMode),
    ],
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
