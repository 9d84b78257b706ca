import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserAction } from "../../../src/domain/action.ts";
import { decodeAction, decodeForm, encodeAction, encodeForm } from "../../../src/slack/render/codec.ts";
import { actionOptions, anyForm, anyOf } from "../../support/any/any-action.ts";

describe.each(actionOptions.map((option) => [option.shape.do.def.values[0] ?? "", option] as const))(
  "the action %s",
  (_name, option) => {
    it("comes back from a button as it was", () => {
      fc.assert(
        fc.property(anyOf(option), (action) => {
          const value = encodeAction(action as UserAction);
          expect(value.length).toBeLessThanOrEqual(2000);
          expect(decodeAction(value)).toEqual(action);
        }),
      );
    });
  },
);

describe("the form reference", () => {
  it("comes back from a modal as it was", () => {
    fc.assert(
      fc.property(anyForm, (ref) => {
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
    ['{"do":"approve","request":1}'],
    ['{"do":"approve","request":0,"ask":"m1"}'],
    ['{"do":"approve","request":"1","ask":"m1"}'],
    ['{"do":"explode","request":1}'],
    ['{"do":"open","to":{"form":"nowhere"}}'],
    [null],
    [undefined],
    ["x".repeat(5000)],
  ])("is refused: %s", (value) => {
    expect(decodeAction(value)).toBeNull();
  });
});
