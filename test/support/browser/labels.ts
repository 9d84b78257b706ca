import type { Element } from "../../../src/sandbox/slack/inputs.ts";
import { elementsOf } from "../../../src/sandbox/slack/inputs.ts";
import type { Block, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";

type Names = { user: (id: string) => string; channel: (id: string) => string };

const asObject = (value: Json | undefined): JsonObject | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
const asObjects = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map(asObject).filter((each) => each !== null) : [];

/** The string inside a text object. */
export const labelOf = (value: Json | undefined): string => String(asObject(value)?.["text"] ?? "");

/** What a reader sees of blocks, one block a line; buttons are `[Label]`, inputs `Label: value`. */
export function readable(blocks: Block[], names: Names): string {
  return blocks
    .map((block) => blockText(block, names))
    .filter((line) => line !== "")
    .join("\n");
}

function blockText(block: Block, names: Names): string {
  switch (block.type) {
    case "divider":
      return "";
    case "input": {
      const hint = labelOf(block["hint"]);
      return `${labelOf(block["label"])}: ${valueText(asObject(block["element"]) ?? {}, names)}${hint && ` (${hint})`}`;
    }
    case "rich_text":
      return asObjects(block["elements"])
        .map((element) => richText(element, names))
        .join("\n");
    case "markdown":
      return String(block["text"]);
    default: {
      const texts = [block["text"], ...asObjects(block["fields"]), ...contextTexts(block)];
      const said = texts.map((text) => mrkdwn(labelOf(text), names)).filter((text) => text !== "");
      return [...said, ...elementsOf(block).map((element) => valueText(element, names))].join(" ");
    }
  }
}

const contextTexts = (block: Block): JsonObject[] =>
  block.type === "context" ? asObjects(block["elements"]) : [];

function valueText(element: JsonObject, names: Names): string {
  if (element["type"] === "button") return `[${labelOf(element["text"])}]`;
  const initial = [asObject(element["initial_option"]), ...asObjects(element["initial_options"])];
  const chosen = initial.map((option) => labelOf(option?.["text"])).filter((label) => label !== "");
  const users = [element["initial_user"], ...strings(element["initial_users"])];
  const people = users.filter((each) => typeof each === "string").map((each) => `@${names.user(each)}`);
  const channel = element["initial_conversation"] ?? element["initial_channel"];
  const where = typeof channel === "string" ? [`#${names.channel(channel)}`] : [];
  const typed = typeof element["initial_value"] === "string" ? [element["initial_value"]] : [];
  return [...typed, ...chosen, ...people, ...where].join(", ");
}

const strings = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

function richText(element: JsonObject, names: Names): string {
  const inner = asObjects(element["elements"]);
  if (element["type"] === "rich_text_list")
    return inner.map((each) => `• ${richText(each, names)}`).join("\n");
  if (inner.length > 0) return inner.map((each) => richText(each, names)).join("");
  switch (element["type"]) {
    case "link":
      return String(element["text"] ?? element["url"]);
    case "user":
      return `@${names.user(String(element["user_id"]))}`;
    case "channel":
      return `#${names.channel(String(element["channel_id"]))}`;
    case "date":
      return String(element["fallback"] ?? element["timestamp"]);
    case "emoji":
      return `:${element["name"]}:`;
    default:
      return String(element["text"] ?? "");
  }
}

function mrkdwn(text: string, names: Names): string {
  return text
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<@(\w+)(\|[^>]*)?>/g, (_, id: string) => `@${names.user(id)}`)
    .replace(/<#(\w+)(\|[^>]*)?>/g, (_, id: string) => `#${names.channel(id)}`)
    .replace(/<[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<([^>]*)>/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/(^|\s)[*_~]([^*_~\n]+)[*_~](?=\s|$|[.,:])/g, "$1$2")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

export type Pressable = { label: string; action: JsonObject; confirm: Json | undefined; element: Element };

/** Every button in blocks, in the order it is shown. */
export const pressables = (blocks: Block[]): Pressable[] =>
  blocks
    .filter((block) => block.type !== "input")
    .flatMap((block) =>
      elementsOf(block).map((element) => ({
        label: labelOf(element["text"]),
        action: { block_id: block.block_id ?? "", action_id: element.action_id, type: element.type },
        confirm: element["confirm"],
        element,
      })),
    );
