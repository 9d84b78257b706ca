import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeData, NOTHING } from "../../../src/teams/cards/codec.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import type { Field, Option } from "../../../src/view/core/view.ts";
import { FORMS, partsOf, sentBy } from "../../support/reading/teams-cards.ts";

const options: Option[] = [
  { value: "v0", label: "Label 0" },
  { value: "v1", label: "Label 1" },
];
const base = { name: "field", label: "A label" };
const PERSON = "3f0c8a51-8c5b-4a86-9c0e-0123456789ab";

describe("a submission", () => {
  const fields: Field[] = [
    { ...base, name: "text", kind: "text" },
    { ...base, name: "blank", kind: "text" },
    { ...base, name: "missing", kind: "text" },
    { ...base, name: "number", kind: "number" },
    {
      ...base,
      name: "menu",
      kind: "choice",
      as: "menu",
      options: [{ value: "a,b%", label: "x" }],
      initial: "a,b%",
    },
    {
      ...base,
      name: "boxes",
      kind: "choices",
      as: "boxes",
      options: [{ value: "a,b", label: "x" }, ...options],
    },
    { ...base, name: "none", kind: "choices", as: "boxes", options },
    { ...base, name: "people", kind: "people" },
    { ...base, name: "channel", kind: "channel", optional: true },
  ];

  it("is read back by field name, whatever the input, and without what belongs to none", () => {
    const ref = { form: "review", draft: 7 } as const;
    const form = { ref, title: "Invite", submit: "Send", close: "Cancel", intro: [], fields };
    const card = renderFormCard(form, FORMS);
    const menu = partsOf(card).find(({ id }) => id === "menu");
    const inputs = {
      text: "a, b\nc",
      blank: "  ",
      number: 12,
      menu: menu?.["value"],
      boxes: "a%2Cb,v1",
      none: "",
      people: `${PERSON},29:1`,
      channel: NOTHING,
      foreign: "x",
      msteams: { type: "task/fetch" },
    };
    expect(decodeData({ ...(sentBy(card)[0] as object), ...inputs })).toEqual({
      kind: "submit",
      ref: { form: "review", draft: 7 },
      under: [],
      once: "c4rd",
      values: {
        text: "a, b\nc",
        blank: null,
        missing: null,
        number: "12",
        menu: "a,b%",
        boxes: ["a,b", "v1"],
        none: [],
        people: [PERSON, "29:1"],
        channel: null,
      },
    });
  });

  it.each([
    [null],
    ["text"],
    [[]],
    [{}],
    [{ setup: {} }],
    [{ setup: { action: { do: "explode" } } }],
    [{ setup: { submit: { form: "nowhere" }, under: [], fields: {} } }],
    [{ setup: { back: Array.from({ length: 5 }, () => ({ ref: { form: "invite" }, values: {} })) } }],
  ])("that is not ours is nothing: %j", (data) => {
    expect(decodeData(data)).toBeNull();
  });

  it.each([
    [{ setup: { back: [{ ref: { form: "settings" }, values: { approvers: Array(60_000).fill("b") } }] } }],
    [
      {
        setup: { action: { do: "status" }, in: { form: "invite" }, fields: { reason: "text" } },
        reason: "\ufdfa".repeat(30_000),
      },
    ],
  ])("that holds more beneath it than any form takes is nothing", (data) => {
    expect(decodeData(data)).toBeNull();
  });

  it("of a form on very many is read back with those next beneath it", () => {
    const ref = { form: "invite" } as const;
    const under = Array.from({ length: 6 }, (_, n) => ({ ref, values: { addresses: String(n) } }));
    const form = { ref, title: "Invite", submit: "Send", close: "Cancel", intro: [], fields };
    const read = sentBy(renderFormCard(form, { ...FORMS, under })).map(decodeData);
    expect(read).toMatchObject([
      { kind: "submit", under: under.slice(2) },
      { kind: "back", under: under.slice(2) },
    ]);
  });

  it("is nothing or ours, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (setup, given) => {
        const { b: _, ...inputs } = given;
        decodeData(setup);
        expect(decodeData({ ...inputs, setup })).toBeNull();
        const fields = { a: "many", b: "one", ["__proto__"]: "text" };
        const pressed = decodeData({
          ...inputs,
          setup: { submit: { form: "invite" }, under: [], fields, once: "x" },
        });
        expect(pressed).toMatchObject({ kind: "submit", values: { b: null } });
      }),
    );
  });
});
