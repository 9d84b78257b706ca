import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAction, decodeForm, readValues, renderForm } from "../../../src/slack/render/forms.ts";
import type { Field } from "../../../src/view/core/view.ts";
import { actionOptions, anyForm, anyOf } from "../../support/any/any-action.ts";
import { formOf, optionsOf } from "../../support/reading/form-of.ts";
import { accepted } from "./limits.ts";

function elementOf(field: Field): Record<string, unknown> {
  const blocks = accepted("modal", renderForm(formOf(field))).blocks;
  const input = JSON.parse(JSON.stringify(blocks)).find((block: { type: string }) => block.type === "input");
  return input?.element;
}

const base = { name: "field", label: "A label", hint: "A hint" };

const own = { exclude_bot_users: true, exclude_external_shared_channels: true };

describe("a field", () => {
  it.each<[Field, object]>([
    [
      { ...base, kind: "text", initial: "a", placeholder: "Addresses", multiline: true, maxLength: 9999 },
      { type: "plain_text_input", multiline: true, max_length: 3000, initial_value: "a" },
    ],
    [
      { ...base, kind: "number", initial: 0, min: 0, max: 500 },
      {
        type: "number_input",
        is_decimal_allowed: false,
        initial_value: "0",
        min_value: "0",
        max_value: "500",
      },
    ],
    [
      { ...base, kind: "day", initial: "2026-12-01" },
      { type: "datepicker", initial_date: "2026-12-01" },
    ],
    [
      { ...base, kind: "choice", as: "radio", options: optionsOf(3), initial: "v1" },
      { type: "radio_buttons", initial_option: { value: "v1" } },
    ],
    [{ ...base, kind: "choice", as: "radio", options: optionsOf(11) }, { type: "static_select" }],
    [{ ...base, kind: "choice", as: "menu", options: optionsOf(150) }, { type: "static_select" }],
    [
      { ...base, kind: "choices", as: "boxes", options: optionsOf(10), initial: ["v2", "gone"] },
      { type: "checkboxes", initial_options: [{ value: "v2" }] },
    ],
    [{ ...base, kind: "choices", as: "boxes", options: optionsOf(11) }, { type: "multi_static_select" }],
    [{ ...base, kind: "choices", as: "menu", options: optionsOf(2) }, { type: "multi_static_select" }],
    [
      { ...base, kind: "person", initial: { slack: "U1" } },
      { type: "users_select", initial_user: "U1" },
    ],
    [
      { ...base, kind: "people", initial: [{ slack: "U1" }, { teams: "x" }] },
      { type: "multi_users_select", initial_users: ["U1"] },
    ],
    [
      { ...base, kind: "channel" },
      { type: "conversations_select", filter: { include: ["public", "private"], ...own } },
    ],
  ])("of kind $kind has its element", (field, expected) => {
    expect(elementOf(field)).toMatchObject(expected);
  });

  it("may be one of very many", () => {
    const many = Array.from({ length: 60 }, (_, n): Field => ({ ...base, name: `f${n}`, kind: "channel" }));
    const intro = Array.from({ length: 80 }, () => ({ kind: "divider" }) as const);
    expect(accepted("modal", renderForm({ ...formOf(...many), intro })).blocks).toHaveLength(100);
  });
});

describe("a submission", () => {
  it("is read back by field name, whatever the element", () => {
    const one = { text: { type: "plain_text", text: "x" }, value: "v1" };
    const values = readValues({
      text: { value: { type: "plain_text_input", value: "a@b.test\nc@d.test" } },
      blank: { value: { type: "plain_text_input", value: "  " } },
      none: { value: { type: "plain_text_input", value: null } },
      number: { value: { type: "number_input", value: "12" } },
      day: { value: { type: "datepicker", selected_date: "2026-12-01" } },
      menu: { value: { type: "static_select", selected_option: one } },
      radio: { value: { type: "radio_buttons", selected_option: null } },
      boxes: { value: { type: "checkboxes", selected_options: [one] } },
      menus: { value: { type: "multi_static_select", selected_options: [] } },
      person: { value: { type: "users_select", selected_user: "U1" } },
      people: { value: { type: "multi_users_select", selected_users: ["U1", "U2"] } },
      channel: { value: { type: "conversations_select", selected_conversation: null } },
      foreign: { other: { type: "timepicker", selected_time: "10:00" } },
    });
    expect(values).toEqual({
      ...{
        text: "a@b.test\nc@d.test",
        blank: null,
        none: null,
        number: "12",
        day: "2026-12-01",
        menu: "v1",
        radio: null,
      },
      ...{ boxes: ["v1"], menus: [], person: "U1", people: ["U1", "U2"], channel: null },
    });
  });
});

describe("what travels with a button or a modal", () => {
  it.each(actionOptions.map((option) => [option.shape.do.def.values[0] ?? "", option] as const))(
    "comes back as it was: %s",
    (_name, option) => {
      const isSame = (action: unknown) => {
        const value = JSON.stringify(action);
        expect(value.length).toBeLessThanOrEqual(2000);
        expect(decodeAction(value)).toEqual(action);
      };
      fc.assert(fc.property(anyOf(option), isSame), { numRuns: 25 });
    },
  );

  it("names a form, and is nothing where it is not ours", () => {
    fc.assert(fc.property(anyForm, (ref) => void expect(decodeForm(JSON.stringify(ref))).toEqual(ref)));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (garbage) => {
        expect([decodeForm(garbage), decodeAction(garbage)]).toEqual([null, null]);
      }),
    );
  });

  it.each([
    ['{"do":"approve","request":1}'],
    ['{"do":"approve","request":0,"ask":"m1"}'],
    ['{"do":"approve","request":"1","ask":"m1"}'],
    ['{"do":"explode","request":1}'],
    ['{"do":"open","to":{"form":"nowhere"}}'],
    ["x".repeat(5000)],
  ])("is refused: %s", (value) => {
    expect(decodeAction(value)).toBeNull();
  });
});
