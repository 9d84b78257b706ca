import { z } from "zod";
import { kind, list, oneOf, problemsOf, shape, words } from "../schema.ts";
import type { Card } from "../snapshot.ts";

type Fields = Parameters<typeof shape>[0];
type Part = { [key: string]: unknown };

const yes = z.boolean();
const text = words(50_000, 0);
const name = words(500);
const address = z.string().regex(/^https?:\/\//, "must be an address");
const matching = (pattern: RegExp, what: string) => z.string().regex(pattern, `must be ${what}`);
const upright = z.enum(["top", "center", "bottom"]);
const horizontalAlignment = z.enum(["left", "center", "right"]);
const any = z.unknown();

/** Kinds refer to each other. */
const items = list(
  z.lazy(() => ELEMENT),
  500,
  0,
);
const action = z.lazy(() => ACTION);
const fallback = z.lazy(() => z.literal("drop").or(oneOf(...ELEMENTS, ...ACTIONS)));

const common = { id: name, fallback, requires: any };
const shown = {
  ...common,
  isVisible: yes,
  separator: yes,
  spacing: z.enum(["none", "small", "default", "medium", "large", "extraLarge", "padding"]),
  height: z.enum(["auto", "stretch"]),
};
const font = {
  color: z.enum(["default", "dark", "light", "accent", "good", "warning", "attention"]),
  fontType: z.enum(["default", "monospace"]),
  isSubtle: yes,
  size: z.enum(["small", "default", "medium", "large", "extraLarge"]),
  weight: z.enum(["lighter", "default", "bolder"]),
};
const box = {
  ...shown,
  style: z.enum(["default", "emphasis", "good", "attention", "warning", "accent"]),
  bleed: yes,
  minHeight: name,
  selectAction: action,
};
const filled = { ...box, verticalContentAlignment: upright, rtl: yes };
const run = kind(
  "TextRun",
  { text },
  { ...font, highlight: yes, italic: yes, strikethrough: yes, underline: yes, selectAction: action },
);
const column = kind("Column", { items }, { ...filled, width: any });

/** Without an id nothing is sent; without a label a screen reader has nothing to say. */
const input = (type: string, required: Fields, optional: Fields) => {
  const { id, ...others } = shown;
  const said = { label: text, isRequired: yes, errorMessage: text };
  return kind(`Input.${type}`, { id, ...required }, { ...others, ...said, ...optional });
};
const ranged = (type: string, value: z.ZodType) =>
  input(type, {}, { value, min: value, max: value, placeholder: text });

const choiceSet = input(
  "ChoiceSet",
  { choices: list(shape({ title: name, value: words(1000) }), 1000, 0) },
  {
    isMultiSelect: yes,
    wrap: yes,
    style: z.enum(["compact", "expanded", "filtered"]),
    value: text,
    placeholder: text,
    "choices.data": any,
  },
).refine(
  ({ isMultiSelect, choices }) =>
    isMultiSelect !== true || !(choices as { value: string }[]).some(({ value }) => value.includes(",")),
  "choices with a comma cannot be told apart: they are sent as one list",
);

const ELEMENTS: z.ZodObject[] = [
  kind(
    "TextBlock",
    { text },
    {
      ...shown,
      ...font,
      ...{ wrap: yes, maxLines: z.int(), horizontalAlignment },
      style: z.enum(["default", "heading"]),
    },
  ),
  kind("RichTextBlock", { inlines: list(z.string().or(run), 2000) }, { ...shown, horizontalAlignment }),
  kind("Container", { items }, filled),
  kind("ColumnSet", { columns: list(column, 20) }, { ...box, horizontalAlignment }),
  kind("FactSet", { facts: list(shape({ title: text, value: text }), 100) }, shown),
  kind("ActionSet", { actions: list(action, 30) }, shown),
  kind("Image", { url: z.string(), altText: name }, { ...shown, size: any, style: any, width: any }),
  input(
    "Text",
    {},
    {
      ...{ isMultiline: yes, maxLength: z.int(), placeholder: text, regex: name, value: text },
      style: z.enum(["text", "tel", "url", "email", "password"]),
    },
  ),
  choiceSet,
  input("Toggle", { title: text }, { value: text, valueOn: text, valueOff: text, wrap: yes }),
  ranged("Date", matching(/^\d{4}-\d\d-\d\d$/, "a date")),
  ranged("Time", matching(/^\d\d:\d\d$/, "a time")),
  ranged("Number", z.number()),
];
const ELEMENT = oneOf(...ELEMENTS);

const button = {
  ...common,
  title: name,
  iconUrl: any,
  tooltip: text,
  isEnabled: yes,
  style: z.enum(["default", "positive", "destructive"]),
  mode: z.enum(["primary", "secondary"]),
};
const target = name.or(z.looseObject({ elementId: name }));
const sends = { ...button, data: any, associatedInputs: z.enum(["auto", "none"]) };

const ACTIONS: z.ZodObject[] = [
  kind("Action.Execute", {}, { ...sends, verb: name }),
  kind("Action.Submit", {}, sends),
  kind("Action.OpenUrl", { url: address }, button),
  kind("Action.ToggleVisibility", { targetElements: list(target, 100) }, button),
  kind("Action.ShowCard", { card: z.lazy(() => PLAIN_CARD) }, button),
];
const ACTION = oneOf(...ACTIONS);

/** What Teams shows: a later version is not shown at all, an earlier one has no `Action.Execute`. */
const PLAIN_CARD: z.ZodType = kind(
  "AdaptiveCard",
  { version: z.enum(["1.4", "1.5"]) },
  {
    $schema: name,
    body: items,
    actions: list(action, 30, 0),
    refresh: shape({ action }, { userIds: list(name, 60, 0), expires: name }),
    ...{ fallbackText: text, speak: text, lang: name, rtl: yes, minHeight: name },
    verticalContentAlignment: upright,
    selectAction: action,
    msteams: any,
  },
);

/** Ids must be unique in a card, and what is shown and hidden must be in it. */
export const CARD = (PLAIN_CARD as z.ZodType<Card>).superRefine((card, { addIssue }) => {
  const seen = new Set<unknown>();
  const targets: unknown[] = [];
  walk(card, ({ type, id, targetElements = [] }) => {
    if (id !== undefined && !String(type).startsWith("Action.")) {
      if (seen.has(id)) addIssue(`collision on id ${id}`);
      seen.add(id);
    }
    for (const each of targetElements as z.infer<typeof target>[])
      targets.push(typeof each === "string" ? each : each.elementId);
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
