import { z } from "zod";
import type { StoredMessage, StoredPerson } from "../chat.ts";
import { oneOf, problemsOf } from "../schema.ts";
import type { Card, JsonObject } from "../snapshot.ts";
import { dialogOf, type StoredDialog, type TeamsState } from "./state.ts";

/** What a person typed and chose so far: an input's id → its value, as Teams sends it. */
export type Values = Record<string, string>;

const CARRIED = ["data", "fallback", "msteams"];

/** Every object of a card, but not what its actions carry or fall back to. */
function partsOf(part: unknown): JsonObject[] {
  if (typeof part !== "object" || part === null) return [];
  const inner = Object.entries(part).flatMap(([key, value]) => (CARRIED.includes(key) ? [] : partsOf(value)));
  return Array.isArray(part) ? inner : [part as JsonObject, ...inner];
}

const partsLike = (card: Card, type: string): JsonObject[] =>
  partsOf(card).filter((part) => String(part["type"]).startsWith(type));

export const inputsOf = (card: Card): JsonObject[] => partsLike(card, "Input.");
export const actionsOf = (card: Card): JsonObject[] => partsLike(card, "Action.");

export function valuesOf(card: Card, entered: Values): Values {
  const shown = inputsOf(card).map(({ id, value = "" }) => [String(id), String(value)] as const);
  return { ...Object.fromEntries(shown), ...entered };
}

/** What the client itself does not let through, per input. */
export function problemsIn(card: Card, values: Values): Record<string, string> {
  const wrong = inputsOf(card).filter((input) => !isValid(input, values[String(input["id"])] ?? ""));
  return Object.fromEntries(
    wrong.map(({ id, errorMessage = "This is not in order." }) => [String(id), String(errorMessage)]),
  );
}

function isValid({ type, min, max, maxLength, isRequired }: JsonObject, value: string): boolean {
  if (value === "") return isRequired !== true;
  if (type === "Input.Number") {
    const number = Number(value);
    return number >= Number(min ?? number) && number <= Number(max ?? number);
  }
  // The field takes no more characters than this.
  return value.length <= Number(maxLength ?? value.length);
}

const isPicker = ({ "choices.data": data }: JsonObject): boolean =>
  (data as JsonObject | undefined)?.["dataset"] === "graph.microsoft.com/users";

/** The card as Teams shows it: a people picker finds everybody in the directory besides whom the bot offers. */
export function withDirectory(card: Card, people: readonly StoredPerson[]): Card {
  if (!inputsOf(card).some(isPicker)) return card;
  const drawn = structuredClone(card);
  const everybody = people.map(({ name: title, aadObjectId: value }) => ({ title, value }));
  for (const picker of inputsOf(drawn).filter(isPicker)) {
    const offered = picker["choices"] as typeof everybody;
    const others = everybody.filter(({ value }) => !offered.some((each) => each.value === value));
    picker["choices"] = [...offered, ...others];
  }
  return drawn;
}

export function cardsFor({ people }: TeamsState, { own, cards }: StoredMessage, person: string): Card[] {
  const shown = own[person] === undefined ? cards : [own[person]];
  return shown.map((card) => withDirectory(card, people));
}

export function dialogFor(state: TeamsState, person: string): StoredDialog | null {
  const dialog = dialogOf(state, person);
  return dialog ? { ...dialog, card: dialog.card && withDirectory(dialog.card, state.people) } : null;
}

const text = z.string();
const id = text.min(1);

/** The kinds that the bot's renderer makes; all others are refused. They refer to each other. */
const items = z.array(z.lazy(() => oneOf(...ELEMENTS)));
const action = z.lazy(() => oneOf(...ACTIONS));
const actions = z.array(action).max(30);
const common = {
  color: z.enum(["accent", "attention"]).optional(),
  fallback: z.lazy(() => z.literal("drop").or(oneOf(...ELEMENTS, ...ACTIONS))).optional(),
  selectAction: action.optional(),
};

const kind = (type: string, fields: z.core.$ZodShape = {}) =>
  z.looseObject({ type: z.literal(type), ...common, ...fields });

const choiceSet = kind("Input.ChoiceSet", { id, choices: z.array(z.object({ title: text, value: text })) });

const ELEMENTS: z.ZodObject[] = [
  kind("TextBlock", { text }),
  kind("RichTextBlock", { inlines: z.array(text.or(kind("TextRun", { text }))).min(1) }),
  kind("Container", { items }),
  kind("ColumnSet", { columns: z.array(kind("Column", { items })).min(1) }),
  kind("ActionSet", { actions: actions.min(1) }),
  kind("Input.Text", { id }),
  kind("Input.Number", { id }),
  kind("Input.Date", { id }),
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

export const CARD = (WHOLE as z.ZodType<Card>).superRefine((card, { addIssue }) => {
  const seen = new Set<unknown>();
  for (const { type, id } of partsOf(card)) {
    if (id === undefined || String(type).startsWith("Action.")) continue;
    if (seen.has(id)) addIssue(`collision on id ${id}`);
    seen.add(id);
  }
  for (const id of partsOf(card).flatMap(({ targetElements }) => (targetElements ?? []) as string[]))
    if (!seen.has(id)) addIssue(`no element has the id ${id}`);
});

export const problemsInCard = (card: unknown): string[] => problemsOf(CARD, card);
