import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";
import type { ActionButton, Block, OtherButton, Span, View } from "../../../src/view/core/view.ts";
import { anyBlock, words } from "../../support/any/any-view.ts";
import { CARDS, partsOf, problemsOfCard, runsOf, sentBy } from "../../support/reading/teams-cards.ts";

const text = (said: string): Span => ({ kind: "text", text: said });
const view = (...blocks: Block[]): View => ({ summary: "A summary", blocks });
type Options = Partial<Parameters<typeof renderCard>[1]>;

function accepted(shown: View, options: Options = {}) {
  const card = renderCard(shown, { ...CARDS, ...options });
  expect(problemsOfCard(card)).toEqual([]);
  return card;
}
const bodyOf = (...blocks: Block[]) => accepted(view(...blocks)).body;

let presses = 0;
const button = (label: string, extra: Partial<OtherButton> = {}): OtherButton => {
  presses += 1;
  return { label, action: { do: "withdraw", request: presses }, ...extra };
};
const actions = (...buttons: ActionButton[]): Block => ({ kind: "actions", buttons });
const actionsIn = (card: ReturnType<typeof accepted>) =>
  partsOf(card).filter(({ type }) => type.startsWith("Action."));

describe("spans in running text", () => {
  it("stay structure, so that a name cannot become formatting or a link", () => {
    const card = accepted(
      view({
        kind: "text",
        spans: [
          text("Hi "),
          { kind: "mention", name: "*Paul* [x](https://evil.test)", ids: { teams: "29:x" } },
          { kind: "code", text: "a`b" },
          { kind: "link", text: "Studio", url: "https://console.mistral.ai/" },
          { kind: "link", text: "no", url: "javascript:alert(1)" },
          { kind: "time", at: 1_760_000_000_999, style: "both", fallback: "9 Oct, 08:53" },
        ],
      }),
    );
    expect(card.body).toEqual([
      {
        type: "RichTextBlock",
        inlines: [
          { type: "TextRun", text: "Hi " },
          { type: "TextRun", text: "@*Paul* [x](https://evil.test)", weight: "bolder" },
          { type: "TextRun", text: "a`b", fontType: "monospace" },
          {
            type: "TextRun",
            text: "Studio",
            color: "accent",
            selectAction: { type: "Action.OpenUrl", url: "https://console.mistral.ai/" },
          },
          { type: "TextRun", text: "no" },
          { type: "TextRun", text: "9 Oct, 08:53" },
        ],
      },
    ]);
  });

  it("lose what hides or reorders text, and keep joined emoji", () => {
    const card = accepted(view({ kind: "text", spans: [text("a\u202Eb\u200B\u0007c 👩‍👧")] }));
    expect(runsOf(card)).toEqual(["abc 👩‍👧"]);
  });

  it("name a channel as the core knows it", () => {
    const spans: Span[] = [{ kind: "channel", name: "setup", ids: { slack: "C1" } }];
    expect(runsOf(accepted(view({ kind: "text", spans })))).toEqual(["#setup"]);
  });

  it("are never filled in with a date, which Adaptive Cards do with such words", () => {
    const said = "{{DATE(2017-02-14T06:08:39Z, SHORT)}}";
    const card = accepted(view({ kind: "text", spans: [text(said)] }));
    expect(runsOf(card)).toHaveLength(2);
    expect(runsOf(card).join("")).toBe(said);
  });
});

describe("a heading", () => {
  it("is our own words, found by screen readers, with nothing that Markdown would format", () => {
    expect(bodyOf({ kind: "heading", text: "1. Who *decides*?" })).toEqual([
      {
        type: "TextBlock",
        text: "1.\u00a0Who \\*decides\\*?",
        style: "heading",
        size: "large",
        weight: "bolder",
        wrap: true,
      },
    ]);
  });
});

describe("a button", () => {
  it("says what it means to new clients and to old ones", () => {
    const [action] = actionsIn(
      accepted(view(actions(button("Approve", { style: "primary", description: "Paul" })))),
    );
    const { action: meant } = button("");
    const data = { setup: { action: { ...meant, request: presses - 1 } } };
    expect(action).toEqual({
      type: "Action.Execute",
      title: "Approve",
      tooltip: "Paul",
      style: "positive",
      verb: "withdraw",
      data,
      fallback: { type: "Action.Submit", title: "Approve", tooltip: "Paul", style: "positive", data },
    });
  });

  const opening = button("Invite", { action: { do: "open", to: { form: "invite" } } });
  const data = { setup: { action: opening.action } };

  it("that opens a form asks for a dialog where there are dialogs, and else for a card", () => {
    expect(actionsIn(accepted(view(actions(opening))))).toEqual([
      { type: "Action.Submit", title: "Invite", data: { msteams: { type: "task/fetch" }, ...data } },
    ]);
    expect(actionsIn(accepted(view(actions(opening)), { dialogs: false }))).toMatchObject([
      { type: "Action.Execute", verb: "open", data },
    ]);
  });

  it("in a dialog is a plain submit, because dialogs know nothing else", () => {
    const shown = view(actions(button("Done"), opening));
    for (const action of actionsIn(accepted(shown, { within: "dialog" }))) {
      expect(action).toMatchObject({ type: "Action.Submit" });
      expect(action["data"]).not.toHaveProperty("msteams");
    }
  });

  it("answers yes in red where something ends, and otherwise not", () => {
    const confirm = { title: "Sure?", text: "It is sent.", yes: "Yes", no: "No" };
    const yes = (more: object) => bodyOf(actions(button("Do…", { confirm: { ...confirm, ...more } })))[1];
    expect(JSON.stringify(yes({ danger: true }))).toContain('"style":"destructive"');
    expect(JSON.stringify(yes({}))).toContain('"style":"positive"');
  });

  it("that asks first shows its question, and only the answer yes does it", () => {
    const confirm = { title: "Revoke?", text: "*They* lose access.", yes: "Revoke", no: "Keep" };
    const [set, question] = bodyOf(actions(button("Revoke…", { confirm, style: "danger" })));
    expect(set).toMatchObject({
      actions: [{ type: "Action.ToggleVisibility", style: "destructive", targetElements: ["question:0"] }],
    });
    expect(question).toMatchObject({
      id: "question:0",
      isVisible: false,
      items: [
        { inlines: [{ text: "Revoke?" }] },
        { inlines: [{ text: "*They* lose access." }] },
        {
          actions: [
            { type: "Action.Execute", title: "Revoke", style: "destructive" },
            { type: "Action.ToggleVisibility", title: "Keep", targetElements: ["question:0"] },
          ],
        },
      ],
    });
  });

  it("that leads to no web page is none", () => {
    const buttons = [
      { label: "Good", url: "https://console.mistral.ai/" },
      { label: "Bad", url: "javascript:alert(1)" },
    ];
    expect(actionsIn(accepted(view({ kind: "actions", buttons })))).toMatchObject([{ title: "Good" }]);
  });

  it("stands in a line of its own before a narrow window would cut its words", () => {
    const sets = bodyOf(
      actions(button("Previous page"), button("Next page"), button("Compare with the list")),
    );
    expect(sets).toMatchObject([{ actions: [{}, {}] }, { spacing: "small", actions: [{}] }]);
    const short = bodyOf(actions(...Array.from({ length: 14 }, (_, n) => button(String(n % 10)))));
    expect(short).toMatchObject([
      { actions: { length: 6 } },
      { actions: { length: 6 } },
      { actions: { length: 2 } },
    ]);
  });
});

describe("a row", () => {
  const row = (extra: object): Block => ({ kind: "row", title: "Paul", detail: [text("Pending")], ...extra });

  it("has a short button and its menu beside it, a long one beneath", () => {
    const menu = [button("Role"), button("Revoke")];
    expect(bodyOf(row({ button: button("Resend"), menu }))).toMatchObject([
      {
        type: "ColumnSet",
        columns: [
          { width: "stretch" },
          { width: "auto", items: [{ actions: [{}, { mode: "secondary" }, { mode: "secondary" }] }] },
        ],
      },
    ]);
    const beneath = bodyOf(row({ button: button("Set the organization"), menu }));
    expect(beneath.map(({ type }) => type)).toEqual(["RichTextBlock", "RichTextBlock", "ActionSet"]);
  });

  it("after another one begins with a line", () => {
    const [first, second] = bodyOf(row({}), row({})).filter((_, at) => at % 2 === 0);
    expect([first?.separator, second?.separator]).toEqual([undefined, true]);
  });

  it("asks beneath itself what an entry of its menu asks first", () => {
    const confirm = { title: "Sure?", text: "They lose access.", yes: "Revoke", no: "Keep" };
    const body = bodyOf(row({ menu: [button("Resend"), button("Revoke", { confirm })] }));
    expect(body).toMatchObject([{ type: "ColumnSet" }, { type: "Container", isVisible: false }]);
  });

  it("loses no entry of a long menu", () => {
    const menu = Array.from({ length: 9 }, (_, n) => button(`Entry ${n}`));
    const titles = actionsIn(accepted(view(row({ menu })))).map(({ title }) => title);
    expect(titles).toEqual(menu.map(({ label }) => label));
  });
});

describe("text to copy", () => {
  it("is split at line ends rather than cut", () => {
    const lines = Array.from({ length: 200 }, (_, n) => `person.number${n}@example-company.com`);
    const card = accepted(view({ kind: "copy", text: lines.join("\n") }));
    expect(runsOf(card).join("\n").split("\n")).toEqual(lines);
  });
});

describe("too much", () => {
  const many = (count: number, block: Block): Block[] => Array.from({ length: count }, () => block);
  const end = actions(button("Approve"), button("Deny"));

  it("first loses what only old clients need", () => {
    const row: Block = { kind: "row", title: "One", detail: [text("two")], button: button("x") };
    const card = accepted(view(...many(44, row), end));
    expect(actionsIn(card)).toHaveLength(46);
    expect(JSON.stringify(card)).not.toContain('fallback"');
  });

  it("is cut at a block, says so, and keeps the buttons at the end", () => {
    const row: Block = { kind: "row", title: "One", detail: [text("two")], button: button("x") };
    const { body } = accepted(view(...many(400, row), end));
    expect(body.length).toBeGreaterThan(40);
    expect(body.at(-1)).toMatchObject({ actions: [{ title: "Approve" }, { title: "Deny" }] });
    expect(body.at(-2)).toMatchObject({ inlines: [{ text: CARDS.words.more }] });
  });

  it("shows as much of a long list as there is room", () => {
    const items = Array.from({ length: 40 }, () => [text("ü".repeat(1000))]);
    expect(bodyOf({ kind: "list", items }).length).toBeGreaterThan(10);
  });
});

describe("a view on a form", () => {
  it("has a way back to it with everything typed there", () => {
    const under = [
      { ref: { form: "invite" } as const, values: { addresses: "ana@acme.test", seats: ["chat"] } },
    ];
    const card = accepted(view({ kind: "text", spans: [text("Look")] }), { within: "dialog", under });
    expect(sentBy(card).map(decodeData)).toEqual([{ kind: "back", under }]);
  });

  it("keeps it beneath also when a button on it is pressed", () => {
    const under = [{ ref: { form: "invite" } as const, values: { addresses: "ana@acme.test" } }];
    const card = accepted(view(actions(button("Done"))), { within: "dialog", under });
    expect(sentBy(card).map(decodeData)[0]).toMatchObject({ kind: "press", under });
  });
});

describe("an empty view", () => {
  it("still says its summary", () => {
    expect(runsOf(accepted(view()))).toEqual(["A summary"]);
    expect(runsOf(accepted({ summary: "\u200b", blocks: [{ kind: "divider" }] }))).toEqual(["…"]);
  });
});

describe("any view whatever", () => {
  it("is a card that Microsoft's own reader and Teams take, each of whose buttons can be read back", () => {
    fc.assert(
      fc.property(words, fc.array(anyBlock, { maxLength: 60 }), fc.boolean(), (summary, blocks, dialogs) => {
        for (const within of ["chat", "dialog"] as const) {
          const card = accepted({ summary, blocks }, { dialogs, within });
          for (const data of sentBy(card)) expect(decodeData(data)).toMatchObject({ kind: "press" });
        }
      }),
      { numRuns: 100 },
    );
  });
});
