import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { playModel } from "./model-play.ts";

it("the model knows nothing of the code", () => {
  const folder = new URL("./model/", import.meta.url);
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), "utf8");
    const imported = [...text.matchAll(/\bfrom "([^"]*)"/g)].map(([, from]) => from);
    expect(imported.filter((from) => !readdirSync(folder).includes(from?.slice(2) ?? ""))).toEqual([]);
    expect(text).not.toMatch(/\bimport\(|\brequire\b|src\//);
  }
});

it.each(["guided", "automatic"] as const)(
  "whatever people do, the bot (%s) is where the model says, also after crashes and replays",
  { timeout: 120_000 },
  async (mode) => {
    const { deeds = 0 } = await playModel(mode, { numRuns: 15 });
    expect(deeds).toBeGreaterThan(100);
  },
);
