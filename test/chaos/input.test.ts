import { expect, it } from "vitest";
import { taken } from "./fuzz/rig.ts";
import { FUZZING } from "./fuzz/scenarios.ts";
import { REPLAYS } from "./replays.ts";
import { SECRETS } from "./secrets.ts";
import { holdInShort } from "./short.ts";

holdInShort([...FUZZING, ...REPLAYS, ...SECRETS]);

it("the scan takes a message in Teams for Markdown unless it says that it is plain", () => {
  const text = "[zq](https://zq.example)";
  const found = (more: object) => taken({ type: "message", text, ...more }, "teams");
  expect([{}, { textFormat: "markdown" }, { textFormat: "xml" }].flatMap(found)).toEqual([text, text, text]);
  expect(found({ textFormat: "plain" })).toEqual([]);
  expect(found({ textFormat: "plain", attachments: [{ type: "TextBlock", text }] })).toEqual([text]);
});
