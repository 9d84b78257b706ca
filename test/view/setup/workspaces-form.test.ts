import { describe, expect, it } from "vitest";
import type { Workspace } from "../../../src/domain/setup/workspace.ts";
import { workspacesForm, workspacesSchema } from "../../../src/view/setup/workspaces-form.ts";
import * as sample from "../../support/samples/facts.ts";

const ana = sample.readerOf("p_ana");

describe("the workspaces form", () => {
  const schema = workspacesSchema(ana);

  it("says that one is enough only until there are others", () => {
    const intro = (workspaces: readonly Workspace[]) =>
      JSON.stringify(workspacesForm(ana, { workspaces, mode: "automatic", owner: "p_ana" }).intro);
    expect(intro([sample.workspace({ state: "failed", trouble: "not_possible" })])).toContain(
      "One is enough",
    );
    expect(intro([sample.workspace({ state: "created" })])).not.toContain("One is enough");
  });

  it("takes one name per line, and counts its characters as Mistral does", () => {
    const names = ["Engineering", "🧪".repeat(255)];
    expect(schema.parse({ names: ` ${names.join(" \r\n\n")}\n` }).names).toEqual(names);
  });

  it.each([
    ["none", " \n"],
    ["a name twice, whatever its case", "Engineering\n engineering"],
    ["a name of more than 255 characters", `x${"🧪".repeat(255)}`],
    ["more than 20", Array.from({ length: 21 }, (_, n) => `W${n}`).join("\n")],
  ])("refuses %s", (_what, names) => {
    expect(schema.safeParse({ names }).success).toBe(false);
  });
});
