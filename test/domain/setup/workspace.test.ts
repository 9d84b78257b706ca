import { expect, it } from "vitest";
import { isSameName, splitIcon, typedName } from "../../../src/domain/setup/workspace.ts";

it.each([
  ["🧪 Engineering", "🧪", "Engineering"],
  ["🇫🇷 Paris", "🇫🇷", "Paris"],
  [":flag-fr: Paris", "🇫🇷", "Paris"],
  [":fr:Paris", "🇫🇷", "Paris"],
  ["👍🏽Lab", "👍🏽", "Lab"],
  ["⚙️ Ops", "⚙️", "Ops"],
  ["  Engineering  ", null, "Engineering"],
  ["🧪", null, "🧪"],
  ["2 Lab", null, "2 Lab"],
  ["® Lab", null, "® Lab"],
  ["É Lab", null, "É Lab"],
  ["Lab 🧪", null, "Lab 🧪"],
])("the Workspace typed as %s has the icon %s and the name %s", (line, icon, name) => {
  expect(splitIcon(line)).toEqual({ name, icon });
  expect(splitIcon(typedName({ name, icon }))).toEqual({ name, icon });
});

it.each(["👩‍💻 Engineering", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Edinburgh", ":test_tube: Lab"])(
  "%s has an icon that does not fit",
  (line) => {
    expect(splitIcon(line)).toBeNull();
  },
);

it("names are the same whatever their case and the space around them", () => {
  expect(isSameName(" Lab", "LAB ")).toBe(true);
  expect(isSameName("Lab", "Lab 2")).toBe(false);
});
