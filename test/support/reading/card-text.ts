import { asObjects } from "../../../src/sandbox/page/json.ts";
import type { Card, JsonObject } from "../../../src/sandbox/snapshot.ts";
import { must } from "../must.ts";

const isVisible = (part: JsonObject): boolean => part["isVisible"] !== false;
const typeOf = (part: JsonObject): string => String(part["type"]);

/** Everything that is shown in a card, in order. */
function shownIn(part: JsonObject, hidden = false): JsonObject[] {
  if (!hidden && !isVisible(part)) return [];
  const inner = ["body", "items", "columns", "actions"].flatMap((key) => asObjects(part[key]));
  return [part, ...inner.flatMap((each) => shownIn(each, hidden))];
}

export const inputsIn = (card: Card): JsonObject[] =>
  shownIn(card as JsonObject).filter((part) => typeOf(part).startsWith("Input."));

export const labelOfInput = (input: JsonObject): string => String(input["label"] ?? "");

/** What a reader sees of a card, one element a line; buttons are `[Label]`, inputs `Label: value`. */
export function readableCard(card: Card): string {
  return lines(card as JsonObject)
    .filter((line) => line !== "")
    .join("\n");
}

function lines(part: JsonObject): string[] {
  if (!isVisible(part)) return [];
  switch (typeOf(part)) {
    case "AdaptiveCard":
      return [...asObjects(part["body"]).flatMap(lines), buttonLine(part)];
    case "Container":
    case "Column":
      return asObjects(part["items"]).flatMap(lines);
    case "ColumnSet":
      return [
        asObjects(part["columns"])
          .map((column) => lines(column).join("\n"))
          .join(" "),
      ];
    case "ActionSet":
      return [buttonLine(part)];
    case "TextBlock":
      return [String(part["text"])];
    case "RichTextBlock":
      return [
        asObjects(part["inlines"])
          .map(({ text }) => text)
          .join(""),
      ];
    default:
      return typeOf(part).startsWith("Input.") ? [`${labelOfInput(part)}: ${valueText(part)}`] : [];
  }
}

const buttonLine = (part: JsonObject): string =>
  asObjects(part["actions"])
    .map(({ title }) => `[${title}]`)
    .join(" ");

function valueText(input: JsonObject): string {
  const value = String(input["value"] ?? "");
  const choices = asObjects(input["choices"]);
  if (choices.length === 0) return value;
  const chosen = input["isMultiSelect"] === true ? value.split(",") : [value];
  return choices
    .filter((choice) => chosen.includes(String(choice["value"])))
    .map(({ title }) => String(title))
    .join(", ");
}

/** `question`: what is asked first, title and text. */
export type CardButton = { label: string; action: JsonObject; question: string | null };

/** All that can be pressed; a button that only reveals a question stands for the button inside of what it reveals. */
export function buttonsOf(card: Card): CardButton[] {
  const all = shownIn(card as JsonObject, true);
  const button = (action: JsonObject): CardButton[] => {
    const label = String(action["title"] ?? "");
    if (typeOf(action) !== "Action.ToggleVisibility") return [{ label, action, question: null }];
    const targets = action["targetElements"] as string[];
    const revealed = all.filter((part) => targets.includes(String(part["id"])) && !isVisible(part));
    const inside = revealed.flatMap((part) => shownIn(part, true)).find(sends);
    const asked = revealed.flatMap(({ items }) =>
      asObjects(items).filter((part) => typeOf(part) !== "ActionSet"),
    );
    const question = asked.flatMap(lines).join("\n");
    return inside === undefined ? [] : [{ label, action: inside, question }];
  };
  return shownIn(card as JsonObject)
    .filter((part) => typeOf(part).startsWith("Action."))
    .flatMap(button);
}

const sends = (part: JsonObject): boolean => ["Action.Execute", "Action.Submit"].includes(typeOf(part));

/** What an input sends for what a person enters: choices by their titles, people and channels by name. */
export function valueFor(input: JsonObject, value: string | string[] | null): string {
  const many = value === null ? [] : [value].flat();
  const choices = asObjects(input["choices"]);
  if (choices.length === 0) return many.join("\n");
  return many.map((each) => choiceFor(choices, each)).join(",");
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .toLowerCase()
    .trim();

function choiceFor(choices: JsonObject[], wanted: string): string {
  const titles = choices.map(({ title, value }) => ({ title: String(title), value: String(value) }));
  const by = (fits: (title: string) => boolean) => titles.find(({ title }) => fits(title));
  const found =
    by((title) => title === wanted) ??
    by((title) => plain(title) === plain(wanted)) ??
    // A channel is listed with its team before it.
    by((title) => plain(title.split("›").at(-1) ?? "") === plain(wanted)) ??
    by((title) => plain(title).startsWith(`${plain(wanted)} `));
  const there = titles.map(({ title }) => title).join(", ");
  return must(found, `there is no choice ${wanted}; there is: ${there}`).value;
}
