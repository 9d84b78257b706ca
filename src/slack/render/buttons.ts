import type { types } from "@slack/bolt";
import { cleanLine, webAddress } from "../../view/core/clean.ts";
import type { ActionButton, Button, Confirm } from "../../view/core/view.ts";
import { encodeAction } from "./codec.ts";
import { plain } from "./text.ts";

/** Hands out the number that keeps `action_id` unique within one message or view. */
export type Numbering = () => number;

export function numbering(): Numbering {
  let n = 0;
  return () => n++;
}

/** A button, or null for a link that no chat should open. */
export function button(spec: Button, next: Numbering): types.Button | null {
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
    value: encodeAction(spec.action),
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
export function actionsBlocks(buttons: readonly Button[], next: Numbering): types.ActionsBlock[] {
  const elements = buttons.map((each) => button(each, next)).filter((each) => each !== null);
  const blocks: types.ActionsBlock[] = [];
  for (let at = 0; at < elements.length; at += 25) {
    blocks.push({ type: "actions", elements: elements.slice(at, at + 25) });
  }
  return blocks;
}

/** The first of each kind: Slack refuses a menu with the same value twice. */
export function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)));
}

const OPTION_VALUE = 75;

/** Splits a menu into what an overflow can hold and what must be buttons beneath it. */
export function splitMenu(menu: readonly ActionButton[]): { overflow: ActionButton[]; rest: ActionButton[] } {
  // An overflow holds five options and one confirmation for all of them, so an entry with its own is a button; so is
  // one whose value is too long for an option.
  const entries = distinct(menu, (entry) => encodeAction(entry.action));
  const fits = ({ confirm, action }: ActionButton) =>
    confirm === undefined && encodeAction(action).length <= OPTION_VALUE;
  const overflow = entries.filter(fits).slice(0, 5);
  return { overflow, rest: entries.filter((entry) => !overflow.includes(entry)) };
}

export function overflowMenu(entries: readonly ActionButton[], next: Numbering): types.Overflow {
  return {
    type: "overflow",
    action_id: `menu:${next()}`,
    options: entries.map((entry) => ({ text: plain(entry.label, 75), value: encodeAction(entry.action) })),
  };
}
