import fc from "fast-check";
import type {
  ActionButton,
  Block,
  Button,
  Field,
  Form,
  Ids,
  OtherButton,
  Span,
} from "../../../src/view/core/view.ts";
import { anyAction, anyForm as anyFormRef } from "./any-action.ts";
import { anyText } from "./any-text.ts";

/** What people have written to break a chat. */
const HOSTILE = [
  "<!channel> <@U123> <#C1|x>",
  "*bold* _it_ ~no~ `code` >quote",
  ":smile: & < > \" '",
  "\u202Egnp.exe\u2066\u200B\u0000\u001B[31m",
  "שלום עולם",
  "👩‍👩‍👧‍👦".repeat(2000),
  "x".repeat(10_000),
  "line\n".repeat(1000),
  "\ud800 lone",
  "[press](https://evil.test) **now** &lt;b&gt;\n# heading\n- list\n1. first\n> quote\n| a | b |",
  "{{DATE(2017-02-14T06:08:39Z, SHORT)}} {{{TIME(2017-02-14T06:08:39Z)}}}",
  "",
  "   ",
  "\u200b",
];

export const words = fc.oneof(fc.constantFrom(...HOSTILE), anyText({ maxLength: 200 }));
const span: fc.Arbitrary<Span> = fc.oneof(
  words.map((value): Span => ({ kind: "text", text: value })),
  words.map((value): Span => ({ kind: "bold", text: value })),
  words.map((value): Span => ({ kind: "code", text: value })),
  fc
    .tuple(words, fc.oneof(words, fc.webUrl()))
    .map(([value, url]): Span => ({ kind: "link", text: value, url })),
  words.map((name): Span => ({ kind: "mention", name, ids: { slack: "U1", teams: "29:1" } })),
  words.map((name): Span => ({ kind: "mention", name, ids: {} })),
  words.map((name): Span => ({ kind: "channel", name, ids: {} })),
  words.map((fallback): Span => ({ kind: "time", at: 1.76e12, style: "date", fallback })),
);
const spans = fc.array(span, { maxLength: 14 });
const anyButton = fc.oneof(
  fc.tuple(words, fc.oneof(words, fc.webUrl())).map(([label, url]) => ({ label, url })),
  fc.tuple(words, words, fc.boolean(), anyAction).map(([label, said, ask, action]): ActionButton => {
    const confirm = { title: said, text: said, yes: said, no: said };
    const pressed = { label, description: said, ...(ask ? { confirm } : {}) };
    if (action.do !== "approve") return { ...pressed, action };
    return { ...pressed, action, beside: [], instead: { label, action: { do: "status" } } };
  }),
);
const isOther = (button: Button): button is OtherButton => "action" in button && !("beside" in button);
const anyOption = fc.record({
  value: fc.oneof(fc.stringMatching(/^[a-z0-9_-]{1,75}$/), fc.constantFrom("100%", "%2C", "29:1_a-b")),
  label: words,
  description: words,
});
const options = fc.uniqueArray(anyOption, { minLength: 1, maxLength: 20, selector: ({ value }) => value });
const ids: fc.Arbitrary<Ids> = fc.constantFrom(
  { slack: "U1" },
  { teams: "29:1_a" },
  { slack: "U1", teams: "29:2" },
  {},
);
const kinds = (name: string): fc.Arbitrary<Field>[] => {
  const common = { name: fc.constant(name), label: words, hint: words, optional: fc.boolean() };
  return [
    fc.record({ ...common, kind: fc.constant("text"), initial: words, multiline: fc.boolean() }),
    fc.record({ ...common, kind: fc.constant("number"), initial: fc.integer(), min: fc.integer() }),
    fc.record({ ...common, kind: fc.constant("day"), initial: fc.constantFrom("2026-12-01", "2028-02-29") }),
    fc.record({ ...common, kind: fc.constant("choice"), options, as: fc.constantFrom("menu", "radio") }),
    fc.record({ ...common, kind: fc.constant("choices"), options, as: fc.constantFrom("menu", "boxes") }),
    fc.record({ ...common, kind: fc.constant("person"), initial: ids }),
    fc.record({ ...common, kind: fc.constant("people"), initial: fc.array(ids, { maxLength: 4 }) }),
    fc.record({ ...common, kind: fc.constant("channel"), initial: ids }),
  ];
};

export const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  words.map((value): Block => ({ kind: "heading", text: value })),
  spans.map((value): Block => ({ kind: "text", spans: value })),
  spans.map((value): Block => ({ kind: "quote", spans: value })),
  spans.map((value): Block => ({ kind: "note", spans: value })),
  fc.array(spans, { maxLength: 5 }).map((items): Block => ({ kind: "list", items })),
  words.map((value): Block => ({ kind: "copy", text: value })),
  fc
    .tuple(fc.array(anyButton, { maxLength: 30 }), fc.array(anyButton, { maxLength: 3 }))
    .map(([buttons, more]): Block => ({ kind: "actions", buttons, menu: more.filter(isOther) })),
  fc
    .tuple(words, spans, fc.option(anyButton, { nil: undefined }), fc.array(anyButton, { maxLength: 8 }))
    .map(([title, detail, one, menu]): Block => {
      const entries = menu.filter((entry) => "action" in entry);
      const shown = { ...(one === undefined ? {} : { button: one }), also: entries.find(isOther) };
      return { kind: "row", title, detail, menu: entries, ...shown };
    }),
  fc.constant<Block>({ kind: "divider" }),
);

const fields = fc
  .array(fc.nat(6), { maxLength: 8 })
  .chain((chosen) => fc.tuple(...chosen.map((at, n) => fc.oneof(...kinds(`field${n}`).slice(at, at + 1)))));

export const anyViewForm: fc.Arbitrary<Form> = fc.record({
  ref: anyFormRef,
  title: words,
  submit: words,
  close: words,
  intro: fc.array(anyBlock, { maxLength: 12 }),
  fields,
});
