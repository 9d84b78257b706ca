import type { Errors } from "../../app/core/app.ts";
import type { Field, Form } from "../../view/core/view.ts";
import { drawWhole, drawWholeForm } from "../../view/core/whole.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import { drawBlocks, heading } from "./blocks.ts";
import { backButton, type CardContext, submitButton, type Within } from "./buttons.ts";
import { bytesOf, CARD_BYTES, fitted, framed, lean, numbering, roomBeside } from "./card.ts";
import type { Under } from "./codec.ts";
import { type InputOptions, input, type MenuSize, type Pickers } from "./inputs.ts";
import { sentence } from "./spans.ts";
import type { Action, AdaptiveCard, Element } from "./types.ts";

export type FormOptions = {
  /** In a dialog the platform shows the title and closes it; in the chat the card does both. */
  readonly within: Within;
  readonly dialogs: boolean;
  readonly pickers: Pickers;
  readonly words: TeamsWords;
  readonly errors?: Errors;
  /** The forms that it lies on, the last one on top. */
  readonly under?: readonly Under[];
  /** Comes back with the submission, to tell this card from another of the same form. */
  readonly once: string;
};

/** How much menus say: less where the card would grow too large. What is chosen and what was typed stays. */
const MENUS: readonly MenuSize[] = [
  { most: 100, title: 150 },
  { most: 30, title: 75 },
  { most: 10, title: 40 },
];

/** A Form as a card. Without `submit` it only shows, so fields are left out. */
export const renderFormCard = (form: Form, options: FormOptions): AdaptiveCard =>
  drawWholeForm(form, (whole) => cardOf(whole, options));

function cardOf(form: Form, options: FormOptions): AdaptiveCard {
  const { within, dialogs, words, errors = {}, under = [], once } = options;
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
  const frame = framed(form.title, [], shown, words, within);

  const inputs = smallest(
    MENUS.map((menus) =>
      fields.flatMap((field) =>
        fieldLines(field, errors, { pickers: options.pickers, words, menus, searches: dialogs }),
      ),
    ),
  );
  const head = [...title(form, within), ...errorsOnTop(errors, inputs, words)];
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

/** The first that leaves half of the card to the rest, or else the last. */
const smallest = (drawn: readonly Element[][]): Element[] =>
  drawn.find((lines) => bytesOf(lines) < CARD_BYTES / 2) ?? drawn.at(-1) ?? [];

const title = (form: Form, within: Within): Element[] =>
  within === "dialog" ? [] : [heading(form.title, "large")];

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
  const error = Object.hasOwn(errors, field.name) ? (errors[field.name] ?? "") : null;
  return [
    { ...element, spacing: "medium" },
    ...(error === null
      ? []
      : [{ ...sentence(error, { weight: "bolder", color: "attention" }), spacing: "small" as const }]),
    ...(field.hint === undefined
      ? []
      : [{ ...sentence(field.hint, { size: "small", isSubtle: true }), spacing: "small" as const }]),
  ];
}
