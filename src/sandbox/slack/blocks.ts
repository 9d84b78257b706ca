import type { Check, Report } from "../check.ts";
import { bool, isWire, list, problemsOf, rule, shape, str, typed } from "../check.ts";
import { actionElement, id, inputElement, plain, text } from "./elements.ts";
import { richTextElement } from "./rich-text.ts";

const VIEW_BYTES = 250_000;

const base = { type: id, "block_id?": id };

const BLOCKS = {
  actions: shape({ ...base, elements: list(actionElement, 25) }, uniqueActionIds),
  context: shape({ ...base, elements: list(text(3000), 10) }),
  divider: shape(base),
  header: shape({ ...base, text: plain(150) }),
  rich_text: shape({ ...base, elements: list(richTextElement, 10_000) }),
  section: shape({ ...base, text: text(3000), "accessory?": actionElement }),
};

/** Messages and Home could hold some inputs; the bot asks in modals alone. */
const INPUT = shape({
  ...base,
  label: plain(2000),
  element: inputElement,
  "hint?": plain(2000),
  "optional?": bool,
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

const blockList = (kinds: Record<string, Check>, max: number): Check => {
  const check = list(typed(kinds), max, 0);
  return (value, at, report) => {
    check(value, at, report);
    if (Array.isArray(value)) unique(value, "block_id", at, report);
  };
};

const MESSAGE_BLOCKS = blockList(BLOCKS, 50);

const viewBase = {
  type: id,
  "callback_id?": str(255, 0),
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
      blocks: blockList({ ...BLOCKS, input: INPUT }, 100),
    },
    submitForInputs,
  ),
  home: shape({ ...viewBase, blocks: blockList(BLOCKS, 100) }),
};

/** What Slack would refuse in the `blocks` of a message. */
export const problemsInBlocks = (blocks: unknown): string[] => problemsOf(blocks, MESSAGE_BLOCKS, "/blocks");

/** What Slack would refuse in a view. */
export const problemsInView = (view: unknown, type: "modal" | "home"): string[] =>
  problemsOf(view, typed({ [type]: VIEWS[type] }), "/view");

export const isViewTooLarge = (view: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(view ?? null)) > VIEW_BYTES;

const anyObject: Check = (value, at, report) => {
  if (!isWire(value)) report(at, "must provide an object");
};
const METADATA = shape({ event_type: str(255), event_payload: anyObject });

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
