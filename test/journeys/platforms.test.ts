import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Button, OtherButton, View } from "../../src/view/core/view.ts";
import { anyBlock, anyViewForm, words } from "../support/any/any-view.ts";
import { formOf } from "../support/reading/form-of.ts";
import { slack, teams } from "../support/reading/platforms.ts";

const view = (...blocks: Block[]): View => ({ summary: "A summary", blocks });
const text = (said: string): Block => ({ kind: "text", spans: [{ kind: "text", text: said }] });
const button = (n: number): OtherButton => {
  return { label: `Entry ${n}`, action: { do: "withdraw", request: n + 1 } };
};
const buttons = (count: number) => Array.from({ length: count }, (_, n) => button(n));
const actions = (...shown: Button[]): Block => ({ kind: "actions", buttons: shown });
const many = (count: number, block: Block): Block[] => Array.from({ length: count }, () => block);

describe.each([slack, teams])("in $name", ({ message, problemsOfView, problemsOfForm, ...platform }) => {
  const said = (...blocks: Block[]) => {
    expect(problemsOfView(view(...blocks))).toEqual([]);
    return JSON.stringify(message(view(...blocks)));
  };
  const pressed = (...blocks: Block[]) => platform.pressedInMessage(view(...blocks));

  it("what hides or reorders text is left out, and joined emoji stay", () => {
    expect(said(text("a\u202Eb\u200B\u0007c 👩‍👧"))).toContain('"abc 👩‍👧"');
  });

  it("what no chat should open is no link and no button", () => {
    const bad = { label: "Bad", url: "javascript:alert(1)" };
    const link: Block = { kind: "text", spans: [{ kind: "link", text: "x", url: bad.url }] };
    expect(said(link, actions(bad, button(1)))).not.toMatch(/javascript|Bad/);
  });

  it("a row loses no entry of a long menu", () => {
    const row: Block = { kind: "row", title: "Paul", detail: [], menu: buttons(9) };
    expect(pressed(row).map((action) => action?.do)).toEqual(Array(9).fill("withdraw"));
    for (const { label } of buttons(9)) expect(said(row)).toContain(`"${label}"`);
  });

  it("text to copy is split at line ends rather than cut", () => {
    const lines = Array.from({ length: 200 }, (_, n) => `person.number${n}@example-company.com`);
    const shown = said({ kind: "copy", text: lines.join("\n") });
    for (const line of lines) expect(shown).toContain(line);
  });

  it("what is too long is cut at a block and keeps the buttons at its end", () => {
    const row: Block = { kind: "row", title: "1", detail: [{ kind: "text", text: "2" }], button: button(7) };
    const blocks = [...many(400, row), actions(...buttons(2))];
    expect(said(...blocks)).toContain("…");
    expect(pressed(...blocks).slice(-2)).toEqual(buttons(2).map(({ action }) => action));
  });

  it("an empty view still says its summary", () => {
    expect(said()).toContain("A summary");
    expect(JSON.stringify(message({ summary: "\u200b", blocks: [] }))).toContain("…");
  });

  it("a form without a submit button only shows", () => {
    const channel = { name: "channel", label: "Where", kind: "channel" } as const;
    expect(platform.fields({ ...formOf(channel), submit: null })).toEqual([]);
  });

  it("any view whatever is taken", () => {
    const property = fc.property(words, fc.array(anyBlock, { maxLength: 60 }), (summary, blocks) => {
      expect(problemsOfView({ summary, blocks })).toEqual([]);
      expect(platform.pressed({ summary, blocks })).not.toContain(null);
    });
    fc.assert(property, { numRuns: 60 });
  });

  it("any form whatever is taken, and known again when it is submitted", () => {
    const property = fc.property(anyViewForm, (form) => {
      expect(problemsOfForm(form).filter((problem) => !problem.startsWith("too large"))).toEqual([]);
      expect(platform.submitted(form)).toEqual(form.ref);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
