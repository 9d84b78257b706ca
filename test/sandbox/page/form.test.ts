import { expect, test } from "vitest";
import { collectState, findProblems } from "../../../src/sandbox/page/form.ts";
import type { Block } from "../../../src/sandbox/snapshot.ts";

const input = (block_id: string, element: Block, optional = false): Block => ({
  type: "input",
  block_id,
  optional,
  element: { action_id: "value", ...element },
});
const option = { text: { type: "plain_text", text: "Member" }, value: "M" };

test("the state holds what was typed, else what the bot put there, else Slack's empty value", () => {
  const blocks: Block[] = [
    input("name", { type: "plain_text_input", initial_value: "Acme" }),
    input("why", { type: "plain_text_input" }),
    input("role", { type: "static_select", initial_option: option }),
    input("seats", { type: "checkboxes", options: [option] }),
    input("who", { type: "multi_users_select", initial_users: ["U1"] }),
    { type: "actions", block_id: "act", elements: [{ type: "button", action_id: "go" }] },
  ];
  const typed = { why: { value: { type: "plain_text_input", value: "Because" } } };
  expect(collectState(blocks, typed)).toEqual({
    name: { value: { type: "plain_text_input", value: "Acme" } },
    why: { value: { type: "plain_text_input", value: "Because" } },
    role: { value: { type: "static_select", selected_option: option } },
    seats: { value: { type: "checkboxes", selected_options: [] } },
    who: { value: { type: "multi_users_select", selected_users: ["U1"] } },
  });
});

test("what must not be empty, and what does not fit its kind, is said per field", () => {
  const blocks: Block[] = [
    input("required", { type: "plain_text_input" }),
    input("optional", { type: "plain_text_input" }, true),
    input("mail", { type: "email_text_input", initial_value: "nobody" }),
    input("web", { type: "url_text_input", initial_value: "nowhere" }),
    input("much", { type: "number_input", initial_value: "200", max_value: "100" }),
    input("number", { type: "number_input", initial_value: "ten" }),
    input("fine", { type: "number_input", initial_value: "10", min_value: "1" }),
  ];
  expect(findProblems(blocks, {})).toEqual({
    required: "This field is required.",
    mail: "This is not an e-mail address.",
    web: "This is not a web address.",
    much: "At most 100, please.",
    number: "This is not a number.",
  });
});
