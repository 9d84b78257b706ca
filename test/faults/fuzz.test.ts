import { expect, it } from "vitest";
import { fuzzFiles } from "./fuzz/files.ts";
import { FILES, fuzz, SENT } from "./fuzz/fuzzed.ts";
import { fuzzSandbox } from "./fuzz/sandboxed.ts";
import { taken } from "./fuzz/scan.ts";

it("whatever is sent to an entry is answered, and nothing that a person typed is more than words", async () => {
  const { figures, violations } = await fuzz(20_261_126, 60);
  expect(violations).toEqual([]);
  expect(figures[SENT]).toBeGreaterThan(100);
  expect(figures[FILES]).toBeGreaterThan(30);
});

it("a message in Teams is taken for Markdown unless it says that it is plain", () => {
  const text = "[zq](https://zq.example)";
  const found = (more: object) => taken({ type: "message", text, ...more }, "teams");
  expect([{}, { textFormat: "markdown" }, { textFormat: "xml" }].flatMap(found)).toEqual([text, text, text]);
  expect(found({ textFormat: "plain" })).toEqual([]);
  expect(found({ textFormat: "plain", attachments: [{ type: "TextBlock", text }] })).toEqual([text]);
});

it("whatever is sent to the sandbox is answered by it, and it goes on", async () => {
  expect((await fuzzSandbox(20_261_126, 15)).violations).toEqual([]);
});

it("whatever a platform says of a file, and whatever is in it, is read or refused as an error that the bot knows", async () => {
  const { figures, violations } = await fuzzFiles(20_261_126, 100);
  expect(violations).toEqual([]);
  expect(figures["files with addresses"]).toBeGreaterThan(15);
});
