import { describe, expect, test } from "vitest";
import { problemsInCard } from "../../../src/sandbox/teams/card-check.ts";
import {
  actionsOf,
  inputsOf,
  problemsIn,
  valuesOf,
  withDirectory,
} from "../../../src/sandbox/teams/card-parts.ts";
import { initialTeamsState } from "../../../src/sandbox/teams/company.ts";

const card = (body: unknown[], actions: unknown[] = []) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body,
  actions,
});
const text = (id: string) => ({ type: "Input.Text", id, label: id });
const execute = { type: "Action.Execute", title: "Do", verb: "do", data: { any: ["thing"] } };

const FULL = card(
  [
    { type: "TextBlock", text: "Title", style: "heading", wrap: true },
    { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "plain", weight: "bolder" }] },
    {
      type: "ColumnSet",
      columns: [{ type: "Column", width: "stretch", items: [text("in-column")] }],
    },
    { type: "Container", id: "more", isVisible: false, items: [{ type: "ActionSet", actions: [execute] }] },
    {
      type: "Input.ChoiceSet",
      id: "who",
      isMultiSelect: true,
      choices: [{ title: "A", value: "a" }],
    },
    { type: "Input.Number", id: "seats", min: 1, max: 5, errorMessage: "1 to 5" },
  ],
  [
    { ...execute, fallback: { type: "Action.Submit", title: "Do", data: {} } },
    { type: "Action.ToggleVisibility", title: "More", targetElements: ["more"] },
    { type: "Action.OpenUrl", title: "Open", url: "https://example.com" },
  ],
);

describe("a card", () => {
  test("with all that the bot's renderer makes is in order", () => {
    expect(problemsInCard(FULL)).toEqual([]);
  });

  test.each([
    ["without a version", { ...FULL, version: undefined }, /version/],
    ["of a version that Teams does not draw", { ...FULL, version: "1.6" }, /version/],
    ["with an unknown element", card([{ type: "Carousel" }]), /unsupported type: Carousel/],
    ["with an unknown action", card([], [{ type: "Action.Http" }]), /unsupported type: Action.Http/],
    ["with an unknown property", card([{ ...text("a"), colour: "red" }]), /colour/],
    ["with an input that has no id", card([{ type: "Input.Text" }]), /id/],
    ["with one id twice", card([text("a"), text("a")]), /collision on id a/],
    [
      "that shows what is not there",
      card([], [{ type: "Action.ToggleVisibility", targetElements: ["nothing"] }]),
      /no element has the id nothing/,
    ],
    [
      "with a choice that has a comma among many",
      card([
        { type: "Input.ChoiceSet", id: "a", isMultiSelect: true, choices: [{ title: "A", value: "a,b" }] },
      ]),
      /comma/,
    ],
  ])("%s is refused", (_, given, problem) => {
    expect(problemsInCard(given).join()).toMatch(problem);
  });

  test.each([[null], [[]], ["card"], [{ type: "AdaptiveCard", version: "1.5", body: "a" }]])(
    "%j is none",
    (given) => {
      expect(problemsInCard(given)).not.toEqual([]);
    },
  );

  test("has its inputs and actions found wherever they are", () => {
    expect(inputsOf(FULL as never).map(({ id }) => id)).toEqual(["in-column", "who", "seats"]);
    expect(actionsOf(FULL as never).map(({ title }) => title)).toEqual(["Do", "Do", "More", "Open"]);
  });

  test("with a people picker offers everybody in the directory, each once", () => {
    const { people } = initialTeamsState();
    const [ana] = people;
    const picker = {
      ...{ type: "Input.ChoiceSet", id: "who", choices: [{ title: "Ana", value: ana?.aadObjectId }] },
      "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
    };
    const drawn = withDirectory(card([picker]) as never, people);
    const choices = inputsOf(drawn)[0]?.["choices"] as { title: string }[];
    expect(choices.map(({ title }) => title)).toEqual([
      ...["Ana", "Ben Okafor", "Chloé Martin", "Kenji Sato", "Greta Lind"],
    ]);
    expect(picker.choices).toHaveLength(1);
    expect(problemsInCard(drawn)).toEqual([]);
  });

  test("sends every input, entered or not, and lets nothing wrong through", () => {
    const values = valuesOf(FULL as never, { seats: "9" });
    expect(values).toEqual({ "in-column": "", who: "", seats: "9" });
    expect(problemsIn(FULL as never, values)).toEqual({ seats: "1 to 5" });
  });
});
