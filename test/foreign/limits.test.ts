import { expect, it } from "vitest";
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
