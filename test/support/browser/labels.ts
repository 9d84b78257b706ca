import { asObject, asObjects, parseMrkdwn, plainText } from "../../../src/sandbox/page/json.ts";
import type { Element } from "../../../src/sandbox/slack/views.ts";
import { elementsOf } from "../../../src/sandbox/slack/views.ts";
import type { Block, Json, JsonObject } from "../../../src/sandbox/snapshot.ts";

type Names = Record<"user" | "channel" | "group", (id: string) => string>;

/** What a reader sees of blocks, one block a line; buttons are `[Label]`, inputs `Label: value`. */
export function readable(blocks: Block[], names: Names): string {
  return blocks
    .map((block) => blockText(block, names))
    .filter((line) => line !== "")
    .join("\n");
}

function blockText(block: Block, names: Names): string {
  const elements = asObjects(block["elements"]);
  switch (block.type) {
    case "input": {
      const hint = plainText(block["hint"]);
      return `${plainText(block["label"])}: ${valueText(block["element"], names)}${hint && ` (${hint})`}`;
    }
    case "rich_text":
      return elements.map((element) => spanText(element, names)).join("\n");
    case "context":
      return elements.map((text) => textOf(text, names)).join(" ");
    default: {
      const said = textOf(block["text"], names);
      return [...(said === "" ? [] : [said]), ...elementsOf(block).map((one) => valueText(one, names))].join(
        " ",
      );
    }
  }
}

function valueText(given: Json | undefined, names: Names): string {
  const element = asObject(given) ?? {};
  if (element["type"] === "button") return `[${plainText(element["text"])}]`;
  const { initial_value, initial_option, initial_options, initial_user, initial_users = [] } = element;
  const channel = element["initial_conversation"];
  const options = [initial_option, initial_options ?? []].flat();
  return [
    ...(typeof initial_value === "string" ? [initial_value] : []),
    ...options.map((option) => plainText(asObject(option)?.["text"])).filter((label) => label !== ""),
    ...[initial_user, initial_users].flat().flatMap((id) => (id ? [`@${names.user(String(id))}`] : [])),
    ...(typeof channel === "string" ? [`#${names.channel(channel)}`] : []),
  ].join(", ");
}

/** A span of rich text, or what holds some. */
function spanText(span: JsonObject, names: Names): string {
  const inner = asObjects(span["elements"]).map((each) => spanText(each, names));
  if (span["type"] === "rich_text_list") return inner.map((each) => `• ${each}`).join("\n");
  if (inner.length > 0) return inner.join("");
  switch (span["type"]) {
    case "link":
      return String(span["text"] || span["url"]);
    case "user":
      return `@${names.user(String(span["user_id"]))}`;
    case "channel":
      return `#${names.channel(String(span["channel_id"]))}`;
    case "usergroup":
      return `@${names.group(String(span["usergroup_id"]))}`;
    case "date":
      return String(span["fallback"] ?? span["timestamp"]);
    default:
      return String(span["text"] ?? "");
  }
}

function textOf(value: Json | undefined, names: Names): string {
  const text = plainText(value);
  if (asObject(value)?.["type"] !== "mrkdwn") return text;
  return parseMrkdwn(text)
    .map((span) => spanText(span, names))
    .join("");
}

export type Pressable = { label: string; action: JsonObject; confirm: Json | undefined; element: Element };

/** Every button in blocks, in the order it is shown. */
export const pressables = (blocks: Block[]): Pressable[] =>
  blocks
    .filter((block) => block.type !== "input")
    .flatMap((block) =>
      elementsOf(block).map((element) => ({
        label: plainText(element["text"]),
        action: { block_id: block.block_id ?? "", action_id: element.action_id, type: element.type },
        confirm: element["confirm"],
        element,
      })),
    );
