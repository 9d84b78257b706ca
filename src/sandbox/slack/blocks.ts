import type { Check, Report } from "./check.ts";
import { bool, isWire, list, problemsOf, rule, shape, str, typed } from "./check.ts";
import type { Surface } from "./elements.ts";
import {
  accessory,
  actionElement,
  contextElement,
  hasSource,
  image,
  inputElement,
  plain,
  text,
} from "./elements.ts";
import { richTextElement } from "./rich-text.ts";

const VIEW_BYTES = 250_000;

const base = { type: str(255), "block_id?": str(255) };

const sectionSaysSomething = rule(
  "must provide text or fields",
  (block) => block["text"] !== undefined || block["fields"] !== undefined,
);

const blocksOn = (surface: Surface): Check =>
  typed({
    actions: shape({ ...base, elements: list(actionElement(surface), 25) }, uniqueActionIds),
    context: shape({ ...base, elements: list(contextElement, 10) }),
    divider: shape(base),
    header: shape({ ...base, text: plain(150) }),
    image: shape({ ...base, ...image, "title?": plain(2000) }, hasSource),
    input: shape({
      ...base,
      label: plain(2000),
      element: inputElement(surface),
      "hint?": plain(2000),
      "optional?": bool,
      "dispatch_action?": bool,
    }),
    rich_text: shape({ ...base, elements: list(richTextElement, 10_000) }),
    section: shape(
      {
        ...base,
        "text?": text(3000),
        "fields?": list(text(2000), 10),
        "accessory?": accessory,
        "expand?": bool,
      },
      sectionSaysSomething,
    ),
    ...(surface === "message" ? { markdown: shape({ ...base, text: str(12_000) }) } : {}),
  });

function uniqueActionIds(block: unknown, at: string, report: Report): void {
  const elements = isWire(block) && Array.isArray(block["elements"]) ? block["elements"] : [];
  unique(elements, "action_id", `${at}/elements`, report);
}

function unique(items: unknown[], key: string, at: string, report: Report): void {
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    const id = isWire(item) ? item[key] : undefined;
    if (id !== undefined && seen.has(id)) report(`${at}/${index}/${key}`, `${key} already exists: ${id}`);
    seen.add(id);
  });
}

const blockList = (surface: Surface, max: number, min = 0): Check => {
  const check = list(blocksOn(surface), max, min);
  return (value, at, report) => {
    check(value, at, report);
    if (Array.isArray(value)) unique(value, "block_id", at, report);
    const focused = JSON.stringify(value)?.split('"focus_on_load":true').length ?? 0;
    if (focused > 2) report(at, "only one element may have focus_on_load");
  };
};

const MESSAGE_BLOCKS = blockList("message", 50);

const viewBase = {
  type: str(255),
  "callback_id?": str(255, 0),
  "external_id?": str(255, 0),
  "private_metadata?": str(3000, 0),
};

const submitForInputs = rule("missing required field: submit (the view has inputs)", (view) => {
  const inputs = Array.isArray(view["blocks"]) && view["blocks"].some((each) => each?.type === "input");
  return !inputs || view["submit"] !== undefined;
});

const VIEWS = {
  modal: shape(
    {
      ...viewBase,
      title: plain(24),
      "submit?": plain(24),
      "close?": plain(24),
      "clear_on_close?": bool,
      "notify_on_close?": bool,
      "submit_disabled?": bool,
      blocks: blockList("modal", 100),
    },
    submitForInputs,
  ),
  home: shape({ ...viewBase, blocks: blockList("home", 100) }),
};

/** What Slack would refuse in the `blocks` of a message. */
export const problemsInBlocks = (blocks: unknown): string[] => problemsOf(blocks, MESSAGE_BLOCKS, "/blocks");

/** What Slack would refuse in a view. */
export const problemsInView = (view: unknown, type: "modal" | "home"): string[] =>
  problemsOf(view, typed({ [type]: VIEWS[type] }), "/view");

export const isViewTooLarge = (view: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(view ?? null)) > VIEW_BYTES;

const METADATA = shape({ event_type: str(255), event_payload: shapeOfAny });

function shapeOfAny(value: unknown, at: string, report: Report): void {
  if (!isWire(value)) report(at, "must provide an object");
}

export const problemsInMetadata = (metadata: unknown): string[] =>
  problemsOf(metadata, METADATA, "/metadata");

/**
 * Everything about a message that Slack refuses, and one thing that it only warns about: blocks without the `text` that
 * notifications and screen readers need.
 */
export function problemsInMessage(message: {
  text?: unknown;
  blocks?: unknown;
  metadata?: unknown;
}): string[] {
  const { text: words, blocks, metadata } = message;
  const speechless = typeof words !== "string" || words.trim() === "";
  return [
    ...(speechless ? ["[ERROR] missing required field: text [json-pointer:]"] : []),
    ...(blocks === undefined ? [] : problemsInBlocks(blocks)),
    ...(metadata === undefined ? [] : problemsInMetadata(metadata)),
  ];
}
