import { expect, test } from "vitest";
import { currentValue } from "../../../src/sandbox/page/form.ts";

const option = { text: { type: "plain_text", text: "Member" }, value: "M" };

test("a field shows what was entered, else what the bot put there, else nothing", () => {
  const name = { type: "plain_text_input", action_id: "value", initial_value: "Acme" };
  const entered = { name: { value: { type: "plain_text_input", value: null } } };
  expect(currentValue({}, "name", name)).toEqual({ type: "plain_text_input", value: "Acme" });
  expect(currentValue(entered, "name", name)).toEqual({ type: "plain_text_input", value: null });
});

test("every kind of select has its own word for the choice", () => {
  const value = (element: { [key: string]: string | string[] | typeof option }) =>
    currentValue({}, "block", { action_id: "value", ...element });
  expect(value({ type: "static_select", initial_option: option })).toMatchObject({ selected_option: option });
  expect(value({ type: "checkboxes" })).toMatchObject({ selected_options: [] });
  expect(value({ type: "multi_users_select", initial_users: ["U1"] })).toMatchObject({
    selected_users: ["U1"],
  });
  expect(value({ type: "channels_select" })).toMatchObject({ selected_channel: null });
});
