import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CRASHES } from "./crash/scenarios.ts";
import { LIVES } from "./lives/scenarios.ts";
import { OUTAGES } from "./outages.ts";
import { RACES } from "./races.ts";
import { holdInShort } from "./short.ts";

holdInShort([...CRASHES, ...RACES, ...LIVES, ...OUTAGES]);

it("the model knows nothing of the code", () => {
  const folder = new URL("./model/", import.meta.url);
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), "utf8");
    const imported = [...text.matchAll(/\bfrom "([^"]*)"/g)].map(([, from]) => from);
    expect(imported.filter((from) => !readdirSync(folder).includes(from?.slice(2) ?? ""))).toEqual([]);
    expect(text).not.toMatch(/\bimport\(|\brequire\b|src\//);
  }
});
