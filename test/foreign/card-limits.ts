import { type Wire, wire, wires, words } from "./wire.ts";

const MOST_BYTES = 25 * 1024;

/** What Microsoft documents for Adaptive Cards 1.5, and the properties without which each is nothing. */
const ELEMENTS: Record<string, readonly string[]> = {
  ActionSet: ["actions"],
  Column: ["items"],
  ColumnSet: ["columns"],
  Container: ["items"],
  FactSet: ["facts"],
  Image: ["url", "altText"],
  "Input.ChoiceSet": ["id", "label", "choices"],
  "Input.Date": ["id", "label"],
  "Input.Number": ["id", "label"],
  "Input.Text": ["id", "label"],
  "Input.Time": ["id", "label"],
  "Input.Toggle": ["id", "title"],
  RichTextBlock: ["inlines"],
  Table: ["columns", "rows"],
  TableCell: ["items"],
  TableRow: ["cells"],
  TextBlock: ["text"],
  TextRun: ["text"],
};
const ACTIONS: Record<string, readonly string[]> = {
  "Action.Execute": ["title", "verb", "data", "fallback"],
  "Action.OpenUrl": ["title", "url"],
  "Action.ShowCard": ["title", "card"],
  "Action.Submit": ["title", "data"],
  "Action.ToggleVisibility": ["title", "targetElements"],
};
const PARTS = ["body", "items", "columns", "rows", "cells", "inlines"];

/** Everything in a card, itself included: elements, and actions with their fallbacks. */
function* within(part: Wire): Generator<Wire> {
  yield part;
  for (const name of PARTS) for (const each of wires(part[name])) yield* within(each);
  for (const action of wires(part["actions"])) {
    yield action;
    if (typeof action["fallback"] === "object") yield wire(action["fallback"]);
    if (action["type"] === "Action.ShowCard") yield* within(wire(action["card"]));
  }
  // What a part does when it is pressed needs no words of its own.
  const select = wire(part["selectAction"]);
  if (typeof select["type"] === "string") yield { title: "", ...select };
}

/** What Teams would turn down or silently leave away. */
export function complaintsAboutCard(card: Wire): string[] {
  const found: string[] = [];
  if (card["type"] !== "AdaptiveCard") found.push(`a card is no ${card["type"]}`);
  if (card["version"] !== "1.5") found.push(`version ${card["version"]}`);
  const size = Buffer.byteLength(JSON.stringify(card));
  if (size > MOST_BYTES) found.push(`a card of ${size} bytes`);
  const ids = new Set<string>();
  const targets = new Set<string>();
  for (const part of within(card)) {
    const type = words(part["type"]);
    const needed = type === "AdaptiveCard" ? ["body"] : (ELEMENTS[type] ?? ACTIONS[type]);
    if (needed === undefined) found.push(`what is ${type}?`);
    for (const name of needed ?? []) if (part[name] === undefined) found.push(`${type} without ${name}`);
    const id = words(part["id"]);
    if (id !== "" && ids.has(id)) found.push(`two of ${id}`);
    if (id !== "") ids.add(id);
    for (const target of Array.isArray(part["targetElements"]) ? part["targetElements"] : [])
      targets.add(words(target) || words(wire(target)["elementId"]));
    if (type === "Action.OpenUrl" && !/^https:/.test(words(part["url"]))) found.push(`opens ${part["url"]}`);
  }
  for (const target of targets) if (!ids.has(target)) found.push(`nothing is called ${target}`);
  return found;
}
