import { randomUUID } from "node:crypto";
import type { Errors } from "../../app/core/app.ts";
import type { References } from "../../app/messages/conversation-references.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import type { Field, Form, Option, View } from "../../view/core/view.ts";
import { drawWhole, drawWholeForm } from "../../view/core/whole.ts";
import type { TeamsWords, TeamsWordsIn } from "../../view/strings/strings.ts";
import { nameOf } from "../conversations.ts";
import { backButton, type CardContext, submitButton, type Within } from "./buttons.ts";
import {
  bytesOf,
  CARD_BYTES,
  type CardOptions,
  drawBlocks,
  fitted,
  framed,
  heading,
  lean,
  numbering,
  renderCard,
  roomBeside,
} from "./card.ts";
import type { Under } from "./codec.ts";
import { type InputOptions, input, type MenuSize, type Pickers } from "./inputs.ts";
import { sentence } from "./spans.ts";
import type { Action, AdaptiveCard, Element } from "./types.ts";

/** In a dialog the platform shows the title and closes it; in the chat the card does both. */
type FormOptions = CardOptions & {
  readonly pickers: Pickers;
  readonly errors?: Errors;
  /** Comes back with the submission, to tell this card from another of the same form. */
  readonly once: string;
};

/** How much menus say: less where the card would grow too large. What is chosen and what was typed stays. */
const MENUS: readonly MenuSize[] = [
  { most: 100, title: 150 },
  { most: 10, title: 40 },
];

export const renderFormCard = (form: Form, options: FormOptions): AdaptiveCard =>
  drawWholeForm(form, (whole) => cardOf(whole, options));

function cardOf(form: Form, options: FormOptions): AdaptiveCard {
  const { within = "chat", dialogs, words, errors = {}, under = [], once, pickers } = options;
  const context: CardContext = { within, dialogs, shown: { form, under }, next: numbering() };
  const fields = form.submit === null ? [] : form.fields.map((field) => unchecked(form, field));
  const actions = [
    ...(form.submit === null || form.ref === null
      ? []
      : [submitButton(form.submit, form.ref, once, context)]),
    ...wayOut(form, under, context, words),
  ];
  // What was typed below travels with each button, so where that is much it travels once.
  const shown = bytesOf(actions) > CARD_BYTES / 4 ? lean(actions) : actions;
  const frame = framed(form.title, shown, words, within);

  const inputs = smallest(
    MENUS.map((menus) =>
      fields.flatMap((field) => fieldLines(field, errors, { pickers, words, menus, searches: dialogs })),
    ),
  );
  const title = within === "dialog" ? [] : [heading(form.title, "large")];
  const head = [...title, ...errorsOnTop(errors, inputs, words)];
  const room = roomBeside(frame, head, inputs);
  const intro = drawWhole(form.intro, (blocks) => fitted(drawBlocks(blocks, context), room, words.more));
  const body = [...head, ...intro, ...inputs];
  return { ...frame, body: body.length > 0 ? body : [sentence(form.title)] };
}

/** At every button of a card a client insists on empty fields: with buttons of its own a form leaves that to the core. */
function unchecked({ intro }: Form, field: Field): Field {
  const mayStayEmpty = intro.some(({ kind }) => kind === "actions") && field.kind === "text";
  return mayStayEmpty ? { ...field, optional: true } : field;
}

const smallest = (drawn: readonly Element[][]): Element[] =>
  drawn.find((lines) => bytesOf(lines) < CARD_BYTES / 2) ?? drawn.at(-1) ?? [];

/** A form on another goes back to that; in the chat one alone is closed, which dialogs do by themselves. */
function wayOut(form: Form, under: readonly Under[], context: CardContext, words: TeamsWords): Action[] {
  if (under.length > 0) return [backButton(words.back, under, context)];
  return context.within === "dialog" ? [] : [backButton(form.close, [], context)];
}

/** What stands beneath no field, or else that something does. */
function errorsOnTop(errors: Errors, lines: readonly Element[], words: TeamsWords): Element[] {
  const names = lines.map(({ id }) => id);
  const homeless = Object.entries(errors).flatMap(([name, said]) => (names.includes(name) ? [] : [said]));
  const said = homeless.length === 0 && Object.keys(errors).length > 0 ? [words.seeFields] : homeless;
  if (said.length === 0) return [];
  const items = said.map((each) => sentence(each, { weight: "bolder", color: "attention" }));
  return [{ type: "Container", style: "attention", items }];
}

function fieldLines(field: Field, errors: Errors, options: InputOptions): Element[] {
  const element = input(field, options);
  if (element === null) return [];
  const error = Object.hasOwn(errors, field.name) ? errors[field.name] : undefined;
  const beneath = [
    ...(error === undefined ? [] : [sentence(error, { weight: "bolder", color: "attention" })]),
    ...(field.hint === undefined ? [] : [sentence(field.hint, { size: "small", isSubtle: true })]),
  ];
  return [
    { ...element, spacing: "medium" },
    ...beneath.map((line): Element => ({ ...line, spacing: "small" })),
  ];
}

export type Face = { readonly card: AdaptiveCard; readonly summary: string };

export type Faces = ReturnType<typeof createFaces>;

/** Views and Forms in the words of their reader, with the people and channels that are known. */
export function createFaces(references: References, words: TeamsWordsIn, dialogs: boolean) {
  function byLabel(choices: readonly Option[], { language }: TeamsWords): Option[] {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return choices.toSorted((one, other) => compare(one.label, other.label));
  }

  function people(said: TeamsWords): Option[] {
    const isOurs = ({ data }: ConversationReference) => ["member", "", undefined].includes(data["standing"]);
    const ours = references.all("person").filter(isOurs);
    const found = ours.map(({ id, label }) => ({ value: id, label }));
    return byLabel(found, said);
  }

  /** Each team has a channel named General. */
  function channels(said: TeamsWords): Option[] {
    const teams = new Map(references.all("team").map((team) => [team.id, team]));
    const found = references.all("channel").map((reference) => {
      const { id, data } = reference;
      const team = nameOf(teams.get(data["team"] ?? "") ?? null);
      const label = nameOf(reference) ?? (data["kind"] === "group" ? said.unnamedGroup : said.unknownChannel);
      return { value: id, label: team === null ? label : `${team} › ${label}` };
    });
    return byLabel(found, said);
  }

  return {
    view: (view: View, within: Within = "chat", under: readonly Under[] = []): Face => ({
      card: renderCard(view, { words: words(view.lang ?? "en"), dialogs, within, under }),
      summary: view.summary,
    }),
    form(form: Form, within: Within, under: readonly Under[] = [], errors: Errors = {}): Face {
      const said = words(form.lang ?? "en");
      const has = (...kinds: Field["kind"][]) => form.fields.some(({ kind }) => kinds.includes(kind));
      const pickers = {
        people: has("person", "people") ? people(said) : [],
        channels: has("channel") ? channels(said) : [],
      };
      const options = { words: said, dialogs, within, under, errors, pickers, once: randomUUID() };
      return { card: renderFormCard(form, options), summary: form.title };
    },
  };
}
