import { createRequire } from "node:module";
import { problemsInCard } from "../../../src/sandbox/teams/card-parts.ts";
import { CARD_BYTES } from "../../../src/teams/cards/card.ts";
import type { AdaptiveCard } from "../../../src/teams/cards/types.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";

/** What of Microsoft's package is used here; its own types are no module. */
type Finding = { readonly message: string };
type Context = { readonly eventCount: number; getEventAt(at: number): Finding };
type Parsed = {
  parse(json: unknown, context: Context): void;
  validateProperties(): { readonly validationEvents: readonly Finding[] };
  readonly hostConfig: { readonly actions: { maxActions: number } };
};
type AC = {
  readonly AdaptiveCard: new () => Parsed;
  readonly SerializationContext: new (version: unknown) => Context;
  readonly Versions: { readonly v1_5: unknown };
};

const AC = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js") as AC;

export type Part = Readonly<Record<string, unknown>> & { readonly type: string };

const words = stringsFor("en", "teams").teams;
export const CARDS = { dialogs: true, words } as const;
export const FORMS = {
  ...CARDS,
  within: "dialog",
  once: "c4rd",
  pickers: {
    people: [{ value: "3f0c8a51-8c5b-4a86-9c0e-0123456789ab", label: "Ana Lima" }],
    channels: [{ value: "19:general@thread.tacv2", label: "General" }],
  },
} as const;

/** As from the wire: without what JSON drops. */
const onTheWire = (card: AdaptiveCard): Part => JSON.parse(JSON.stringify(card)) as Part;

const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every element, run, input and action of a card, in the order it is shown; not what stands in for old clients. */
export function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).filter(([key]) => !["data", "fallback", "msteams"].includes(key));
  return [...(isPart(value) ? [value] : []), ...inner.flatMap(([, each]) => partsOf(each))];
}

/** What the data of every button of a card is, of those that reach the bot. */
export const sentBy = (card: AdaptiveCard): unknown[] =>
  partsOf(onTheWire(card)).flatMap((part) => (part["data"] === undefined ? [] : [part["data"]]));

/** What people read in a card, where Markdown is not read. */
export const runsOf = (card: AdaptiveCard): string[] =>
  partsOf(card).flatMap(({ type, text }) => (type === "TextRun" ? [String(text)] : []));

/**
 * Teams documents the people picker for cards of every version, the package only from 1.6 on; and its check of `lang`
 * remembers where it stopped, so it refuses every second card.
 */
const UNFOUNDED = /choices\.data|"Data\.Query"|property "lang"/;

/** What Microsoft's own reader has to say about a card. */
function complaintsAbout(card: Part): string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const parsed = new AC.AdaptiveCard();
  parsed.hostConfig.actions.maxActions = 6;
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...events, ...parsed.validateProperties().validationEvents]
    .map(({ message }) => message)
    .filter((message) => !UNFOUNDED.test(message));
}

/** What Teams refuses or shows wrongly, and what we want beyond: sizes, labels, words that Markdown cannot touch. */
export function problemsOfCard(card: AdaptiveCard): string[] {
  const wire = onTheWire(card);
  const parts = partsOf(wire);
  const bytes = Buffer.byteLength(JSON.stringify(wire));
  return [
    ...problemsInCard(wire),
    ...complaintsAbout(wire),
    ...(bytes > CARD_BYTES ? [`too large: ${bytes} bytes`] : []),
    ...parts.flatMap(problemsOfPart),
  ];
}

/** An element that reads Markdown may hold nothing that it would format; a run no date that is filled in. */
const MARKDOWN = /(?<!\\)[*_`[\]<>~]|^(?:[#+-]+|\d+[.)])(?: |$)|^--|\{\{/m;

/** Nothing is escaped in a choice, and within a word an underscore formats nothing. */
const IN_A_CHOICE = /[*`[\]<>~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^(?:[#+-]+|\d+[.)])(?: |$)|^--|\{\{/u;

function problemsOfPart(part: Part): string[] {
  const { type } = part;
  const bad = (problem: string, is: boolean): string[] => (is ? [`${type}: ${problem}`] : []);
  if (type.startsWith("Action."))
    return bad("no title", type !== "Action.OpenUrl" && !hasWords(part["title"]));
  if (type.startsWith("Input.")) {
    const required = part["isRequired"] === true;
    return [
      ...bad("no label", !hasWords(part["label"])),
      ...bad("no words when it is left empty", required && !hasWords(part["errorMessage"])),
      ...bad(
        "Markdown in a choice",
        titlesOf(part).some((title) => IN_A_CHOICE.test(title)),
      ),
      ...bad("reserved id", part["id"] === "setup" || part["id"] === "msteams"),
    ];
  }
  switch (type) {
    case "AdaptiveCard":
      return [
        ...bad("no language", !/^[a-z]{2}$/.test(String(part["lang"]))),
        ...bad("empty", (part["body"] as unknown[]).length === 0),
        ...bad("Markdown in its fallback", MARKDOWN.test(String(part["fallbackText"]))),
      ];
    case "TextBlock":
      return [
        ...bad("no heading, so a run would do", part["style"] !== "heading"),
        ...bad("cut off", part["wrap"] !== true),
        ...bad(`Markdown in ${part["text"]}`, MARKDOWN.test(String(part["text"]))),
      ];
    case "TextRun":
      return [
        ...bad("empty", part["text"] === ""),
        ...bad("a date that is filled in", /\{\{/.test(String(part["text"]))),
        ...bad("hidden characters", /[\u202a-\u202e\u2066-\u2069\u200b]/.test(String(part["text"]))),
      ];
    case "Container":
    case "Column":
      return bad("empty", (part["items"] as unknown[]).length === 0);
    case "ActionSet":
      return bad("more than six", (part["actions"] as unknown[]).length > 6);
    default:
      return [];
  }
}

const titlesOf = ({ choices = [] }: Part): string[] =>
  (choices as { title: string }[]).map(({ title }) => title);

const hasWords = (text: unknown): boolean => typeof text === "string" && text.trim() !== "";
