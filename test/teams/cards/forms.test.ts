import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FormValues } from "../../../src/domain/action.ts";
import { CARD_BYTES } from "../../../src/teams/cards/card.ts";
import { decodeData, NOTHING, type Under } from "../../../src/teams/cards/codec.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import type { Field, Form } from "../../../src/view/core/view.ts";
import { anyViewForm, words } from "../../support/any/any-view.ts";
import { must } from "../../support/must.ts";
import { formOf, optionsOf } from "../../support/reading/form-of.ts";
import { FORMS, partsOf, problemsOfCard, runsOf, sentBy } from "../../support/reading/teams-cards.ts";

type Options = Partial<Parameters<typeof renderFormCard>[1]>;

function accepted(shown: Form, options: Options = {}) {
  const card: ReturnType<typeof renderFormCard> = JSON.parse(
    JSON.stringify(renderFormCard(shown, { ...FORMS, ...options })),
  );
  expect(problemsOfCard(card)).toEqual([]);
  return card;
}
type Card = ReturnType<typeof accepted>;
const inputsOf = (card: Card) => partsOf(card).filter(({ type }) => type.startsWith("Input."));
const titlesOf = (card: Card) => (card.actions ?? []).map(({ title }) => title);
const inputOf = (field: Field, options: Options = {}) => inputsOf(accepted(formOf(field), options))[0];

/** What comes back from the first button when these inputs were filled in. */
const submitted = (card: Card, inputs: object) => decodeData({ ...(sentBy(card)[0] as object), ...inputs });

const base = { name: "field", label: "A label", hint: "A hint" };
const PERSON = "3f0c8a51-8c5b-4a86-9c0e-0123456789ab";
const SEARCH = { type: "Data.Query", dataset: "graph.microsoft.com/users" };
const NONE = { title: "None", value: NOTHING };
const GENERAL = { title: "General", value: "19:general@thread.tacv2" };
const STRANGER = "00000000-8c5b-4a86-9c0e-0123456789ab";

describe("a field", () => {
  it("offers some of tens of thousands without looking for long", () => {
    const known = Array.from({ length: 50_000 }, (_, at) => ({ value: `p${at}`, label: `P ${at}` }));
    const field = must(inputOf({ ...base, kind: "people" }, { pickers: { people: known, channels: [] } }));
    const values = (field["choices"] as { value: string }[]).map(({ value }) => value);
    expect(values.slice(0, 3)).toEqual(["p0", "p1", "p2"]);
  });

  it.each<[Field, object]>([
    [
      { ...base, kind: "text", initial: "a", placeholder: "Addresses", multiline: true, maxLength: 9999 },
      { type: "Input.Text", isMultiline: true, maxLength: 3000, value: "a", placeholder: "Addresses" },
    ],
    [
      { ...base, kind: "number", initial: 0, min: 0, max: 500 },
      { type: "Input.Number", value: 0, min: 0, max: 500 },
    ],
    [
      { ...base, kind: "day", initial: "2026-12-01" },
      { type: "Input.Date", value: "2026-12-01", isRequired: true },
    ],
    [
      { ...base, kind: "choice", as: "radio", options: optionsOf(3), initial: "v1" },
      { type: "Input.ChoiceSet", style: "expanded", value: "v1", isRequired: true },
    ],
    [
      { ...base, kind: "choice", as: "menu", options: optionsOf(150) },
      { style: "compact", choices: { length: 100 } },
    ],
    [
      { ...base, kind: "choices", as: "boxes", options: optionsOf(10), initial: ["v2", "v3", "gone"] },
      { style: "expanded", isMultiSelect: true, value: "v2,v3" },
    ],
    [
      { ...base, kind: "choices", as: "menu", options: optionsOf(2) },
      { style: "compact", isMultiSelect: true },
    ],
    [
      { ...base, kind: "person", initial: { teams: PERSON } },
      { value: PERSON, choices: [{ title: "Ana Lima", value: PERSON }], "choices.data": SEARCH },
    ],
    [
      { ...base, kind: "people", initial: [{ teams: STRANGER }, { slack: "U1" }, { teams: "29:1" }] },
      { isMultiSelect: true, value: `${STRANGER},29:1`, choices: [{ value: PERSON }] },
    ],
    [
      { ...base, kind: "channel", optional: true, initial: { teams: "19:gone@thread.tacv2" } },
      { value: "19:gone@thread.tacv2", choices: [NONE, { title: "Chosen before (name unknown)" }, GENERAL] },
    ],
    [
      { ...base, kind: "channel", optional: true },
      { value: NOTHING, choices: [NONE, GENERAL] },
    ],
    [{ ...base, kind: "channel" }, { placeholder: "Choose…" }],
  ])("of kind $kind has its input", (field, expected) => {
    expect(inputOf(field)).toMatchObject({ id: "field", label: "A label", ...expected });
  });

  it("that takes a number may stay empty: with limits Microsoft's renderer would not let it", () => {
    const field = { ...base, kind: "number", optional: true, min: 1, max: 500 } as const;
    for (const limit of ["min", "max", "isRequired"]) expect(inputOf(field)).not.toHaveProperty(limit);
  });

  it("says in words what is missing, and beneath itself what it is for", () => {
    const card = accepted(formOf({ ...base, kind: "text" }));
    expect(inputsOf(card)).toMatchObject([{ isRequired: true, errorMessage: FORMS.words.required }]);
    expect(runsOf(card).at(-1)).toBe("A hint");
    expect(inputOf({ ...base, kind: "text", optional: true })).not.toHaveProperty("isRequired");
  });

  it("for a person offers whom we know where the client cannot search", () => {
    const field: Field = { ...base, kind: "people", initial: [{ teams: STRANGER }] };
    expect(inputOf(field, { dialogs: false })).not.toHaveProperty(["choices.data"]);
    expect(inputOf(field, { dialogs: false })).toMatchObject({
      choices: [{ value: STRANGER }, { title: "Ana Lima" }],
      value: STRANGER,
    });
  });

  it("reads no formatting in the words of a choice", () => {
    const option = { value: "v", label: "[*press*](https://evil.test) _now_ anna_maria_x" };
    expect(inputOf({ ...base, kind: "choice", as: "radio", options: [option] })).toMatchObject({
      choices: [{ title: "(press)(https://evil.test) now anna_maria_x" }],
    });
  });
});

describe("a form", () => {
  it("in a dialog leaves title and closing to the platform, and its buttons are plain submits", () => {
    const card = accepted(formOf({ ...base, kind: "text" }));
    expect(card.actions).toMatchObject([{ type: "Action.Submit", title: "Send" }]);
    expect(JSON.stringify(card.body)).not.toContain("Invite people");
  });

  it("in the chat has a title and a way out", () => {
    const card = accepted(formOf({ ...base, kind: "text" }), { within: "chat" });
    expect(card.body[0]).toMatchObject({ style: "heading", text: "Invite people" });
    expect(titlesOf(card)).toEqual(["Send", "Cancel"]);
    expect(card.actions?.[0]).toMatchObject({ type: "Action.Execute", verb: "submit" });
    expect(card.actions?.[1]).toMatchObject({ type: "Action.Execute", associatedInputs: "none" });
    expect(sentBy(card).map(decodeData)[1]).toEqual({ kind: "back", under: [] });
  });

  it("with buttons of its own lets a client press them while a text is still empty", () => {
    const field: Field = { ...base, kind: "text", initial: "what can be deleted" };
    const button = { label: "Get a template", action: { do: "list-template" } } as const;
    expect(inputOf(field)?.["isRequired"]).toBe(true);
    const card = accepted({ ...formOf(field), intro: [{ kind: "actions", buttons: [button] }] });
    expect(inputsOf(card)[0]?.["isRequired"]).toBeUndefined();
  });
});

describe("a form on another", () => {
  const under: Under[] = [
    { ref: { form: "invite" }, values: { addresses: "ana@acme.test", seats: ["chat"], reason: null } },
  ];

  it.each(["dialog", "chat"] as const)("goes back to it with everything typed there (%s)", (within) => {
    const card = accepted(formOf({ ...base, kind: "text" }), { within, under });
    expect(titlesOf(card)).toEqual(["Send", "Back"]);
    expect(sentBy(card).map(decodeData)).toEqual([
      { kind: "submit", ref: { form: "review", draft: 7 }, under, values: { field: null }, once: "c4rd" },
      { kind: "back", under },
    ]);
  });

  it("is what a button in a form opens: what was typed there travels along", () => {
    const intro = [{ kind: "actions", buttons: [{ label: "SAML", action: { do: "saml" } }] }] as const;
    const card = accepted({ ...formOf({ ...base, kind: "text" }), intro }, { under });
    expect(submitted(card, { field: "typed" })).toEqual({
      kind: "press",
      action: { do: "saml" },
      under: [...under, { ref: { form: "review", draft: 7 }, values: { field: "typed" } }],
    });
  });
});

describe("a form that came back", () => {
  const errors = { field: "Write an address.", gone: "Billing comes first.", "": "Nothing was sent." };

  it("says beneath each field what is wrong with it, and at the top what belongs to none", () => {
    const card = accepted(formOf({ ...base, kind: "text" }), { errors });
    expect(card.body[0]).toMatchObject({ style: "attention", items: [{}, {}] });
    expect(runsOf(card).slice(0, 2)).toEqual(["Billing comes first.", "Nothing was sent."]);
    const at = card.body.findIndex(({ type }) => type === "Input.Text");
    expect(card.body[at + 1]).toMatchObject({
      inlines: [{ text: "Write an address.", color: "attention", weight: "bolder" }],
    });
  });

  it("says at the top that there is something beneath", () => {
    const card = accepted(formOf({ ...base, kind: "text" }), { errors: { field: "Write an address." } });
    expect(runsOf(card)[0]).toBe(FORMS.words.seeFields);
  });
});

describe("any form whatever", () => {
  const typed: fc.Arbitrary<FormValues> = fc.dictionary(
    fc.constantFrom("a", "b"),
    words.map((said) => said.slice(0, 900)),
  );
  const beneath = fc.array(fc.record({ ref: fc.constant({ form: "invite" } as const), values: typed }), {
    maxLength: 2,
  });

  it("is a card that Microsoft's own reader and Teams take, and comes back as it was", () => {
    fc.assert(
      fc.property(anyViewForm, beneath, words, fc.boolean(), (shown, under, error, isDialog) => {
        const errors = error === "" ? {} : { field0: error, "": error };
        const card = renderFormCard(shown, { ...FORMS, under, errors, within: isDialog ? "dialog" : "chat" });
        const problems = problemsOfCard(card).filter((problem) => !problem.startsWith("too large"));
        expect(problems).toEqual([]);
        const initial = JSON.stringify([shown.fields, under]);
        // What was typed is never cut, so only that may make a card large.
        if (Buffer.byteLength(initial) < CARD_BYTES / 8) expect(problemsOfCard(card)).toEqual([]);
        const submit = sentBy(card)
          .map(decodeData)
          .find((pressed) => pressed?.kind === "submit");
        expect(submit).toMatchObject({ ref: shown.ref, under });
      }),
      { numRuns: 40 },
    );
  });
});

describe("data of a button", () => {
  it("are read back by field name, without what belongs to none, and blank as nothing", () => {
    const fields: Field[] = [
      ...["text", "blank", "missing"].map((name) => ({ ...base, name, kind: "text" }) as const),
      { ...base, name: "number", kind: "number" },
      { ...base, name: "menu", kind: "choice", as: "menu", options: optionsOf(2) },
      { ...base, name: "boxes", kind: "choices", as: "boxes", options: optionsOf(2) },
      { ...base, name: "none", kind: "choices", as: "boxes", options: optionsOf(2) },
      { ...base, name: "people", kind: "people" },
      { ...base, name: "channel", kind: "channel", optional: true },
    ];
    const typed = { text: "a, b\nc", blank: "  ", number: 12, menu: "v1", boxes: "v0,v1", none: "" };
    const chosen = {
      people: `${PERSON},29:1`,
      channel: NOTHING,
      foreign: "x",
      msteams: { type: "task/fetch" },
    };
    expect(submitted(accepted(formOf(...fields)), { ...typed, ...chosen })).toMatchObject({
      kind: "submit",
      values: {
        ...{ text: "a, b\nc", blank: null, missing: null, number: "12", menu: "v1" },
        ...{ boxes: ["v0", "v1"], none: [], people: [PERSON, "29:1"], channel: null },
      },
    });
  });

  it.each([
    [null],
    ["text"],
    [{ setup: {} }],
    [{ setup: { action: { do: "explode" } } }],
    [{ setup: { submit: { form: "nowhere" }, under: [], fields: {} } }],
    [{ setup: { back: Array.from({ length: 5 }, () => ({ ref: { form: "invite" }, values: {} })) } }],
  ])("that are not ours are nothing: %j", (data) => {
    expect(decodeData(data)).toBeNull();
  });

  it("are nothing where they hold more than any form takes", () => {
    const reason = { action: { do: "status" }, in: { form: "invite" }, fields: { reason: "text" } };
    const approvers = { ref: { form: "settings" }, values: { approvers: Array(60_000).fill("b") } };
    expect(decodeData({ setup: reason, reason: "\ufdfa".repeat(30_000) })).toBeNull();
    expect(decodeData({ setup: { back: [approvers] } })).toBeNull();
  });

  it("are nothing or ours, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (setup, given) => {
        const { b: _, ...inputs } = given;
        decodeData(setup);
        expect(decodeData({ ...inputs, setup })).toBeNull();
        const fields = { a: "many", b: "one", ["__proto__"]: "text" };
        const sent = { submit: { form: "invite" }, under: [], fields, once: "x" };
        expect(decodeData({ ...inputs, setup: sent })).toMatchObject({ kind: "submit", values: { b: null } });
      }),
    );
  });
});
