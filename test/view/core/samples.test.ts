import { describe, expect, it } from "vitest";
import { formRef, userAction } from "../../../src/domain/action.ts";
import { wordsOf } from "../../../src/view/core/spans.ts";
import type { Block, Field } from "../../../src/view/core/view.ts";
import { actionsIn, buttonsIn, read, readForm, spansOf, wordsIn } from "../../support/reading/read-view.ts";
import { samples } from "../../support/reading/samples.ts";
import { HOSTILE, LANGUAGES, withoutTyped } from "../../support/samples/facts.ts";

type Sample = ReturnType<typeof samples>[number];

const blocksOf = ({ view, form }: Sample): readonly Block[] => view?.blocks ?? form?.intro ?? [];
const worded = ({ view, form }: Sample): string =>
  view !== undefined ? read(view) : form !== undefined ? readForm(form) : "";

/** Cards and forms that people see where approvals have rules, groups or approvers who are away. */
const APPROVALS =
  /^(?:member-review|rule|away|stand-in card|back card|group that|decision that|request card, (?:open, an approver away|open, for Workspaces|open, approved in part|open, to extend|approved by a)|workspace-approvers|extend|access end|approver card, of a Workspace)/;

/** More is needed for a new kind of card alone. */
const MOST_WORDS: Readonly<Record<string, { readonly approvals: number; readonly others: number }>> = {
  en: { approvals: 1_165, others: 33_545 },
  fr: { approvals: 1_230, others: 36_560 },
  de: { approvals: 1_135, others: 35_100 },
  es: { approvals: 1_210, others: 36_600 },
};

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

  it("keeps what people read of buttons, dialogs, fields and questions within Slack's limits", () => {
    const typed = ["workspaces", "keep", "admin"];
    const optionsOf = (field: Field) =>
      (field.kind === "choice" || field.kind === "choices") && !typed.includes(field.name)
        ? field.options.flatMap(({ label, description = "" }) => [label, description])
        : [];
    const limits: (readonly [number, (sample: Sample) => readonly (string | null | undefined)[]])[] = [
      [30, (sample) => buttonsIn(blocksOf(sample)).map(({ label }) => label)],
      [24, ({ form }) => [form?.title, form?.submit, form?.close]],
      [48, ({ form }) => form?.fields.map(({ label }) => label) ?? []],
      [150, ({ form }) => form?.fields.map(({ hint }) => hint) ?? []],
      [75, ({ form }) => form?.fields.flatMap(optionsOf) ?? []],
      [100, (sample) => actionsIn(blocksOf(sample)).map(({ confirm }) => confirm?.title)],
      [300, (sample) => actionsIn(blocksOf(sample)).map(({ confirm }) => confirm?.text)],
      [30, (sample) => actionsIn(blocksOf(sample)).flatMap(({ confirm }) => [confirm?.yes, confirm?.no])],
    ];
    const long = limits.flatMap(([most, read]) =>
      all.flatMap((sample) => read(sample).filter((words) => (words?.length ?? 0) > most)),
    );
    expect(long).toEqual([]);
  });

  it("together take no more words than before", () => {
    const words = (of: (sample: Sample) => boolean) =>
      all.filter(of).flatMap((sample) => worded(sample).split(/\s+/)).length;
    const most = MOST_WORDS[language];
    expect(words(({ name }) => APPROVALS.test(name))).toBeLessThanOrEqual(most?.approvals ?? 0);
    expect(words(({ name }) => !APPROVALS.test(name))).toBeLessThanOrEqual(most?.others ?? 0);
  });

  it("shows at most three controls on a card, apart from lists with buttons in their rows", () => {
    const LISTS = /^(?:home|status|checklist|check|members|ran-out|task card, done|open Requests|waiting)/;
    const cards = all.filter(({ view, name }) => view !== undefined && !LISTS.test(name));
    const many = cards.filter((sample) => buttonsIn(blocksOf(sample)).length > 3);
    expect(many.map(({ name }) => name)).toEqual([]);
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

  it("says something in every block, has no empty line, and ends its summary as a sentence", () => {
    for (const sample of all) {
      for (const block of blocksOf(sample)) {
        if (block.kind !== "actions" && block.kind !== "divider") {
          expect(wordsIn(block).trim(), sample.name).not.toBe("");
        }
        if (block.kind === "row") expect(wordsOf(block.detail), sample.name).not.toMatch(/^\n|\n\s*\n|\n$/);
        if (block.kind === "actions") expect(block.buttons.length, sample.name).toBeGreaterThan(0);
      }
      if (sample.view !== undefined && sample.name !== "notice") {
        expect(sample.view.summary, sample.name).toMatch(/[.?]$/);
      }
    }
  });

  it("uses no exclamation marks and promises nothing early", () => {
    for (const sample of all) {
      const ours = withoutTyped(worded(sample));
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
