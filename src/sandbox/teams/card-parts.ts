import type { Card, Json } from "../snapshot.ts";
import type { JsonObject, StoredPerson } from "./state.ts";

/** What a person typed and chose so far: an input's id → its value, as Teams sends it. */
export type Values = Record<string, string>;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Everything in a card in the order it is shown, without what its buttons carry. */
function partsOf(part: Json | undefined): JsonObject[] {
  if (Array.isArray(part)) return part.flatMap(partsOf);
  if (!isObject(part)) return [];
  const inner = ["body", "items", "columns", "actions", "inlines", "selectAction", "card"];
  return [part, ...inner.flatMap((key) => partsOf(part[key]))];
}

const typeOf = (part: JsonObject): string => String(part["type"] ?? "");

export const inputsOf = (card: Card): JsonObject[] =>
  partsOf(card as JsonObject).filter((part) => typeOf(part).startsWith("Input."));

/** All that can be pressed. */
export const actionsOf = (card: Card): JsonObject[] =>
  partsOf(card as JsonObject).filter((part) => typeOf(part).startsWith("Action."));

const initialValue = (input: JsonObject): string => {
  const { value } = input;
  if (value !== undefined && value !== null) return String(value);
  return typeOf(input) === "Input.Toggle" ? String(input["valueOff"] ?? "false") : "";
};

/** The value of every input of the card: as entered, or as it was given. */
export function valuesOf(card: Card, entered: Values): Values {
  const shown = inputsOf(card).map((input): [string, string] => [String(input["id"]), initialValue(input)]);
  return { ...Object.fromEntries(shown), ...entered };
}

/** What the client itself does not let through, per input. */
export function problemsIn(card: Card, values: Values): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const input of inputsOf(card)) {
    const value = values[String(input["id"])] ?? "";
    if (!isValid(input, value))
      problems[String(input["id"])] = String(input["errorMessage"] ?? "This is not in order.");
  }
  return problems;
}

function isValid(input: JsonObject, value: string): boolean {
  if (value === "") return input["isRequired"] !== true;
  const { type, min, max, regex, maxLength } = input;
  if (type === "Input.Toggle")
    return input["isRequired"] !== true || value === String(input["valueOn"] ?? "true");
  if (type === "Input.Number") {
    const number = Number(value);
    return !Number.isNaN(number) && number >= Number(min ?? number) && number <= Number(max ?? number);
  }
  // The field takes no more characters than this.
  if (maxLength !== undefined && value.length > Number(maxLength)) return false;
  return typeof regex !== "string" || new RegExp(regex, "u").test(value);
}

const DIRECTORY = "graph.microsoft.com/users";

/** The card as Teams shows it: a people picker finds everybody in the directory besides whom the bot offers. */
export function withDirectory(card: Card, people: readonly StoredPerson[]): Card {
  const isPicker = (part: JsonObject): boolean =>
    isObject(part["choices.data"]) && part["choices.data"]["dataset"] === DIRECTORY;
  if (!inputsOf(card).some(isPicker)) return card;
  const drawn = structuredClone(card);
  for (const picker of inputsOf(drawn).filter(isPicker)) {
    const offered = picker["choices"] as { title: string; value: string }[];
    const others = people.filter(({ aadObjectId }) => !offered.some(({ value }) => value === aadObjectId));
    picker["choices"] = [
      ...offered,
      ...others.map(({ name, aadObjectId }) => ({ title: name, value: aadObjectId })),
    ];
  }
  return drawn;
}
