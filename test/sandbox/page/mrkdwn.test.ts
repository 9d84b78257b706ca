import { expect, test } from "vitest";
import { parseMrkdwn } from "../../../src/sandbox/page/text/mrkdwn.ts";

const text = (words: string, style = {}) => ({ type: "text", text: words, style });

test("bold and code become styles, and what stands between words does not", () => {
  expect(parseMrkdwn("*a b* `*e*` snake_case_name 2*3*4")).toEqual([
    text("a b", { bold: true }),
    text(" "),
    text("*e*", { code: true }),
    text(" snake_case_name 2*3*4"),
  ]);
});

test("links, mentions, channels and dates are told apart", () => {
  expect(parseMrkdwn("<https://a.example/?x=1&amp;y=2|here><@U1><#C1><!date^60^{time}|soon>")).toEqual([
    { type: "link", url: "https://a.example/?x=1&y=2", text: "here" },
    { type: "user", user_id: "U1" },
    { type: "channel", channel_id: "C1" },
    { type: "date", timestamp: 60, format: "{time}", fallback: "soon" },
  ]);
});

test("escaped characters are shown as typed and are never markup", () => {
  expect(parseMrkdwn("&lt;@U1&gt; &amp;lt;")).toEqual([text("<@U1> &lt;")]);
});
