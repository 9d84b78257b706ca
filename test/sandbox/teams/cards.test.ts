import { describe, expect, test } from "vitest";
import { problemsInCard } from "../../../src/sandbox/teams/card-check.ts";
import { inputsOf, problemsIn, valuesOf, withDirectory } from "../../../src/sandbox/teams/card-parts.ts";
import { initialTeamsState } from "../../../src/sandbox/teams/company.ts";

const card = (body: unknown[], actions: unknown[] = []) => ({
  ...{ type: "AdaptiveCard", version: "1.5", body, actions },
});
const text = (id: string) => ({ type: "Input.Text", id, label: id });
const many = (value: string) => {
  const choices = [{ title: "A", value }];
  return { type: "Input.ChoiceSet", id: "who", isMultiSelect: true, choices };
};
const shows = (id: string) => ({ type: "Action.ToggleVisibility", title: "More", targetElements: [id] });
const seats = { type: "Input.Number", id: "seats", min: 1, max: 5, errorMessage: "1 to 5" };
const columns = [{ type: "Column", width: "stretch", items: [text("in-column")] }];
const more = { type: "Container", id: "more", isVisible: false, items: [{ type: "TextBlock", text: "a" }] };
const FULL = card([{ type: "ColumnSet", columns }, more, many("a"), seats], [shows("more")]);

describe("a card in the embedded Teams", () => {
  test.each<[string, unknown, RegExp]>([
    ["without a version", { ...FULL, version: undefined }, /version/],
    ["of a version that Teams does not draw", { ...FULL, version: "1.6" }, /version/],
    ["with an unknown element", card([{ type: "Carousel" }]), /body\/0\/type/],
    ["with an unknown action", card([], [{ type: "Action.Http" }]), /actions\/0\/type/],
    ["with an unknown property", card([{ ...text("a"), colour: "red" }]), /colour/],
    ["with an input that has no id", card([{ type: "Input.Text" }]), /id/],
    ["with one id twice", card([text("a"), text("a")]), /collision on id a/],
    ["that shows what is not there", card([], [shows("nothing")]), /no element has the id nothing/],
    ["with a choice that has a comma among many", card([many("a,b")]), /comma/],
    ["that is nothing", null, /object/],
    ["that is a list", [], /object/],
    ["without a list as its body", card("a" as never), /body/],
  ])("%s is refused", (_, given, problem) => {
    expect(problemsInCard(given).join()).toMatch(problem);
  });

  test("with a people picker offers everybody in the directory, each once", () => {
    const { people } = initialTeamsState();
    const picker = {
      ...{ type: "Input.ChoiceSet", id: "who", choices: [{ title: "Ana", value: people[0]?.aadObjectId }] },
      "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
    };
    const drawn = withDirectory(card([picker]) as never, people);
    const choices = inputsOf(drawn)[0]?.["choices"] as { title: string }[];
    const names = ["Ana", "Ben Okafor", "Chloé Martin", "Kenji Sato", "Greta Lind"];
    expect(choices.map(({ title }) => title)).toEqual(names);
    expect([picker.choices.length, problemsInCard(drawn)]).toEqual([1, []]);
  });

  test("sends every input, entered or not, and lets nothing wrong through", () => {
    const values = valuesOf(FULL as never, { seats: "9" });
    expect(values).toEqual({ "in-column": "", who: "", seats: "9" });
    expect(problemsIn(FULL as never, values)).toEqual({ seats: "1 to 5" });
  });
});
