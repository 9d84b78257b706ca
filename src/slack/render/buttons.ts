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
