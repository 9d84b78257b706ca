import { describe, expect, it } from "vitest";
import { renderForm } from "../../../src/slack/render/forms.ts";
import { renderMessage } from "../../../src/slack/render/render.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { renderFormCard } from "../../../src/teams/cards/forms.ts";
import type { Block, Field } from "../../../src/view/core/view.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { buttonsIn, spansOf } from "../../support/reading/read-view.ts";
import { samples } from "../../support/reading/samples.ts";
import { CARDS, FORMS, partsOf } from "../../support/reading/teams-cards.ts";
import { LANGUAGES } from "../../support/samples/facts.ts";

type Sample = ReturnType<typeof samples>[number];

const isWord = (text: string): boolean => /\p{L}{2}/u.test(text);
/** What only those get who see it. */
const MARK = /\p{Extended_Pictographic}|[▰▱⬜]/gu;

const blocksOf = ({ view, form }: Sample): readonly Block[] => view?.blocks ?? form?.intro ?? [];
const optionsOf = (field: Field) =>
  field.kind === "choice" || field.kind === "choices" ? field.options.map(({ label }) => label) : [];

/** Each text that is read in one go. */
function textsOf(block: Block): string[] {
  const said = (spans: ReturnType<typeof spansOf>) =>
    spans.map((span) => ("text" in span ? span.text : "")).join("");
  if (block.kind === "row") return [block.title, said(block.detail)];
  if (block.kind === "list") return block.items.map(said);
  return block.kind === "heading" || block.kind === "copy" ? [block.text] : [said(spansOf(block))];
}

const CASES = LANGUAGES.flatMap((language) =>
  (["slack", "teams"] as const).map((platform) => ({ platform, language })),
);

describe.each(CASES)(
  "what somebody hears who sees nothing, in $platform in $language",
  ({ platform, language }) => {
    const all = samples(platform, language);

    it("is a name for each button, field and choice", () => {
      for (const sample of all) {
        for (const { label } of buttonsIn(blocksOf(sample))) expect(isWord(label), sample.name).toBe(true);
        for (const field of sample.form?.fields ?? [])
          for (const name of [field.label, ...optionsOf(field)])
            expect(/[\p{L}\d]/u.test(name), `${sample.name}: ${field.name}`).toBe(true);
      }
    });

    it("is never a sign alone: there are words beside it that say the same", () => {
      for (const sample of all)
        for (const text of [sample.view?.summary ?? "", ...blocksOf(sample).flatMap(textsOf)])
          if (MARK.test(text))
            expect(isWord(text.replaceAll(MARK, "")), `${sample.name}: ${text}`).toBe(true);
    });

    it("is told apart where two buttons are called the same", () => {
      for (const sample of all) {
        const names = buttonsIn(blocksOf(sample)).map((button) => [
          ("description" in button ? button.description : undefined) ?? button.label,
          "url" in button ? button.url : JSON.stringify(button.action),
        ]);
        for (const [name, meant] of names)
          for (const [other, does] of names)
            if (other === name) expect(does, `${sample.name}: ${name}`).toBe(meant);
      }
    });

    it("is, before a card is drawn, what it is about", () => {
      for (const { name, view } of all) {
        if (view === undefined || name === "notice") continue;
        expect(view.summary.split(/\s+/).length, `${name}: ${view.summary}`).toBeGreaterThan(2);
        expect(isWord(renderMessage(view).text), name).toBe(true);
        expect(isWord(renderCard(view, CARDS).fallbackText), name).toBe(true);
      }
    });

    it("is, on the wire, a label for each input, and what is wrong where one must be filled in", () => {
      for (const { name, form } of all) {
        if (form === undefined) continue;
        for (const block of renderForm(form).blocks)
          if (block.type === "input" && "label" in block) expect(isWord(block.label.text), name).toBe(true);
        for (const part of partsOf(renderFormCard(form, FORMS))) {
          if (!part.type.startsWith("Input.")) continue;
          expect(isWord(String(part["label"])), `${name}: ${part["id"]}`).toBe(true);
          if (part["isRequired"] === true) expect(isWord(String(part["errorMessage"])), name).toBe(true);
        }
      }
    });
  },
);

/** What nobody finds in Teams. */
const SLACK_ONLY =
  /slack|\/mistral|\/invite|slash command|direct message|app home|chat workspace|home (?:tab|page)|messages? directs?|pages? d’accueil|Direktnachricht|Startseite|mensajes? directos?|espacio de trabajo|página de inicio/i;

const ABOUT_SLACK = /^(?:(?:outage|closed channel).*, slack(?:-socket)?|settings form, none)$/;

const lines = ({ view, form }: Sample): string[] => JSON.stringify(view ?? form).match(/"[^"]*"/g) ?? [];

it.each(LANGUAGES)("nobody who reads in Teams is told what is so in Slack alone, in %s", (language) => {
  const all = samples("teams", language).filter(({ name }) => !ABOUT_SLACK.test(name));
  const told = all.flatMap((sample) =>
    lines(sample)
      .filter((line) => SLACK_ONLY.test(line) && line !== '"slack"')
      .map((line) => `${sample.name}: ${line}`),
  );
  expect(told).toEqual([]);
});

it.each(LANGUAGES)("no sentence that could be said in Teams is, in %s", (language) => {
  const { slack: _, ...said } = stringsFor(language, "teams");
  const sentences = (words: unknown, path: string): string[] => {
    if (typeof words === "string" || typeof words === "function") return [`${path}: ${words}`];
    if (typeof words !== "object" || words === null) return [];
    return Object.entries(words).flatMap(([name, each]) => sentences(each, `${path}.${name}`));
  };
  const told = sentences(said, "strings").filter((line) => SLACK_ONLY.test(line));
  const paths = told.map((line) => line.split(":")[0] ?? "");
  expect(paths).toEqual([
    // These are about Slack.
    "strings.outages.unheard.is",
    "strings.outages.unheard.was",
    "strings.outages.unheard.ask",
    "strings.closed.mend.slack",
    "strings.reach.names.slack",
    "strings.reach.help.slack",
    "strings.groups.none.plan",
    "strings.groups.none.scope",
  ]);
});

it("whoever reads in Slack is told what is so there", () => {
  const help = (platform: "slack" | "teams") =>
    JSON.stringify(samples(platform).find(({ name }) => name === "help")?.view);
  expect(help("slack")).toContain("/mistral-setup invite");
  expect(help("teams")).toContain('"invite"');
  expect(help("teams")).toContain('"setup"');
});

it("the same is there on both, only said differently", () => {
  const shape = (platform: "slack" | "teams") =>
    samples(platform).map((sample) => {
      const fields = sample.form?.fields.map((field) => field.name);
      return [sample.name, blocksOf(sample).map(({ kind }) => kind), fields];
    });
  expect(shape("teams")).toEqual(shape("slack"));
});
