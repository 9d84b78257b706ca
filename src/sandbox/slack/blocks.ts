import { z } from "zod";
import { kind, list, oneOf, problemsOf, shape, words } from "../schema.ts";
import { actionElement, id, inputElement, plain, richText, text } from "./elements.ts";

const VIEW_BYTES = 250_000;

type Wire = Readonly<Record<string, unknown>>;

/** No two may have the same id. */
function checkIds(items: readonly Wire[], key: string, { addIssue }: z.core.$RefinementCtx): void {
  items.forEach(({ [key]: id }, index) => {
    const taken = id !== undefined && items.slice(0, index).some((other) => other[key] === id);
    if (taken) addIssue({ code: "custom", message: `${key} already exists: ${id}`, path: [index, key] });
  });
}

const withId = { block_id: id };
const actions = list(actionElement, 25).superRefine((items, context) =>
  checkIds(items as Wire[], "action_id", context),
);
const BLOCKS = [
  kind("actions", { elements: actions }, withId),
  kind("context", { elements: list(text(3000), 10) }, withId),
  kind("divider", {}, withId),
  kind("header", { text: plain(150) }, withId),
  kind("rich_text", { elements: list(richText, 10_000) }, withId),
  kind("section", { text: text(3000) }, { accessory: actionElement, ...withId }),
];

/** Messages and Home could hold some inputs; the bot asks in modals alone. */
const INPUT = kind(
  "input",
  { label: plain(2000), element: inputElement },
  { hint: plain(2000), optional: z.boolean(), ...withId },
);

const blockList = (most: number, ...kinds: z.ZodObject[]) =>
  list(oneOf(...BLOCKS, ...kinds), most, 0).superRefine((blocks, context) =>
    checkIds(blocks as Wire[], "block_id", context),
  );

const MESSAGE = z.object({ blocks: blockList(50).optional() });

const view = { callback_id: words(255, 0), private_metadata: words(3000, 0) };
const VIEWS = {
  home: kind("home", { blocks: blockList(100) }, view),
  modal: kind(
    "modal",
    { title: plain(24), blocks: blockList(100, INPUT) },
    { submit: plain(24), close: plain(24), clear_on_close: z.boolean(), ...view },
  ).refine(
    ({ blocks, submit }) => submit !== undefined || !(blocks as Wire[]).some(({ type }) => type === "input"),
    "missing required field: submit (the view has inputs)",
  ),
};

/** What Slack would refuse in the `blocks` of a message. */
export const problemsInBlocks = (blocks: unknown): string[] => problemsOf(MESSAGE, { blocks });

/** What Slack would refuse in a view. */
export const problemsInView = (view: unknown, type: "modal" | "home"): string[] =>
  problemsOf(VIEWS[type], view, "/view");

export const isViewTooLarge = (view: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(view ?? null)) > VIEW_BYTES;

const METADATA = shape({ event_type: id, event_payload: z.looseObject({}) });

export const problemsInMetadata = (metadata: unknown): string[] =>
  problemsOf(METADATA, metadata, "/metadata");

type Message = { text?: unknown; blocks?: unknown; metadata?: unknown };

/**
 * Everything about a message that Slack refuses, and one thing that it only warns about: blocks without the `text` that
 * notifications and screen readers need.
 */
export function problemsInMessage({ text: said, blocks, metadata }: Message): string[] {
  const isSilent = typeof said !== "string" || said.trim() === "";
  return [
    ...(isSilent ? ["[ERROR] missing required field: text [json-pointer:]"] : []),
    ...problemsInBlocks(blocks),
    ...(metadata === undefined ? [] : problemsInMetadata(metadata)),
  ];
}
