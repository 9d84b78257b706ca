import type { Card, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";

const asObjects = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value)
    ? value.filter((each): each is JsonObject => typeof each === "object" && each !== null)
    : [];

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

export const labelOfInput = (input: JsonObject): string => String(input["label"] ?? input["title"] ?? "");

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
      return [inlineText(part["inlines"])];
    case "FactSet":
      return asObjects(part["facts"]).map(({ title, value }) => `${title} ${value}`);
    default:
      return typeOf(part).startsWith("Input.") ? [`${labelOfInput(part)}: ${valueText(part)}`] : [];
  }
}

const inlineText = (inlines: Json | undefined): string =>
  (Array.isArray(inlines) ? inlines : [])
    .map((each) => (typeof each === "string" ? each : String((each as JsonObject)["text"] ?? "")))
    .join("");

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
    const revealed = asTargets(action).flatMap((id) =>
      all.filter((part) => part["id"] === id && !isVisible(part)),
    );
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

const asTargets = (action: JsonObject): string[] =>
  (Array.isArray(action["targetElements"]) ? action["targetElements"] : []).map((target) =>
    typeof target === "string" ? target : String((target as JsonObject)["elementId"]),
  );

/** What an input sends for what a person enters: choices by their titles, people and channels by name. */
export function valueFor(input: JsonObject, value: string | string[] | null): string {
  const many = value === null ? [] : [value].flat();
  if (typeOf(input) === "Input.Toggle")
    return many.length > 0 ? String(input["valueOn"] ?? "true") : String(input["valueOff"] ?? "false");
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
  const found =
    titles.find(({ title }) => title === wanted) ??
    titles.find(({ title }) => plain(title) === plain(wanted)) ??
    // A channel is listed with its team before it.
    titles.find(({ title }) => plain(title.split("›").at(-1) ?? "") === plain(wanted)) ??
    titles.find(({ title }) => plain(title).startsWith(`${plain(wanted)} `));
  if (found === undefined)
    throw new Error(`there is no choice ${wanted}; there is: ${titles.map(({ title }) => title).join(", ")}`);
  return found.value;
}
