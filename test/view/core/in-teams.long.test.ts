import { expect, it } from "vitest";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { samples } from "../../support/reading/samples.ts";
import { LANGUAGES } from "../../support/samples/facts.ts";

/** What nobody finds in Teams. */
const SLACK_ONLY =
  /slack|\/mistral|\/invite|slash command|direct message|app home|chat workspace|home (?:tab|page)|messages? directs?|pages? d’accueil/i;

const ABOUT_SLACK = /^(?:outage|closed channel).*, slack(?:-socket)?$/;

const lines = ({ view, form }: ReturnType<typeof samples>[number]): string[] =>
  JSON.stringify(view ?? form).match(/"[^"]*"/g) ?? [];

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
    "strings.closed.mend.slack",
    "strings.reach.names.slack",
    "strings.reach.help.slack",
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
    samples(platform).map(({ name, view, form }) => [
      name,
      (view?.blocks ?? form?.intro ?? []).map(({ kind }) => kind),
      form?.fields.map((field) => field.name),
    ]);
  expect(shape("teams")).toEqual(shape("slack"));
});
