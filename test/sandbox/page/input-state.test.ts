import { expect, test } from "vitest";
import { stateField, valueIn } from "../../../src/sandbox/page/json.ts";

const option = { text: { type: "plain_text", text: "Member" }, value: "M" };

test("a field holds what was entered, else what the bot put there, else nothing", () => {
  const name = { type: "plain_text_input", initial_value: "Acme" };
  expect(valueIn(name, undefined)).toBe("Acme");
  expect(valueIn(name, { value: "Lumen" })).toBe("Lumen");
  expect(valueIn(name, { value: null })).toBeNull();
  expect(valueIn({ type: "plain_text_input" }, undefined)).toBeNull();
});

test("every kind of select has its own word for the choice", () => {
  const role = { type: "static_select", initial_option: option };
  expect([stateField(role), valueIn(role, undefined)]).toEqual(["selected_option", option]);
  expect(valueIn({ type: "checkboxes" }, undefined)).toEqual([]);
  expect(valueIn({ type: "multi_users_select", initial_users: ["U1"] }, undefined)).toEqual(["U1"]);
  expect(stateField({ type: "conversations_select" })).toBe("selected_conversation");
  expect(stateField({ type: "button" })).toBeNull();
});
