import { describe, expect, it } from "vitest";
import { renderDialog, renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import type { Block, OtherButton, Span, View } from "../../../src/view/core/view.ts";
import { accepted } from "./limits.ts";

const text = (words: string): Span => ({ kind: "text", text: words });
const view = (...blocks: Block[]): View => ({ summary: "A summary", blocks });
const blocksOf = (...blocks: Block[]) => accepted("message", renderMessage(view(...blocks))).blocks;
let presses = 0;
const button = (label: string, extra: Partial<OtherButton> = {}): OtherButton => {
  presses += 1;
  return { label, action: { do: "withdraw", request: presses }, ...extra };
};
const mention: Span = { kind: "mention", name: "Paul", ids: { slack: "U1", teams: "29:x" } };
const elsewhere: Span = { kind: "mention", name: "*Paul* <!here>", ids: { teams: "29:x" } };
const time: Span = { kind: "time", at: 1_760_000_000_999, style: "both", fallback: "9 Oct 2025, 08:53 UTC" };

describe("spans in running text", () => {
  it("stay structure, so that a name cannot become formatting or a mention", () => {
    const [block] = blocksOf({
      kind: "text",
      spans: [
        text("Hi "),
        mention,
        elsewhere,
        { kind: "code", text: "a`b" },
        { kind: "link", text: "Studio", url: "https://console.mistral.ai/" },
        { kind: "channel", name: "setup", ids: { slack: "C1" } },
        { kind: "channel", name: "other", ids: {} },
        { kind: "group", name: "@it", ids: { slack: "S1" } },
        { kind: "group", name: "Team <!here>", ids: {} },
        time,
      ],
    });
    const format = "{date_short_pretty} {time}";
    const elements = [
      { type: "text", text: "Hi " },
      { type: "user", user_id: "U1" },
      { type: "text", text: "*Paul* <!here>", style: { bold: true } },
      { type: "text", text: "a`b", style: { code: true } },
      { type: "link", url: "https://console.mistral.ai/", text: "Studio" },
      { type: "channel", channel_id: "C1" },
      { type: "text", text: "#other" },
      { type: "usergroup", usergroup_id: "S1" },
      { type: "text", text: "Team <!here>", style: { bold: true } },
      { type: "date", timestamp: 1_760_000_000, format, fallback: "9 Oct 2025, 08:53 UTC" },
    ];
    expect(block).toEqual({ type: "rich_text", elements: [{ type: "rich_text_section", elements }] });
  });

  it.each([
    ["date", "{date_short}"],
    ["both", "{date_short} à {time}"],
    ["time", "{time}"],
  ] as const)("name a day by its date where the words around it need that: %s", (style, format) => {
    const time: Span = { kind: "time", at: 0, style, fallback: "then", dayToHour: " à " };
    expect(
      JSON.stringify(renderMessage({ summary: "s", blocks: [{ kind: "text", spans: [time] }] })),
    ).toContain(`"format":"${format}"`);
  });
});

describe("small print", () => {
  it("keeps people's words as they are beside what the bot marked up", () => {
    const [block] = blocksOf({
      kind: "note",
      spans: [text("confirmed by "), mention, text(" *at* "), text("<!channel>"), time],
    });
    expect(block).toMatchObject({
      type: "rich_text",
      elements: [{ elements: expect.arrayContaining([{ type: "text", text: "<!channel>" }]) }],
    });
  });

  it("is one piece when none of its words could format anything", () => {
    const [block] = blocksOf({
      kind: "note",
      spans: [text("Asked by "), mention, text(", twice at "), time],
    });
    const at = "<!date^1760000000^{date_short_pretty} {time}|9 Oct 2025, 08:53 UTC>";
    const [asked] = blocksOf({ kind: "note", spans: [{ kind: "group", name: "@it", ids: { slack: "S1" } }] });
    expect(asked).toMatchObject({ elements: [{ type: "mrkdwn", text: "<!subteam^S1>" }] });
    expect(block).toEqual({
      type: "context",
      elements: [{ type: "mrkdwn", text: `Asked by <@U1>, twice at ${at}`, verbatim: true }],
    });
  });

  it.each<[string, Span]>([
    ["hold formatting", text("*and*")],
    ["need it", { kind: "bold", text: "x" }],
    ["name somebody of another platform", elsewhere],
    ["are a link's", { kind: "link", text: "a|b>*c*<!here>", url: "https://x.test/?q=<|>" }],
  ])("turns into rich text when its words %s", (_why, span) => {
    expect(blocksOf({ kind: "note", spans: [mention, span] })[0]?.type).toBe("rich_text");
  });
});

describe("a row", () => {
  const row = (extra: object): Block => ({
    kind: "row",
    title: "Paul <x>",
    detail: [text("Pending")],
    ...extra,
  });

  it("shows its title bold and its button beside it", () => {
    const [section, detail] = blocksOf(row({ button: button("Resend", { description: "Resend to paul" }) }));
    expect(section).toMatchObject({
      text: { type: "mrkdwn", text: "*Paul &lt;x&gt;*" },
      accessory: { type: "button", action_id: "withdraw:0", accessibility_label: "Resend to paul" },
    });
    expect(detail?.type).toBe("rich_text");
  });

  it.each(["jean_luc@lumen.example", "a*b*c@lumen.example"])(
    "keeps each character of %s, with its button beneath",
    (title) => {
      const [bold, , beneath] = blocksOf(row({ title, button: button("Resend") }));
      const words = [{ type: "text", text: title, style: { bold: true } }];
      expect(bold).toMatchObject({ type: "rich_text", elements: [{ elements: words }] });
      expect(beneath).toMatchObject({ type: "actions", elements: [{ text: { text: "Resend" } }] });
    },
  );

  it("has all its buttons beneath where it has more than one", () => {
    const blocks = blocksOf(row({ button: button("A"), menu: [button("B"), button("C")] }));
    expect(blocks.map((block) => block.type)).toEqual(["section", "rich_text", "actions"]);
    expect(blocks[2]).toMatchObject({ elements: { length: 3 } });
  });

  it("asks in red what ends something, and in the button's own style anything else", () => {
    const confirm = { title: "Sure?", text: "They lose access.", yes: "Yes", no: "Keep" };
    const [, , withdraw] = blocksOf(
      row({
        button: button("Withdraw", { confirm: { ...confirm, danger: true } }),
        menu: [button("Resend")],
      }),
    );
    expect(withdraw).toMatchObject({ elements: [{ confirm: { style: "danger" } }, {}] });
    const [, , again] = blocksOf(
      row({ button: button("Send again", { confirm }), menu: [button("Resend")] }),
    );
    expect(JSON.stringify(again)).not.toContain("danger");
  });
});

describe("too much", () => {
  const many = (count: number, block: Block): Block[] => Array.from({ length: count }, () => block);
  const end: Block = { kind: "actions", buttons: [button("Approve"), button("Deny")] };

  it("may be twice as long in a dialog or on Home", () => {
    const rows = view(...many(70, { kind: "divider" }), end);
    expect(accepted("home", renderHome(rows)).blocks).toHaveLength(71);
    expect(accepted("modal", renderDialog(rows, "Title", "Close")).blocks).toHaveLength(71);
  });

  it("stays below the size that Slack takes", () => {
    const long = many(100, { kind: "text", spans: [text("ü".repeat(3000))] });
    expect(Buffer.byteLength(JSON.stringify(renderHome(view(...long))))).toBeLessThan(250_000);
  });

  it("puts more than 25 buttons into two blocks", () => {
    const buttons = Array.from({ length: 30 }, (_, n) => button(`B${n}`));
    expect(blocksOf({ kind: "actions", buttons }).map((block) => block.type)).toEqual(["actions", "actions"]);
  });
});

describe("an empty view", () => {
  it("keeps a text beside its blocks that cannot notify a channel", () => {
    expect(renderMessage({ summary: "<!channel> hi", blocks: [] }).text).toBe("&lt;!channel&gt; hi");
    expect(renderMessage({ summary: "", blocks: [] }).text).toBe("…");
  });
});
