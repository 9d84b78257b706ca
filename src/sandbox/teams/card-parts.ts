import type { StoredMessage, StoredPerson } from "../chat.ts";
import type { Card, Json, JsonObject } from "../snapshot.ts";
import type { StoredDialog, TeamsState } from "./state.ts";

/** What a person typed and chose so far: an input's id → its value, as Teams sends it. */
export type Values = Record<string, string>;

const INNER = ["body", "items", "columns", "actions", "inlines", "selectAction", "card"];

/** Everything in a card in the order it is shown, without what its buttons carry. */
function partsOf(part: Json | undefined): JsonObject[] {
  if (Array.isArray(part)) return part.flatMap(partsOf);
  if (typeof part !== "object" || part === null) return [];
  return [part, ...INNER.flatMap((key) => partsOf(part[key]))];
}

const partsLike = (card: Card, type: string): JsonObject[] =>
  partsOf(card as JsonObject).filter((part) => String(part["type"]).startsWith(type));

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

export function cardsFor(
  { people }: TeamsState,
  { own, cards }: Pick<StoredMessage, "own" | "cards">,
  person: string,
): Card[] {
  const shown = own[person] === undefined ? cards : [own[person]];
  return shown.map((card) => withDirectory(card, people));
}

export const contentOf = ({ people }: TeamsState, { content }: StoredDialog): StoredDialog["content"] =>
  content.kind === "card" ? { ...content, card: withDirectory(content.card, people) } : content;
