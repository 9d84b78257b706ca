import type { Check, Fields, Report } from "../check.ts";
import {
  asText,
  bool,
  integer,
  isWire,
  list,
  matching,
  oneOf,
  problemsOf,
  rule,
  shape,
  str,
  typed,
} from "../check.ts";

/** What Teams shows of Adaptive Cards. A later version is not shown at all, an earlier one has no `Action.Execute`. */
const VERSIONS = ["1.4", "1.5"];

const any: Check = () => {};
const text = str(50_000, 0);
const name = str(500);
const https = matching(/^https?:\/\//, "an address");
const color = oneOf("default", "dark", "light", "accent", "good", "warning", "attention");
const fontType = oneOf("default", "monospace");
const size = oneOf("small", "default", "medium", "large", "extraLarge");
const weight = oneOf("lighter", "default", "bolder");
const align = oneOf("left", "center", "right");
const upright = oneOf("top", "center", "bottom");
const spacing = oneOf("none", "small", "default", "medium", "large", "extraLarge", "padding");
const style = oneOf("default", "emphasis", "good", "attention", "warning", "accent");

/** Kinds refer to each other, so each is looked up when it is met. */
const items: Check = (value, at, report) => list(typed(ELEMENTS), 500, 0)(value, at, report);
const action: Check = (value, at, report) => typed(ACTIONS)(value, at, report);
const actions = list(action, 30, 0);
const fallback: Check = (value, at, report) => {
  if (value !== "drop") typed({ ...ELEMENTS, ...ACTIONS })(value, at, report);
};

const common: Fields = { type: name, "id?": name, "fallback?": fallback, "requires?": any };
const element: Fields = {
  ...common,
  "isVisible?": bool,
  "separator?": bool,
  "spacing?": spacing,
  "height?": oneOf("auto", "stretch"),
};
const font: Fields = {
  text,
  "color?": color,
  "fontType?": fontType,
  "isSubtle?": bool,
  "size?": size,
  "weight?": weight,
};
const box: Fields = {
  ...element,
  "style?": style,
  "bleed?": bool,
  "minHeight?": name,
  "selectAction?": action,
};
const filled: Fields = { ...box, items, "verticalContentAlignment?": upright, "rtl?": bool };
const run = shape({
  ...{ type: oneOf("TextRun"), ...font, "highlight?": bool, "italic?": bool },
  ...{ "strikethrough?": bool, "underline?": bool, "selectAction?": action },
});
const inline: Check = (value, at, report) => {
  if (typeof value !== "string") run(value, at, report);
};

/** Without an id nothing is sent; without a label a screen reader has nothing to say. */
const input: Fields = { ...element, id: name, "label?": text, "isRequired?": bool, "errorMessage?": text };
const choice = shape({ title: str(500), value: str(1000) });
const splits = rule("choices with a comma cannot be told apart: they are sent as one list", (set) => {
  const choices = Array.isArray(set["choices"]) ? set["choices"] : [];
  return set["isMultiSelect"] !== true || !choices.some((each) => asText(each?.value).includes(","));
});
const ranged = (value: Check): Check =>
  shape({ ...input, "value?": value, "min?": value, "max?": value, "placeholder?": text });

const ELEMENTS: Record<string, Check> = {
  TextBlock: shape({
    ...{ ...element, ...font, "wrap?": bool, "maxLines?": integer, "horizontalAlignment?": align },
    "style?": oneOf("default", "heading"),
  }),
  RichTextBlock: shape({ ...element, inlines: list(inline, 2000), "horizontalAlignment?": align }),
  Container: shape(filled),
  ColumnSet: shape({
    ...box,
    columns: list(shape({ ...filled, type: oneOf("Column"), "width?": any }), 20),
    "horizontalAlignment?": align,
  }),
  FactSet: shape({ ...element, facts: list(shape({ title: text, value: text }), 100) }),
  ActionSet: shape({ ...element, actions: list(action, 30) }),
  Image: shape({ ...element, url: any, altText: name, "size?": any, "style?": any, "width?": any }),
  "Input.Text": shape({
    ...{ ...input, "isMultiline?": bool, "maxLength?": integer, "placeholder?": text, "regex?": name },
    ...{ "style?": oneOf("text", "tel", "url", "email", "password"), "value?": text },
  }),
  "Input.ChoiceSet": shape(
    {
      ...{ ...input, choices: list(choice, 1000, 0), "isMultiSelect?": bool, "wrap?": bool },
      ...{ "style?": oneOf("compact", "expanded", "filtered"), "value?": text, "placeholder?": text },
      "choices.data?": any,
    },
    splits,
  ),
  "Input.Toggle": shape({
    ...{ ...input, title: text, "value?": text, "valueOn?": text, "valueOff?": text, "wrap?": bool },
  }),
  "Input.Date": ranged(matching(/^\d{4}-\d\d-\d\d$/, "a date")),
  "Input.Time": ranged(matching(/^\d\d:\d\d$/, "a time")),
  "Input.Number": ranged((value, at, report) => {
    if (typeof value !== "number") report(at, "must provide a number");
  }),
};

const button: Fields = {
  ...common,
  "title?": str(500),
  "iconUrl?": any,
  "tooltip?": text,
  "isEnabled?": bool,
  "style?": oneOf("default", "positive", "destructive"),
  "mode?": oneOf("primary", "secondary"),
};
const sends: Fields = { ...button, "data?": any, "associatedInputs?": oneOf("auto", "none") };

const ACTIONS: Record<string, Check> = {
  "Action.Execute": shape({ ...sends, "verb?": name }),
  "Action.Submit": shape(sends),
  "Action.OpenUrl": shape({ ...button, url: https }),
  "Action.ToggleVisibility": shape({ ...button, targetElements: list(any, 100) }),
  "Action.ShowCard": shape({ ...button, card: (value, at, report) => CARD(value, at, report) }),
};

const CARD = shape({
  type: oneOf("AdaptiveCard"),
  "$schema?": name,
  version: oneOf(...VERSIONS),
  "body?": items,
  "actions?": actions,
  "refresh?": shape({ action, "userIds?": list(name, 60, 0), "expires?": name }),
  "fallbackText?": text,
  "speak?": text,
  "lang?": name,
  "rtl?": bool,
  "minHeight?": name,
  "verticalContentAlignment?": upright,
  "selectAction?": action,
  "msteams?": any,
});

/** Ids must be unique in a card, and what is shown and hidden must be in it. */
function idsIn(card: unknown, at: string, report: Report): void {
  const seen = new Set<unknown>();
  const targets: [place: string, id: unknown][] = [];
  walk(card, at, (part, place) => {
    if (part["id"] !== undefined && !asText(part["type"]).startsWith("Action.")) {
      if (seen.has(part["id"])) report(place, `collision on id ${part["id"]}`);
      seen.add(part["id"]);
    }
    const named = Array.isArray(part["targetElements"]) ? part["targetElements"] : [];
    for (const target of named) targets.push([place, isWire(target) ? target["elementId"] : target]);
  });
  for (const [place, id] of targets) if (!seen.has(id)) report(place, `no element has the id ${id}`);
}

/** Every object of a card, but not what its actions carry or fall back to. */
function walk(part: unknown, at: string, visit: (part: Record<string, unknown>, at: string) => void): void {
  if (Array.isArray(part)) for (const [index, each] of part.entries()) walk(each, `${at}/${index}`, visit);
  if (!isWire(part)) return;
  visit(part, at);
  for (const [key, value] of Object.entries(part))
    if (key !== "data" && key !== "fallback" && key !== "msteams") walk(value, `${at}/${key}`, visit);
}

/** What is wrong with a card, with the place of each problem; Teams would show nothing, or an error in its place. */
export const problemsInCard = (card: unknown): string[] => [
  ...problemsOf(card, CARD),
  ...problemsOf(card, idsIn),
];
