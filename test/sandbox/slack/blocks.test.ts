import { describe, expect, test } from "vitest";
import {
  isViewTooLarge,
  problemsInBlocks,
  problemsInMessage,
  problemsInView,
} from "../../../src/sandbox/slack/blocks.ts";

const long = (length: number): string => "x".repeat(length);
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const option = (value: string, label = value) => ({ text: plain(label), value });
const button = (more: object = {}) => ({ type: "button", text: plain("Go"), action_id: "go", ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const section = (more: object = {}) => ({ type: "section", text: mrkdwn("words"), ...more });
const input = (element: object, more: object = {}) => ({
  type: "input",
  label: plain("Label"),
  element: { action_id: "value", ...element },
  ...more,
});
const typing = (more: object = {}) => input({ type: "plain_text_input", ...more });
const select = (more: object) => input({ type: "static_select", ...more });
const rich = (...elements: object[]) => ({ type: "rich_text", elements });
const line = (...elements: object[]) => rich({ type: "rich_text_section", elements });
const confirm = (more: object = {}) => ({
  title: plain("Sure?"),
  text: plain("Really"),
  confirm: plain("Yes"),
  deny: plain("No"),
  ...more,
});
const modal = (blocks: object[], more: object = {}) => ({
  type: "modal",
  title: plain("Title"),
  submit: plain("Send"),
  blocks,
  ...more,
});

const GOOD: [string, object[]][] = [
  [
    "header, divider and context",
    [
      { type: "header", text: plain("Hi") },
      { type: "divider" },
      { type: "context", elements: [mrkdwn("a"), plain("b")] },
    ],
  ],
  [
    "a section with an accessory and a confirmation",
    [section({ accessory: button({ confirm: confirm(), style: "danger" }) })],
  ],
  [
    "an overflow of five",
    [section({ accessory: { type: "overflow", options: many(5, (n) => option(`o${n}`)) } })],
  ],
  [
    "all of rich text",
    [
      rich(
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "a", style: { bold: true, code: true } },
            { type: "link", url: "https://a.example", text: "a" },
            { type: "user", user_id: "U1" },
            { type: "channel", channel_id: "C1" },
            { type: "date", timestamp: 1, format: "{time}", fallback: "12:00" },
          ],
        },
        { type: "rich_text_list", style: "bullet", elements: [{ type: "rich_text_section", elements: [] }] },
        { type: "rich_text_quote", elements: [{ type: "text", text: "a" }] },
        { type: "rich_text_preformatted", elements: [{ type: "text", text: "a" }] },
      ),
    ],
  ],
];

const BAD: [string, object[], RegExp][] = [
  [
    "an unknown block",
    [{ type: "carousel_of_doom" }],
    /unsupported type: carousel_of_doom \[json-pointer:\/blocks\/0\/type\]/,
  ],
  [
    "an unknown element",
    [actions({ type: "slider" })],
    /unsupported type: slider .*\/blocks\/0\/elements\/0\/type/,
  ],
  ["an input element among actions", [actions({ type: "plain_text_input" })], /unsupported type/],
  ["a property that does not exist", [section({ colour: "red" })], /invalid additional property: colour/],
  ["a section that says nothing", [{ type: "section" }], /missing required field: text/],
  [
    "a section text of 3001",
    [section({ text: mrkdwn(long(3001)) })],
    /must be less than 3001 characters \[json-pointer:\/blocks\/0\/text\/text\]/,
  ],
  ["an empty text", [section({ text: mrkdwn("") })], /must be more than 0 characters/],
  ["a header in mrkdwn", [{ type: "header", text: mrkdwn("a") }], /unsupported type: mrkdwn/],
  ["a header of 151", [{ type: "header", text: plain(long(151)) }], /less than 151/],
  ["eleven in a context", [{ type: "context", elements: many(11, () => mrkdwn("a")) }], /no more than 10/],
  ["an empty context", [{ type: "context", elements: [] }], /no less than 1/],
  ["26 actions", [actions(...many(26, (n) => button({ action_id: `a${n}` })))], /no more than 25/],
  ["a button text of 76", [actions(button({ text: plain(long(76)) }))], /less than 76/],
  ["a button text in mrkdwn", [actions(button({ text: mrkdwn("a") }))], /unsupported type/],
  ["a button value of 2001", [actions(button({ value: long(2001) }))], /less than 2001/],
  ["a button url of 3001", [actions(button({ url: long(3001) }))], /less than 3001/],
  ["a third button style", [actions(button({ style: "warning" }))], /one of primary, danger/],
  [
    "a button label of 76 for screen readers",
    [actions(button({ accessibility_label: long(76) }))],
    /less than 76/,
  ],
  ["an action_id of 256", [actions(button({ action_id: long(256) }))], /less than 256/],
  [
    "a confirm title of 101",
    [actions(button({ confirm: confirm({ title: plain(long(101)) }) }))],
    /less than 101/,
  ],
  [
    "a confirm text of 301",
    [actions(button({ confirm: confirm({ text: plain(long(301)) }) }))],
    /less than 301/,
  ],
  [
    "a confirm button of 31",
    [actions(button({ confirm: confirm({ deny: plain(long(31)) }) }))],
    /less than 31/,
  ],
  [
    "a confirm without deny",
    [actions(button({ confirm: { ...confirm(), deny: undefined } }))],
    /missing required field: deny/,
  ],
  [
    "an overflow of six",
    [actions({ type: "overflow", options: many(6, (n) => option(`o${n}`)) })],
    /no more than 5/,
  ],
  [
    "an option value of 76",
    [actions({ type: "overflow", options: [option(long(76), "a")] })],
    /less than 76/,
  ],
  ["an option text of 76", [actions({ type: "overflow", options: [option("a", long(76))] })], /less than 76/],
  [
    "two options alike",
    [actions({ type: "overflow", options: [option("a"), option("a")] })],
    /must be unique/,
  ],
  [
    "two blocks of one id",
    [section({ block_id: "a" }), section({ block_id: "a" })],
    /block_id already exists: a/,
  ],
  ["two actions of one id", [actions(button(), button())], /action_id already exists: go/],
  ["51 blocks", many(51, () => ({ type: "divider" })), /no more than 50/],
  ["a date without format", [line({ type: "date", timestamp: 1 })], /missing required field: format/],
  [
    "a date in fractions of seconds",
    [line({ type: "date", timestamp: 1.5, format: "{time}" })],
    /an integer/,
  ],
  [
    "an unknown style",
    [line({ type: "text", text: "a", style: { blink: true } })],
    /additional property: blink/,
  ],
  ["a user without id", [line({ type: "user" })], /missing required field: user_id/],
  [
    "a list without style",
    [rich({ type: "rich_text_list", elements: [{ type: "rich_text_section", elements: [] }] })],
    /style/,
  ],
  [
    "a user in preformatted text",
    [rich({ type: "rich_text_preformatted", elements: [{ type: "user", user_id: "U" }] })],
    /unsupported type: user/,
  ],
  ["an input outside of a modal", [typing()], /unsupported type: input/],
];

const BAD_VIEWS: [string, object, RegExp][] = [
  ["no title", modal([], { title: undefined }), /missing required field: title/],
  ["a title of 25", modal([], { title: plain(long(25)) }), /less than 25/],
  ["a submit label of 25", modal([], { submit: plain(long(25)) }), /less than 25/],
  ["a close label of 25", modal([], { close: plain(long(25)) }), /less than 25/],
  ["private_metadata of 3001", modal([], { private_metadata: long(3001) }), /less than 3001/],
  ["a callback_id of 256", modal([], { callback_id: long(256) }), /less than 256/],
  ["101 blocks", modal(many(101, () => ({ type: "divider" }))), /no more than 100/],
  ["inputs without submit", modal([typing()], { submit: undefined }), /submit/],
  ["an input without label", modal([{ ...typing(), label: undefined }]), /label/],
  ["a label of 2001", modal([{ ...typing(), label: plain(long(2001)) }]), /less than 2001/],
  ["a hint of 2001", modal([{ ...typing(), hint: plain(long(2001)) }]), /less than 2001/],
  ["a placeholder of 151", modal([typing({ placeholder: plain(long(151)) })]), /less than 151/],
  ["max_length of 3001", modal([typing({ max_length: 3001 })]), /between 1 and 3000/],
  ["a start longer than max_length", modal([typing({ max_length: 2, initial_value: "abc" })]), /longer/],
  [
    "a number input that does not say whether decimals are allowed",
    modal([input({ type: "number_input" })]),
    /is_decimal_allowed/,
  ],
  ["101 options", modal([select({ options: many(101, (n) => option(`o${n}`)) })]), /no more than 100/],
  ["no options", modal([select({})]), /missing required field: options/],
  [
    "a start that is no option",
    modal([select({ options: [option("a")], initial_option: option("b") })]),
    /among the options/,
  ],
  [
    "eleven checkboxes",
    modal([input({ type: "checkboxes", options: many(11, (n) => option(`o${n}`)) })]),
    /no more than 10/,
  ],
  ["an input that the page does not draw", modal([input({ type: "datepicker" })]), /unsupported type/],
  ["a home where a modal belongs", { type: "home", blocks: [] }, /unsupported type: home/],
];

describe("what Slack takes is taken", () => {
  test.each(GOOD)("%s", (_, blocks) => {
    expect(problemsInBlocks(blocks)).toEqual([]);
  });
});

describe("in messages it refuses", () => {
  test.each(BAD)("%s", (_, blocks, problem) => {
    expect(problemsInBlocks(blocks).join("\n")).toMatch(problem);
  });

  test("blocks without a text that notifications can show", () => {
    expect(problemsInMessage({ blocks: [section()] })).toEqual([
      "[ERROR] missing required field: text [json-pointer:]",
    ]);
  });

  test("metadata without a payload", () => {
    expect(problemsInMessage({ text: "a", metadata: { event_type: "x" } })[0]).toContain("event_payload");
  });
});

describe("in views it refuses", () => {
  test.each(BAD_VIEWS)("%s", (_, view, problem) => {
    expect(problemsInView(view, "modal").join("\n")).toMatch(problem);
  });

  test("more than 250 kB", () => {
    const large = modal(many(90, () => section({ text: mrkdwn(long(2900)) })));
    expect(problemsInView(large, "modal")).toEqual([]);
    expect(isViewTooLarge(large)).toBe(true);
  });

  test("a title on Home", () => {
    expect(problemsInView({ type: "home", title: plain("a"), blocks: [] }, "home")[0]).toContain("title");
  });
});

test.each(["__proto__", "constructor", "toString", { toString: 1 }])(
  "the type %j, which is none although every object has it, is refused like any other",
  (type) => {
    const problem = expect.stringContaining("unsupported type");
    expect(problemsInBlocks([{ type }])).toEqual([problem]);
    expect(problemsInView({ ...modal([]), type }, "modal")).toEqual([problem]);
    expect(problemsInBlocks([section({ constructor: 1 })])).toEqual([
      expect.stringContaining("invalid additional property: constructor"),
    ]);
  },
);
