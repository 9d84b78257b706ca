import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { noBrowser } from "./newcomer.ts";

describe.skipIf(noBrowser)("npm run pictures", () => {
  it("draws the chosen samples on a sheet of cards and one of forms for each platform", () => {
    const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const chosen = ["--language", "de", "--theme", "dark", "--name", "billing"];
    const said = execFileSync("npx", ["tsx", "test/browser/pictures.ts", folder, ...chosen]);
    expect(`${said}`.trim()).toBe(folder);
    const sheets = ["slack", "teams"].flatMap((platform) =>
      ["cards", "forms"].map((what) => `${platform}-de-dark-${what}-01.png`),
    );
    expect(readdirSync(folder)).toEqual(sheets);
  });
});
