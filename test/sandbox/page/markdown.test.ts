import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownHtml } from "../../../src/sandbox/page/text/markdown.ts";

test("bold, italics, code, links and lists are drawn, and nothing else", () => {
  expect(markdownHtml("**Done** by _Ana_, see [Mistral](https://mistral.ai/a_b_c) or `key`")).toBe(
    '<p><strong>Done</strong> by <em>Ana</em>, see <a href="https://mistral.ai/a_b_c">Mistral</a> or <code>key</code></p>',
  );
  expect(markdownHtml("One:\n- a\n- b\n\n# c")).toBe("<p>One:</p><ul><li>a</li><li>b</li></ul><p># c</p>");
});

test("a link leads nowhere but to the web", () => {
  expect(markdownHtml("[x](javascript:alert(1))")).not.toContain("<a");
});

test("no text brings a tag or an attribute of its own", () => {
  const hostile = fc.stringMatching(/^[<>"'&*_`[\]() \nabc/:=h-]*$/);
  const tags = /<\/?(?:p|ul|li|strong|em|code|span|a)>|<a href="https?:\/\/[^"<>\s]*">/g;
  fc.assert(
    fc.property(
      fc.oneof(
        hostile,
        fc.string(),
        hostile.map((text) => `[${text}](https://a.b/${text})`),
      ),
      (text) => {
        expect(markdownHtml(text).replace(tags, "")).not.toMatch(/[<>"']/);
      },
    ),
    { numRuns: 2000 },
  );
});
