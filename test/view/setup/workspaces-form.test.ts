import { describe, expect, it } from "vitest";
import type { Workspace } from "../../../src/domain/setup/workspace.ts";
import { workspacesForm, workspacesSchema } from "../../../src/view/setup/workspaces-form.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import * as sample from "../../support/samples/facts.ts";

const ana = sample.readerOf("p_ana");

describe("the workspaces form", () => {
  const schema = workspacesSchema(ana);

  it("says that one is enough only until there are others", () => {
    const intro = (workspaces: readonly Workspace[]) =>
      JSON.stringify(workspacesForm(ana, { workspaces, mode: "automatic", owner: "p_ana" }).intro);
    expect(intro([])).toContain("One is enough");
    expect(intro([sample.workspace({ state: "failed", trouble: "name_taken" })])).toContain("One is enough");
    expect(intro([sample.workspace({ state: "created" })])).not.toContain("One is enough");
  });

  it.each(["en", "fr"])("does not ask to open what is open, in %s", (language) => {
    const failed = sample.workspace({ state: "failed", trouble: "not_possible" });
    const reader = { ...ana, strings: stringsFor(language, "slack") };
    const { intro } = workspacesForm(reader, { workspaces: [failed], mode: "guided", owner: "p_ana" });
    expect(JSON.stringify(intro)).toMatch(/not possible at|pas possible chez/);
    expect(JSON.stringify(intro)).not.toMatch(/Open Add|Ouvrez «/);
  });

  it("takes one name per line", () => {
    expect(schema.parse({ names: " Engineering \r\n\nProduction\n" }).names).toEqual([
      { name: "Engineering", icon: null },
      { name: "Production", icon: null },
    ]);
  });

  it("counts the characters of a name as Mistral does", () => {
    expect(schema.parse({ names: "🧪".repeat(255) }).names).toHaveLength(1);
    expect(schema.safeParse({ names: `x${"🧪".repeat(255)}` }).success).toBe(false);
  });

  it.each([
    ["a name twice, whatever its case and icon", "Engineering\n🧪 engineering"],
    ["an icon that does not fit", "👩‍💻 Engineering"],
    ["an emoji that arrives as a word", ":test_tube: Engineering"],
    ["a name of more than 255 characters", "x".repeat(256)],
    ["more than 20", Array.from({ length: 21 }, (_, n) => `W${n}`).join("\n")],
  ])("refuses %s", (_what, names) => {
    expect(schema.safeParse({ names }).success).toBe(false);
  });
});
