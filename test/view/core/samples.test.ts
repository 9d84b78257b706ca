import { describe, expect, it } from "vitest";
import { formRef, userAction } from "../../../src/domain/action.ts";
import type { Block, Field } from "../../../src/view/core/view.ts";
import { actionsIn, buttonsIn, read, readForm, spansOf, wordsIn } from "../../support/reading/read-view.ts";
import { samples } from "../../support/reading/samples.ts";
import { HOSTILE, LANGUAGES } from "../../support/samples/facts.ts";

type Sample = ReturnType<typeof samples>[number];

const blocksOf = ({ view, form }: Sample): readonly Block[] => view?.blocks ?? form?.intro ?? [];
const worded = ({ view, form }: Sample): string =>
  view !== undefined ? read(view) : form !== undefined ? readForm(form) : "";

/** Blocks as Slack counts them at most: a row may take three. */
const weight = (block: Block): number => (block.kind === "row" ? 3 : 1);

describe.each(LANGUAGES)("every view and form in %s", (language) => {
  const all = samples("slack", language);

  it("has a name of its own and exactly one of view and form", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, view, form } of all) expect([view, form].filter(Boolean), name).toHaveLength(1);
  });

  it("asks in red before something ends, and before nothing else", () => {
    const asked = all.flatMap((sample) => actionsIn(blocksOf(sample))).filter(({ confirm }) => confirm);
    const red = asked.filter(({ confirm, style }) => confirm?.danger === true || style === "danger");
    const kinds = (buttons: typeof asked) => [...new Set(buttons.map(({ action }) => action.do))].sort();
    expect(kinds(red)).toEqual([
      ...["account", "drop-job", "remove", "revoke", "unwatch-domain", "withdraw"],
    ]);
    expect(kinds(asked).filter((kind) => !kinds(red).includes(kind))).toEqual([
      ...["confirm-measure", "confirm-organization", "task-done", "unmark"],
    ]);
  });

  it("keeps the labels of buttons within 30 characters", () => {
    for (const sample of all) {
      for (const { label } of buttonsIn(blocksOf(sample)))
        expect(label.length, label).toBeLessThanOrEqual(30);
    }
  });

  it("keeps titles and buttons of dialogs within 24 characters", () => {
    for (const { form, name } of all) {
      for (const words of form === undefined ? [] : [form.title, form.submit ?? "", form.close]) {
        expect(words.length, `${name}: ${words}`).toBeLessThanOrEqual(24);
      }
    }
  });

  it("keeps hints within 150 characters and labels within 48", () => {
    for (const { form, name } of all) {
      for (const { label, hint } of form?.fields ?? []) {
        expect(label.length, `${name}: ${label}`).toBeLessThanOrEqual(48);
        expect((hint ?? "").length, `${name}: ${hint}`).toBeLessThanOrEqual(150);
      }
    }
  });

  it("keeps our own options within 75 characters", () => {
    const ours = (field: Field) =>
      (field.kind === "choice" || field.kind === "choices") &&
      !["workspaces", "keep", "admin"].includes(field.name)
        ? field.options
        : [];
    for (const { form } of all) {
      for (const option of form?.fields.flatMap(ours) ?? []) {
        expect(option.label.length, option.label).toBeLessThanOrEqual(75);
        expect((option.description ?? "").length, option.description).toBeLessThanOrEqual(75);
      }
    }
  });

  it("keeps confirmations within Slack's limits", () => {
    for (const sample of all) {
      for (const { confirm } of actionsIn(blocksOf(sample))) {
        if (confirm === undefined) continue;
        expect(confirm.title.length).toBeLessThanOrEqual(100);
        expect(confirm.text.length).toBeLessThanOrEqual(300);
        expect(confirm.yes.length).toBeLessThanOrEqual(30);
        expect(confirm.no.length).toBeLessThanOrEqual(30);
      }
    }
  });

  it("fits into a message, or for a person's own page into that", () => {
    for (const sample of all) {
      const total = blocksOf(sample).reduce((sum, block) => sum + weight(block), 0);
      expect(total, sample.name).toBeLessThanOrEqual(sample.name.startsWith("home") ? 100 : 50);
    }
  });

  it("holds only actions and forms that can be read back", () => {
    for (const sample of all) {
      for (const { action } of actionsIn(blocksOf(sample))) {
        expect(userAction.parse(structuredClone(action)), sample.name).toEqual(action);
      }
      const ref = sample.form?.ref;
      if (ref) expect(formRef.parse(structuredClone(ref))).toEqual(ref);
    }
  });

  it("says something in every block and ends its summary as a sentence", () => {
    for (const sample of all) {
      for (const block of blocksOf(sample)) {
        if (block.kind !== "actions" && block.kind !== "divider") {
          expect(wordsIn(block).trim(), sample.name).not.toBe("");
        }
        if (block.kind === "actions") expect(block.buttons.length, sample.name).toBeGreaterThan(0);
      }
      if (sample.view !== undefined && sample.name !== "notice") {
        expect(sample.view.summary, sample.name).toMatch(/[.?]$/);
      }
    }
  });

  it("uses no exclamation marks and promises nothing early", () => {
    for (const sample of all) {
      const cuts = [HOSTILE, HOSTILE.slice(0, 80), HOSTILE.slice(0, 40)];
      const ours = cuts.reduce((words, name) => words.replaceAll(name, ""), worded(sample));
      expect(ours, sample.name).not.toMatch(/!|granted|wrong key|your key is wrong|congratulations/i);
    }
  });

  it("shows no undefined, no NaN and no empty brackets", () => {
    for (const sample of all)
      expect(worded(sample), sample.name).not.toMatch(/undefined|NaN|null|\(\)|, ,|: :/);
  });
});

describe.each(LANGUAGES)("what people typed, among words in %s,", (language) => {
  const all = samples("slack", language);

  it("stands only in spans, quotes and copies, never in headings, titles or labels", () => {
    for (const sample of all) {
      for (const block of blocksOf(sample)) {
        if (block.kind === "heading") expect(block.text, sample.name).not.toContain("evil.example");
        if (block.kind === "row") expect(block.title, sample.name).not.toContain("evil.example");
      }
      for (const { label } of buttonsIn(blocksOf(sample))) expect(label).not.toContain("evil.example");
    }
  });

  it("survives as it was typed", () => {
    const shown = all.filter((sample) => blocksOf(sample).some((block) => wordsIn(block).includes(HOSTILE)));
    expect(shown.length).toBeGreaterThan(5);
  });

  // Mistral's pages, and where the platform says that a file was put.
  const OURS = /^https:\/\/((console|admin)\.mistral\.ai|lumen-my\.sharepoint\.com)/;

  it("becomes no link", () => {
    for (const sample of all) {
      const links = blocksOf(sample)
        .flatMap(spansOf)
        .filter((span) => span.kind === "link");
      for (const { url } of links) expect(url).toMatch(OURS);
    }
  });
});
