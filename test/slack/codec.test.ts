import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formRef, type UserAction, userAction } from "../../src/domain/action.ts";
import { MEASURES } from "../../src/domain/measures.ts";
import { STEP_NAMES } from "../../src/domain/step-name.ts";
import { decodeAction, decodeForm, encodeAction, encodeForm } from "../../src/slack/codec.ts";

type Shape = { shape: Record<string, { def: { type: string; values?: string[] } }> };

const id = fc.oneof(fc.integer({ min: 1, max: 1e6 }), fc.constant(Number.MAX_SAFE_INTEGER));

/** Any value of one member of a union, read off its schema, so that a new action is tested by being there. */
function anyOf(option: Shape): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(option.shape).map(([name, field]) => {
        if (name === "to") return [name, fc.oneof(...formOptions.map(anyOf))];
        if (name === "member") return [name, fc.uuid()];
        if (name === "step") return [name, fc.constantFrom(...STEP_NAMES)];
        if (name === "measure") return [name, fc.constantFrom(...MEASURES)];
        if (field.def.type === "literal") return [name, fc.constant(field.def.values?.[0])];
        return [name, id];
      }),
    ),
  );
}

const formOptions = formRef.options as unknown as Shape[];
const actionOptions = userAction.options as unknown as (Shape & {
  shape: { do: { def: { values: string[] } } };
})[];

describe.each(actionOptions.map((option) => [option.shape.do.def.values[0] ?? "", option] as const))(
  "the action %s",
  (_name, option) => {
    it("comes back from a button as it was and, unless it holds an id of Mistral's, fits into a menu entry", () => {
      fc.assert(
        fc.property(anyOf(option), (action) => {
          const value = encodeAction(action as UserAction);
          expect(value.length).toBeLessThanOrEqual(value.includes('"member":') ? 2000 : 75);
          expect(decodeAction(value)).toEqual(action);
        }),
      );
    });
  },
);

describe("the form reference", () => {
  it("comes back from a modal as it was", () => {
    fc.assert(
      fc.property(fc.oneof(...formOptions.map(anyOf)), (raw) => {
        const ref = formRef.parse(raw);
        expect(decodeForm(encodeForm(ref))).toEqual(ref);
      }),
    );
  });
});

describe("a value that is not ours", () => {
  it("is nothing, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (garbage) => {
        expect(decodeForm(garbage)).toBeNull();
        expect(decodeAction(garbage)).toBeNull();
      }),
    );
  });

  it.each([
    ['{"do":"approve"}'],
    ['{"do":"approve","request":0}'],
    ['{"do":"approve","request":"1"}'],
    ['{"do":"explode","request":1}'],
    ['{"do":"open","to":{"form":"nowhere"}}'],
    [null],
    [undefined],
    ["x".repeat(5000)],
  ])("is refused: %s", (value) => {
    expect(decodeAction(value)).toBeNull();
  });
});
