import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const project = resolve(import.meta.dirname, "../..");

/** What a person reads is written after one of these names, or handed to one of these functions. */
const SHOWN =
  /\b(?:(?:text|label|title|summary|hint|placeholder|description|fallback|yes|no|sentence)\s*:|(?:plain|bold|text|heading|note|cleanLine)\()\s*(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;

/** A capitalised word, or two words in a row. Wire names such as "plain_text" are neither. */
const WORDS = /^[A-Z][a-z]+(?:$|[^\w/])|[A-Za-z]{2,},? [A-Za-z]{2,}/;

function wordsSaidIn(source: string): string[] {
  const literals = [...source.matchAll(SHOWN)].map(([, , literal = ""]) =>
    literal.replaceAll(/\$\{[^}]*\}/g, "0"),
  );
  return literals.filter((literal) => WORDS.test(literal));
}

const sources = ["app", "slack", "teams"].flatMap((layer) =>
  readdirSync(join(project, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.startsWith(layer) && file.endsWith(".ts"),
  ),
);

test.each(sources)("%s leaves the words that people read to src/view", (file) => {
  expect(wordsSaidIn(readFileSync(join(project, "src", file), "utf8"))).toEqual([]);
});

test("the check finds words in every shape in which they would be written", () => {
  const bad = [
    '{ label: "Approve", action }',
    "{ kind: 'text', text: 'you may not do that' }",
    "summary: `joined by the team`",
    'blocks: [heading("Members")]',
    'confirm: { title: "Revoke?", yes: "Yes", no: "No, keep" }',
  ];
  expect(bad.flatMap(wordsSaidIn)).toHaveLength(7);
});

test("the check lets names, ids and log messages pass", () => {
  const good = [
    '{ type: "plain_text", text: words.close }',
    'text: cleanLine(text, limit) || "…"',
    'log.warn({ error }, "a reply did not get through")',
    "title: strings.members.title",
  ];
  expect(good.flatMap(wordsSaidIn)).toEqual([]);
});
