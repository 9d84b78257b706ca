import { describe, expect, test } from "vitest";
import { isViewTooLarge, problemsInMessage, problemsInView } from "../../../src/sandbox/slack/blocks.ts";

const long = (length: number): string => "x".repeat(length);
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const option = (value: string, label = value) => ({ text: plain(label), value });
const options = (count: number) => many(count, (n) => option(`o${n}`));
const button = (more: object = {}) => ({ type: "button", text: plain("Go"), action_id: "go", ...more });
const actions = (...elements: object[]) => [{ type: "actions", elements }];
const section = (more: object = {}) => ({ type: "section", text: mrkdwn("words"), ...more });
const input = (element: object, more: object = {}) => ({
  ...{ type: "input", label: plain("Label"), element: { action_id: "value", ...element }, ...more },
});
const select = (...all: object[]) => input({ type: "static_select", options: all });
const typing = (more: object = {}) => input({ type: "plain_text_input", ...more });
const rich = (type: string, ...elements: object[]) => [{ type: "rich_text", elements: [{ type, elements }] }];
const line = (...elements: object[]) => rich("rich_text_section", ...elements);
const asking = (more: object = {}) => {
  const confirm = { title: plain("Sure?"), text: plain("Really"), confirm: plain("Yes"), deny: plain("No") };
  return actions(button({ confirm: { ...confirm, ...more } }));
};
const modal = (blocks: object[], more: object = {}) => ({
  ...{ type: "modal", title: plain("Title"), submit: plain("Send"), blocks, ...more },
});

const LIMITS: [string, number, (n: number) => object[]][] = [
  ["characters in a section", 3000, (n) => [section({ text: mrkdwn(long(n)) })]],
  ["characters in a header", 150, (n) => [{ type: "header", text: plain(long(n)) }]],
  ["texts in a context", 10, (n) => [{ type: "context", elements: many(n, () => mrkdwn("a")) }]],
  ["elements in actions", 25, (n) => actions(...many(n, (at) => button({ action_id: `a${at}` })))],
  ["characters on a button", 75, (n) => actions(button({ text: plain(long(n)) }))],
  ["characters in a button's value", 2000, (n) => actions(button({ value: long(n) }))],
  ["characters in a button's url", 3000, (n) => actions(button({ url: long(n) }))],
  ["characters for screen readers", 75, (n) => actions(button({ accessibility_label: long(n) }))],
  ["characters in an action_id", 255, (n) => actions(button({ action_id: long(n) }))],
  ["characters in a confirm title", 100, (n) => asking({ title: plain(long(n)) })],
  ["characters in a confirm text", 300, (n) => asking({ text: plain(long(n)) })],
  ["characters on a confirm button", 30, (n) => asking({ deny: plain(long(n)) })],
  ["blocks in a message", 50, (n) => many(n, () => ({ type: "divider" }))],
];

const BAD: [string, object[], string][] = [
  ["an unknown block", [{ type: "carousel_of_doom" }], "/blocks/0/type"],
  ["an unknown element", actions({ type: "slider" }), "/blocks/0/elements/0/type"],
  ["an overflow menu, which the bot never sends", actions({ type: "overflow" }), "/elements/0/type"],
  ["a button text in mrkdwn", actions(button({ text: mrkdwn("a") })), "/text/type"],
  ["an input element among actions", actions({ type: "plain_text_input" }), "/elements/0/type"],
  ["an input outside of a modal", [typing()], "/blocks/0/type"],
  ["a property that does not exist", [section({ colour: "red" })], "colour"],
  ["a section that says nothing", [{ type: "section" }], "/blocks/0/text"],
  ["an empty text", [section({ text: mrkdwn("") })], "/blocks/0/text/text"],
  ["a header in mrkdwn", [{ type: "header", text: mrkdwn("a") }], "/blocks/0/text/type"],
  ["an empty context", [{ type: "context", elements: [] }], "/blocks/0/elements"],
  ["a third button style", actions(button({ style: "warning" })), "/style"],
  ["a confirm without deny", asking({ deny: undefined }), "/confirm/deny"],
  ["two blocks of one id", [section({ block_id: "a" }), section({ block_id: "a" })], "already exists: a"],
  ["two actions of one id", actions(button(), button()), "already exists: go"],
  ["a date without format", line({ type: "date", timestamp: 1 }), "/format"],
  ["a date in parts of seconds", line({ type: "date", timestamp: 1.5, format: "{time}" }), "/timestamp"],
  ["an unknown style", line({ type: "text", text: "a", style: { blink: true } }), "blink"],
  ["a user without id", line({ type: "user" }), "/user_id"],
  ["a list without style", rich("rich_text_list", { type: "rich_text_section", elements: [] }), "/style"],
  ["a user in preformatted text", rich("rich_text_preformatted", { type: "user", user_id: "U" }), "/type"],
];

const VIEW_LIMITS: [string, number, (n: number) => object][] = [
  ["characters in a title", 24, (n) => modal([], { title: plain(long(n)) })],
  ["characters to submit", 24, (n) => modal([], { submit: plain(long(n)) })],
  ["characters to close", 24, (n) => modal([], { close: plain(long(n)) })],
  ["characters in private_metadata", 3000, (n) => modal([], { private_metadata: long(n) })],
  ["characters in a callback_id", 255, (n) => modal([], { callback_id: long(n) })],
  ["blocks in a view", 100, (n) => modal(many(n, () => ({ type: "divider" })))],
  ["characters in a label", 2000, (n) => modal([{ ...typing(), label: plain(long(n)) }])],
  ["characters in a hint", 2000, (n) => modal([{ ...typing(), hint: plain(long(n)) }])],
  ["characters in a placeholder", 150, (n) => modal([typing({ placeholder: plain(long(n)) })])],
  ["as max_length", 3000, (n) => modal([typing({ max_length: n })])],
  ["characters to start with", 2, (n) => modal([typing({ max_length: 2, initial_value: long(n) })])],
  ["options", 100, (n) => modal([select(...options(n))])],
  ["characters in an option's value", 75, (n) => modal([select(option(long(n), "a"))])],
  ["characters in an option's text", 75, (n) => modal([select(option("a", long(n)))])],
  ["checkboxes", 10, (n) => modal([input({ type: "checkboxes", options: options(n) })])],
];

const chosen = { type: "static_select", options: [option("a")], initial_option: option("b") };
const BAD_VIEWS: [string, object, string][] = [
  ["no title", modal([], { title: undefined }), "/view/title"],
  ["inputs without submit", modal([typing()], { submit: undefined }), "submit"],
  ["an input without label", modal([{ ...typing(), label: undefined }]), "/label"],
  ["a number that does not say whether it is whole", modal([input({ type: "number_input" })]), "is_decimal"],
  ["no options", modal([select()]), "/options"],
  ["two options alike", modal([select(option("a"), option("a"))]), "must be unique"],
  ["a start that is no option", modal([input(chosen)]), "among the options"],
  ["an input that the page does not draw", modal([input({ type: "timepicker" })]), "/element/type"],
  ["a home where a modal belongs", { type: "home", blocks: [] }, "/view/type"],
];

const problemsInBlocks = (blocks: unknown) => problemsInMessage({ text: "a", blocks });

describe("the embedded Slack's checker", () => {
  test.each(LIMITS)("takes in a message as many %s as %i, and no more", (_, most, make) => {
    expect(problemsInBlocks(make(most))).toEqual([]);
    expect(problemsInBlocks(make(most + 1))).toHaveLength(1);
  });

  test.each(BAD)("refuses %s", (_, blocks, problem) => {
    expect(problemsInBlocks(blocks).join("\n")).toContain(problem);
  });

  test.each(VIEW_LIMITS)("takes in a view as many %s as %i, and no more", (_, most, make) => {
    expect(problemsInView(make(most), "modal")).toEqual([]);
    expect(problemsInView(make(most + 1), "modal")).toHaveLength(1);
  });

  test.each(BAD_VIEWS)("refuses a view with %s", (_, view, problem) => {
    expect(problemsInView(view, "modal").join("\n")).toContain(problem);
  });

  test("refuses a title on Home, and a view of more than 250 kB", () => {
    expect(problemsInView({ type: "home", title: plain("a"), blocks: [] }, "home")[0]).toContain("title");
    const large = modal(many(90, () => section({ text: mrkdwn(long(2900)) })));
    expect([problemsInView(large, "modal"), isViewTooLarge(large)]).toEqual([[], true]);
  });

  test("refuses blocks without a text that notifications can show, and metadata without a payload", () => {
    for (const text of [undefined, " "])
      expect(problemsInMessage({ text, blocks: [section()] })).toEqual([expect.stringContaining("/text")]);
    expect(problemsInMessage({ text: "a", metadata: { event_type: "x" } })[0]).toContain("event_payload");
  });

  test.each(["__proto__", "constructor", "toString", { toString: 1 }])(
    "refuses the type %j, which is none although every object has it",
    (type) => {
      const problem = expect.stringContaining("/type");
      expect(problemsInBlocks([{ type }])).toEqual([problem]);
      expect(problemsInView({ ...modal([]), type }, "modal")).toEqual([problem]);
      expect(problemsInBlocks([section({ constructor: 1 })])).toEqual([
        expect.stringContaining("constructor"),
      ]);
    },
  );
});
