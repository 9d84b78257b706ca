import { describe, expect, it } from "vitest";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";
import type { ActionButton, Block, OtherButton, Span, View } from "../../../src/view/core/view.ts";
import { recordView } from "../../../src/view/record/record-line.ts";
import { samples } from "../../support/reading/samples.ts";
import { CARDS, partsOf, problemsOfCard, runsOf, sentBy } from "../../support/reading/teams-cards.ts";
import { pageOf, readerOf } from "../../support/samples/facts.ts";
import { entries } from "../../support/samples/records.ts";

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
          { kind: "channel", name: "setup", ids: { slack: "C1" } },
          { kind: "time", at: 1_760_000_000_999, style: "both", fallback: "9 Oct, 08:53" },
        ],
      }),
    );
    const run = (text: string, look: object = {}) => ({ type: "TextRun", text, ...look });
    const selectAction = { type: "Action.OpenUrl", url: "https://console.mistral.ai/" };
    const inlines = [
      run("Hi "),
      run("@*Paul* [x](https://evil.test)", { weight: "bolder" }),
      run("a`b", { fontType: "monospace" }),
      run("Studio", { color: "accent", selectAction }),
      run("no"),
      run("#setup", { weight: "bolder" }),
      run("9 Oct, 08:53"),
    ];
    expect(card.body).toEqual([{ type: "RichTextBlock", inlines }]);
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
    const look = { style: "heading", size: "large", weight: "bolder", wrap: true };
    const body = [{ type: "TextBlock", text: "1.\u00a0Who \\*decides\\*?", ...look }];
    expect(bodyOf({ kind: "heading", text: "1. Who *decides*?" })).toEqual(body);
  });
});

describe("a button", () => {
  it("says what it means to new clients and to old ones", () => {
    const [action] = actionsIn(
      accepted(view(actions(button("Approve", { style: "primary", description: "Paul" })))),
    );
    const { action: meant } = button("");
    const data = { setup: { action: { ...meant, request: presses - 1 } } };
    const seen = { title: "Approve", tooltip: "Paul", style: "positive" };
    const fallback = { type: "Action.Submit", ...seen, data };
    expect(action).toEqual({ type: "Action.Execute", ...seen, verb: "withdraw", data, fallback });
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
    const plain = JSON.stringify(bodyOf(actions(button("Send…", { confirm })))[1]);
    expect(plain).toContain('"style":"positive"');
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

  it("has a second button as easy to see as the first, beneath it", () => {
    const [, , set] = bodyOf(row({ button: button("Add"), also: button("Later"), menu: [button("Hand")] }));
    const [add, later, hand] = set?.type === "ActionSet" ? set.actions : [];
    expect([add?.mode, later?.mode, hand?.mode]).toEqual([undefined, undefined, "secondary"]);
  });

  it("has a menu beside it, however long its words are", () => {
    const detail = [text("What there is to say about it. ".repeat(9))];
    expect(bodyOf(row({ detail, menu: [button("Role")] }))).toMatchObject([{ type: "ColumnSet" }]);
  });

  it("after another one begins with a line", () => {
    const [first, second] = bodyOf(row({}), row({})).filter((_, at) => at % 2 === 0);
    expect([first?.separator, second?.separator]).toEqual([undefined, true]);
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
});

describe("a view on a form", () => {
  it("has a way back to it with everything typed there, and keeps it beneath when a button is pressed", () => {
    const under = [
      { ref: { form: "invite" } as const, values: { addresses: "ana@acme.test", seats: ["chat"] } },
    ];
    const card = accepted(view(actions(button("Done"))), { within: "dialog", under });
    expect(sentBy(card).map(decodeData)).toMatchObject([
      { kind: "press", under },
      { kind: "back", under },
    ]);
  });
});

const isCut = (view: Parameters<typeof renderCard>[0]): boolean =>
  JSON.stringify(renderCard(view, CARDS)).includes(CARDS.words.more);

it("a page of the Record fits into one message, however long its lines are", () => {
  const address = `${"long".repeat(15)}@${"sub.".repeat(45)}example.com`;
  const view = recordView(readerOf("p_ana"), {
    ...pageOf(
      entries()
        .slice(-15)
        .map((entry) => ({ ...entry, actor: "p_evil" })),
      1,
      3,
    ),
    head: "0".repeat(64),
    lookup: (kind) => (kind === "workspace" ? "W".repeat(255) : address),
  });
  expect(isCut(view)).toBe(false);
});

it("the checklist, the status and a page of Members fit into one message", () => {
  const pages = samples("teams").filter(({ name }) => /^(checklist|status|members|record|help)/.test(name));
  expect(pages.length).toBeGreaterThan(20);
  const cut = pages.filter(({ view }) => view !== undefined && isCut(view));
  expect(cut.map(({ name }) => name)).toEqual([]);
});
