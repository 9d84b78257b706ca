import { z } from "zod";
import { PAYMENT_MEANS, PLANS } from "../../domain/billing.ts";
import type { Setup } from "../../domain/setup.ts";
import type { Reader } from "../reader.ts";
import { link, note, paragraph } from "../spans.ts";
import { LINKS } from "../steps.ts";
import type { Form } from "../view.ts";
import { oneOf, typed } from "./values.ts";

type Data = { readonly setup: Setup; readonly warmupMinutes: number };

/** How the organization pays, and whether that allows inviting: said here, before anybody tries. */
export function billingForm(reader: Reader, { setup: { billing }, warmupMinutes }: Data): Form {
  const { forms, means, plans, minutes } = reader.strings;
  const { billing: words, cancel } = forms;
  const steps = words.steps(
    link(words.billingLink, LINKS.billing),
    link(words.subscriptionLink, LINKS.subscription),
  );
  const limit = billing?.monthlyLimit ?? null;
  return {
    ref: { form: "billing" },
    title: words.title,
    submit: words.submit,
    close: cancel,
    intro: [
      { kind: "list", items: steps },
      paragraph(words.warmup(minutes(warmupMinutes))),
      note(words.freeMode),
    ],
    fields: [
      {
        kind: "choice",
        name: "means",
        label: words.means,
        as: "radio",
        initial: billing?.means ?? "card",
        options: PAYMENT_MEANS.map((value) => ({ value, label: means[value] })),
      },
      {
        kind: "choice",
        name: "plan",
        label: words.plan,
        hint: words.planHint,
        as: "radio",
        ...(billing?.plan == null ? {} : { initial: billing.plan }),
        options: PLANS.map((value) => ({ value, label: plans[value], description: words.plans[value] })),
      },
      {
        kind: "number",
        name: "monthlyLimit",
        label: words.limit,
        hint: words.limitHint,
        optional: true,
        min: 1,
        max: MAX_LIMIT,
        ...(limit === null ? {} : { initial: limit }),
      },
    ],
  };
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
