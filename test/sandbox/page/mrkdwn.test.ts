import { expect, test } from "vitest";
import { parseInline, parseMrkdwn } from "../../../src/sandbox/page/mrkdwn.ts";

test("bold, italic, strike and code become nodes, and what stands between words does not", () => {
  expect(parseInline("*a b* _c_ ~d~ `*e*` snake_case_name 2*3*4")).toEqual([
    { kind: "bold", children: [{ kind: "text", text: "a b" }] },
    { kind: "text", text: " " },
    { kind: "italic", children: [{ kind: "text", text: "c" }] },
    { kind: "text", text: " " },
    { kind: "strike", children: [{ kind: "text", text: "d" }] },
    { kind: "text", text: " " },
    { kind: "code", text: "*e*" },
    { kind: "text", text: " snake_case_name 2*3*4" },
  ]);
});

test("links, mentions and dates are told apart", () => {
  expect(
    parseInline("<https://a.example/?x=1&amp;y=2|here><@U1><#C1|general><!channel><!date^60^{time}|soon>"),
  ).toEqual([
    { kind: "link", url: "https://a.example/?x=1&y=2", label: "here" },
    { kind: "user", id: "U1" },
    { kind: "channel", id: "C1", label: "general" },
    { kind: "special", label: "@channel" },
    { kind: "date", seconds: 60, pattern: "{time}", fallback: "soon" },
  ]);
});

test("escaped characters are shown as typed and are never markup", () => {
  expect(parseInline("&lt;@U1&gt; &amp;lt;")).toEqual([{ kind: "text", text: "<@U1> &lt;" }]);
});

test("quotes and preformatted text are pieces of their own", () => {
  expect(parseMrkdwn("before\n&gt; said\n&gt;again\n```\n*raw*\n```")).toEqual([
    { kind: "inline", children: [{ kind: "text", text: "before" }] },
    { kind: "quote", children: [{ kind: "text", text: "said\nagain" }] },
    { kind: "inline", children: [] },
    { kind: "pre", text: "*raw*" },
  ]);
});
