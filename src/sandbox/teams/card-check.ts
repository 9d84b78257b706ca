import { z } from "zod";
import { kind, list, oneOf, problemsOf, shape, words } from "../schema.ts";
import type { Card } from "../snapshot.ts";

type Fields = Parameters<typeof shape>[0];
type Part = { [key: string]: unknown };

const yes = z.boolean();
const text = words(50_000, 0);
const name = words(500);
const any = z.unknown();

/** The kinds and properties that the bot's renderer makes; all others are refused. They refer to each other. */
const items = list(
  z.lazy(() => oneOf(...ELEMENTS)),
  500,
  0,
);
const action = z.lazy(() => oneOf(...ACTIONS));
const fallback = z.lazy(() => z.literal("drop").or(oneOf(...ELEMENTS, ...ACTIONS)));

const common = { id: name, fallback };
const shown = { ...common, isVisible: yes, separator: yes, spacing: z.enum(["small", "medium", "large"]) };
const font = {
  color: z.enum(["accent", "attention"]),
  fontType: z.literal("monospace"),
  isSubtle: yes,
  size: z.enum(["small", "medium", "large"]),
  weight: z.literal("bolder"),
};
const run = kind("TextRun", { text }, { ...font, selectAction: action });
const column = kind("Column", { items }, { width: any, verticalContentAlignment: z.literal("center") });

/** Without an id nothing is sent; without a label a screen reader has nothing to say. */
const input = (type: string, required: Fields, optional: Fields) => {
  const { id, ...others } = shown;
  const said = { label: text, isRequired: yes, errorMessage: text, placeholder: text };
  return kind(`Input.${type}`, { id, ...required }, { ...others, ...said, ...optional });
};

const choiceSet = input(
  "ChoiceSet",
  { choices: list(shape({ title: name, value: words(1000) }), 1000, 0) },
  {
    ...{ isMultiSelect: yes, wrap: yes, value: text, "choices.data": any },
    style: z.enum(["compact", "expanded"]),
  },
).refine(
  ({ isMultiSelect, choices }) =>
    isMultiSelect !== true || !(choices as { value: string }[]).some(({ value }) => value.includes(",")),
  "choices with a comma cannot be told apart: they are sent as one list",
);

const ELEMENTS: z.ZodObject[] = [
  kind("TextBlock", { text }, { ...shown, ...font, wrap: yes, style: z.literal("heading") }),
  kind("RichTextBlock", { inlines: list(z.string().or(run), 2000) }, shown),
  kind("Container", { items }, { ...shown, style: z.enum(["emphasis", "attention"]) }),
  kind("ColumnSet", { columns: list(column, 20) }, shown),
  kind("ActionSet", { actions: list(action, 30) }, shown),
  input("Text", {}, { isMultiline: yes, maxLength: z.int(), value: text }),
  choiceSet,
  input("Number", {}, { value: z.number(), min: z.number(), max: z.number() }),
];

const button = {
  ...{ ...common, title: name, tooltip: text },
  style: z.enum(["positive", "destructive"]),
  mode: z.literal("secondary"),
};
const sends = { ...button, data: any, associatedInputs: z.literal("none") };

const ACTIONS: z.ZodObject[] = [
  kind("Action.Execute", {}, { ...sends, verb: name }),
  kind("Action.Submit", {}, sends),
  kind("Action.OpenUrl", { url: z.string().regex(/^https?:\/\//, "must be an address") }, button),
  kind("Action.ToggleVisibility", { targetElements: list(name, 100) }, button),
];

/** A later version is not shown by Teams at all. */
const WHOLE: z.ZodType = kind(
  "AdaptiveCard",
  { version: z.literal("1.5") },
  { $schema: name, body: items, actions: list(action, 30, 0), fallbackText: text, lang: name, msteams: any },
);

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
