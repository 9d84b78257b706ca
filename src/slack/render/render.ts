import type { types } from "@slack/bolt";
import { cleanLine, piecesOf, webAddress } from "../../view/core/clean.ts";
import type { ActionButton, Block, Button, Confirm, Span, View } from "../../view/core/view.ts";
import { drawWhole, withoutMiddle } from "../../view/core/whole.ts";
import { contextElement, escapeMrkdwn, plain, richElements, TEXT_LIMIT, unformatted } from "./spans.ts";

type SlackBlocks = types.KnownBlock[];
export type SlackMessage = { text: string; blocks: SlackBlocks };

const MESSAGE_BLOCKS = 50;
export const VIEW_BLOCKS = 100;
/** chat.update takes 4,000 characters, and escaping makes five out of one. */
const SUMMARY_LIMIT = 800;
/** Slack takes views of 250 kB; this leaves room for their frame. */
const MAX_BYTES = 200_000;

export function renderMessage(view: View): SlackMessage {
  return {
    text: escapeMrkdwn(cleanLine(view.summary, SUMMARY_LIMIT)) || "…",
    blocks: renderBlocks(view.blocks, MESSAGE_BLOCKS),
  };
}

export function renderHome(view: View): types.HomeView {
  return { type: "home", blocks: orSummary(view, renderBlocks(view.blocks, VIEW_BLOCKS)) };
}

export function renderDialog(view: View, title: string, close: string): types.ModalView {
  return {
    type: "modal",
    callback_id: "show",
    title: plain(title, 24),
    close: plain(close, 24),
    blocks: orSummary(view, renderBlocks(view.blocks, VIEW_BLOCKS)),
  };
}

function orSummary(view: View, blocks: SlackBlocks): SlackBlocks {
  return blocks.length > 0 ? blocks : [{ type: "section", text: plain(view.summary, TEXT_LIMIT) }];
}

/** Hands out the number that keeps `action_id` unique within one message or view. */
type Numbering = () => number;

export const renderBlocks = (blocks: readonly Block[], limit: number): SlackBlocks =>
  drawWhole(blocks, (whole) => {
    let count = 0;
    const next = () => count++;
    const drawn = whole.map((block) => ({ kind: block.kind, parts: renderBlock(block, next) }));
    return withoutMiddle<types.KnownBlock>(drawn, GAP, (parts) => fits(parts, limit));
  });

const GAP: types.KnownBlock = { type: "context", elements: [plain("…", 1)] };

function fits(blocks: readonly types.KnownBlock[], limit: number): boolean {
  return blocks.length <= limit && Buffer.byteLength(JSON.stringify(blocks)) <= MAX_BYTES;
}

function renderBlock(block: Block, next: Numbering): SlackBlocks {
  switch (block.kind) {
    case "heading":
      return [{ type: "header", text: plain(block.text, 150) }];
    case "text":
      return rich("rich_text_section", block.spans);
    case "quote":
      return rich("rich_text_quote", block.spans);
    case "list":
      return list(block.items);
    case "note":
      return note(block.spans);
    case "copy":
      return copy(block.text);
    case "row":
      return row(block, next);
    case "actions":
      return actionsBlocks([...block.buttons, ...(block.menu ?? [])], next);
    case "divider":
      return [{ type: "divider" }];
  }
}

function rich(type: "rich_text_section" | "rich_text_quote", spans: readonly Span[]): SlackBlocks {
  const elements = richElements(spans);
  return elements.length === 0 ? [] : [{ type: "rich_text", elements: [{ type, elements }] }];
}

function list(items: readonly (readonly Span[])[]): SlackBlocks {
  const sections = items
    .map((item) => richElements(item))
    .filter((elements) => elements.length > 0)
    .map((elements) => ({ type: "rich_text_section" as const, elements }));
  if (sections.length === 0) return [];
  return [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements: sections }] }];
}

function note(spans: readonly Span[]): SlackBlocks {
  const element = contextElement(spans);
  return element === null ? rich("rich_text_section", spans) : [{ type: "context", elements: [element] }];
}

const copy = (whole: string): SlackBlocks =>
  piecesOf(whole, TEXT_LIMIT).map((text) => ({
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }],
  }));

function row(shown: Extract<Block, { kind: "row" }>, next: Numbering): SlackBlocks {
  const { title, detail, button: main, also, menu = [], folded } = shown;
  const all = [main, also, ...(folded === undefined ? menu : [folded])].filter((each) => each !== undefined);
  const [only, ...others] = all;
  const words = cleanLine(title, 300) || "…";
  // Of an address such as `jean_luc@…` mrkdwn would lose something, and only beside mrkdwn there can be a button.
  const isWhole = unformatted(words) === escapeMrkdwn(words);
  const beside = !isWhole || only === undefined || others.length > 0 ? null : button(only, next);
  const section: types.SectionBlock = {
    type: "section",
    text: { type: "mrkdwn", text: `*${escapeMrkdwn(words)}*`, verbatim: true },
    ...(beside === null ? {} : { accessory: beside }),
  };
  return [
    ...(isWhole ? [section] : rich("rich_text_section", [{ kind: "bold", text: words }])),
    ...rich("rich_text_section", detail),
    ...(beside === null ? actionsBlocks(all, next) : []),
  ];
}

function button(spec: Button, next: Numbering): types.Button | null {
  if ("url" in spec) {
    const url = webAddress(spec.url);
    if (url === null) return null;
    return { type: "button", action_id: `link:${next()}`, text: plain(spec.label, 75), url };
  }
  const label = spec.description === undefined ? "" : cleanLine(spec.description, 75);
  return {
    type: "button",
    action_id: `${spec.action.do}:${next()}`,
    text: plain(spec.label, 75),
    value: JSON.stringify(spec.action),
    ...(spec.style === undefined ? {} : { style: spec.style }),
    ...(spec.confirm === undefined ? {} : { confirm: confirmation(spec.confirm, spec.style) }),
    ...(label === "" ? {} : { accessibility_label: label }),
  };
}

function confirmation(confirm: Confirm, pressed: ActionButton["style"]): types.ConfirmationDialog {
  const style = confirm.danger === true ? "danger" : pressed;
  return {
    title: plain(confirm.title, 100),
    text: plain(confirm.text, 300),
    confirm: plain(confirm.yes, 30),
    deny: plain(confirm.no, 30),
    ...(style === undefined ? {} : { style }),
  };
}

/** Actions blocks for any number of buttons: 25 fit into one. */
function actionsBlocks(buttons: readonly Button[], next: Numbering): types.ActionsBlock[] {
  const elements = buttons.map((each) => button(each, next)).filter((each) => each !== null);
  const blocks: types.ActionsBlock[] = [];
  for (let at = 0; at < elements.length; at += 25) {
    blocks.push({ type: "actions", elements: elements.slice(at, at + 25) });
  }
  return blocks;
}
