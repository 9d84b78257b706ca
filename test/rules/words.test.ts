import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const project = resolve(import.meta.dirname, "../..");

/** What a person reads is written after one of these names, or handed to one of these functions. */
const SHOWN =
  /\b(?:(?:\w*[tT]ext|label|title|summary|speak|hint|tooltip|placeholder|description|fallback|yes|no|sentence|\w*[mM]essage|value)\s*:|(?:plain|bold|text|heading|note|sentence|cleanLine)\()\s*(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;

/** A capitalised word, or two words in a row. Wire names such as "plain_text" are neither. */
const WORDS = /^[A-Z][a-z]+(?:$|[^\w/])|[A-Za-z]{2,},? [A-Za-z]{2,}/;

const withoutGaps = (literal: string): string => literal.replaceAll(/\$\{[^}]*\}/g, "0");

function wordsSaidIn(source: string): string[] {
  const literals = [...source.matchAll(SHOWN)].map(([, , literal = ""]) => withoutGaps(literal));
  return literals.filter((literal) => WORDS.test(literal));
}

const LITERAL = /(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const SENTENCE = /[A-Za-z]{2,},? [A-Za-z]{2,}/;

/** What these are handed is for the operator, or for whoever sends requests that are no chat's. */
const NOT_CHAT = /\b(?:log(?:ger)?\.\w+|Error|AppError|refused|startsWith)\s*\($/;

/** Whatever is written in two words or more and goes anywhere but into a log or an error. */
function sentencesIn(source: string): string[] {
  const code = source.replaceAll(COMMENT, "");
  // Parentheses inside of words are none.
  const bare = code.replaceAll(LITERAL, (literal) => " ".repeat(literal.length));
  return [...code.matchAll(LITERAL)]
    .filter((match) => !NOT_CHAT.test(bare.slice(0, callAround(bare, match.index))))
    .map(([, , literal = ""]) => withoutGaps(literal))
    .filter((literal) => SENTENCE.test(literal));
}

/** Behind the parenthesis that is open there; 0: none is. */
function callAround(bare: string, from: number): number {
  let closed = 0;
  for (let at = from - 1; at >= 0; at -= 1) {
    if (bare[at] === ")") closed += 1;
    else if (bare[at] === "(" && closed > 0) closed -= 1;
    else if (bare[at] === "(") return at + 1;
  }
  return 0;
}

const filesIn = (...layers: string[]): string[] =>
  layers.flatMap((layer) =>
    readdirSync(join(project, "src", layer), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(layer, file)),
  );
const sourceOf = (file: string): string => readFileSync(join(project, "src", file), "utf8");

const found = (find: (source: string) => string[], ...layers: string[]): string[] =>
  filesIn(...layers).flatMap((file) => find(sourceOf(file)).map((words) => `${file}: ${words}`));

test("the core and the platforms leave the words that people read to src/view", () => {
  expect(found(wordsSaidIn, "app", "slack", "teams")).toEqual([]);
});

test("a platform has no sentences of its own, under whatever name", () => {
  expect(found(sentencesIn, "slack", "teams")).toEqual([]);
  expect(filesIn("slack")).toContain("slack/inbound/edge.ts");
  expect(filesIn("teams")).toContain("teams/inbound/edge.ts");
});

test("the check finds words, and sentences wherever a platform would put them", () => {
  const words = [
    '{ label: "Approve", action }',
    "{ kind: 'text', text: 'you may not do that' }",
    'blocks: [heading("Members")]',
    'fallbackText: "Update Teams"',
    '{ task: { type: "message", value: "Something went wrong." } }',
  ];
  expect(words.map((bad) => wordsSaidIn(bad).length)).toEqual(words.map(() => 1));
  const sentences = [
    'const TROUBLE = "Something went wrong.";',
    'return tell(activity, "You may not do that");',
    'log.warn({ error }, "failed"); return face("It failed (again), sorry");',
    "await attempt(() => connector.send(here(activity), textMessage(activity, `Dear you, hello there`)));",
  ];
  expect(sentences.map((bad) => sentencesIn(bad).length)).toEqual(sentences.map(() => 1));
});

test("the check lets names, ids and log messages pass", () => {
  const good = [
    '{ type: "plain_text", text: words.close }',
    'log.warn({ error }, "a reply did not get through")',
    'throw new AppError("not_found", "no such message (or none of ours)", { detail })',
    "/** You may not do that. */\n  // Nor this (or that).\nconst id = 'application/json; charset=utf-8';",
  ];
  expect(good.flatMap((source) => [...wordsSaidIn(source), ...sentencesIn(source)])).toEqual([]);
});
