import { z } from "zod";
import { oneOf, problemsOf } from "../schema.ts";
import type { Card } from "../snapshot.ts";

type Part = { [key: string]: unknown };

const text = z.string();
const id = text.min(1);
const kind = (type: string, fields: z.core.$ZodShape = {}) =>
  z.looseObject({ type: z.literal(type), ...fields });

/** The kinds that the bot's renderer makes; all others are refused. They refer to each other. */
const items = z.array(z.lazy(() => oneOf(...ELEMENTS)));
const actions = z.array(z.lazy(() => oneOf(...ACTIONS)));

const choiceSet = kind("Input.ChoiceSet", { id, choices: z.array(z.object({ title: text, value: text })) });

const ELEMENTS: z.ZodObject[] = [
  kind("TextBlock", { text }),
  kind("RichTextBlock", { inlines: z.array(text.or(kind("TextRun", { text }))) }),
  kind("Container", { items }),
  kind("ColumnSet", { columns: z.array(kind("Column", { items })) }),
  kind("ActionSet", { actions }),
  kind("Input.Text", { id }),
  kind("Input.Number", { id }),
  choiceSet.refine(
    ({ isMultiSelect, choices }) =>
      isMultiSelect !== true || !(choices as { value: string }[]).some(({ value }) => value.includes(",")),
    "choices with a comma cannot be told apart: they are sent as one list",
  ),
];

const ACTIONS: z.ZodObject[] = [
  kind("Action.Execute"),
  kind("Action.Submit"),
  kind("Action.OpenUrl", { url: text.regex(/^https?:\/\//, "must be an address") }),
  kind("Action.ToggleVisibility", { targetElements: z.array(id) }),
];

/** A later version is not shown by Teams at all. */
const WHOLE: z.ZodType = kind("AdaptiveCard", {
  ...{ version: z.literal("1.5"), body: items.optional(), actions: actions.optional() },
});

/** Ids must be unique in a card, and what is shown and hidden must be in it. */
export const CARD = (WHOLE as z.ZodType<Card>).superRefine((card, { addIssue }) => {
  const seen = new Set<unknown>();
  const targets: unknown[] = [];
  walk(card, ({ type, id, targetElements = [] }) => {
    if (id !== undefined && !String(type).startsWith("Action.")) {
      if (seen.has(id)) addIssue(`collision on id ${id}`);
      seen.add(id);
    }
    targets.push(...(targetElements as string[]));
  });
  for (const id of targets) if (!seen.has(id)) addIssue(`no element has the id ${id}`);
});

/** Every object of a card, but not what its actions carry or fall back to. */
function walk(part: unknown, visit: (part: Part) => void): void {
  if (typeof part !== "object" || part === null) return;
  if (!Array.isArray(part)) visit(part as Part);
  for (const [key, value] of Object.entries(part))
    if (!["data", "fallback", "msteams"].includes(key)) walk(value, visit);
}

/** What is wrong with a card, with the place of each problem; Teams would show nothing, or an error in its place. */
export const problemsInCard = (card: unknown): string[] => problemsOf(CARD, card);
