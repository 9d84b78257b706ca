import { expect, it } from "vitest";
import { complaintsAboutCard } from "./card-limits.ts";
import { complaintsAbout } from "./limits.ts";

const text = (words: string) => ({ type: "plain_text", text: words });
const button = (id: string, label: string) => ({ type: "button", action_id: id, text: text(label) });

it.each([
  ["message", { blocks: [] }, "a message without text"],
  ["message", { text: "x", blocks: Array(51).fill({ type: "divider" }) }, "message.blocks is longer than 50"],
  ["message", { text: "x", blocks: [{ type: "header", text: text("y".repeat(151)) }] }, "header.text"],
  ["message", { text: "x", blocks: [{ type: "alert" }] }, "no alert in a message"],
  ["modal", { title: text("x"), blocks: [{ type: "input", label: text("y") }] }, "inputs without submit"],
  ["modal", { type: "modal", title: text("x".repeat(25)), blocks: [] }, "modal.title is longer than 24"],
  [
    "home",
    { blocks: [{ type: "actions", elements: [button("a", "x"), button("a", "y")] }] },
    "action_id twice",
  ],
  ["home", { blocks: [{ type: "actions", elements: [] }] }, "actions.elements is empty"],
] as const)("in a %s the other Slack refuses %j", (surface, content, complaint) => {
  expect(complaintsAbout(surface, content as object as Record<string, unknown>).join()).toContain(complaint);
});

const OPEN = (url: string) => ({ type: "Action.OpenUrl", title: "x", url });
const TOGGLE = { type: "Action.ToggleVisibility", title: "x", targetElements: ["b"] };
const card = (...body: object[]) => ({ type: "AdaptiveCard", version: "1.5", body });
const block = { type: "TextBlock", text: "x" };

it.each([
  ["a version that Teams does not render", { ...card(block), version: "1.6" }, "version 1.6"],
  ["an element that nobody knows", card({ type: "Fancy" }), "what is Fancy?"],
  ["an input without a label", card({ type: "Input.Text", id: "a" }), "Input.Text without label"],
  ["two parts of one name", card({ ...block, id: "a" }, { ...block, id: "a" }), "two of a"],
  ["a link without TLS", card({ type: "ActionSet", actions: [OPEN("http://x.example")] }), "opens http:"],
  ["a button that shows nothing", card({ type: "ActionSet", actions: [TOGGLE] }), "nothing is called b"],
  ["too much", card({ ...block, text: "x".repeat(26_000) }), "bytes"],
])("the foreign Teams complains about %s", (_, wrong, complaint) => {
  expect(complaintsAboutCard(wrong)).toEqual([expect.stringContaining(complaint)]);
  expect(complaintsAboutCard(card(block))).toEqual([]);
});
