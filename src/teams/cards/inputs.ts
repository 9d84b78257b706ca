import { clean, cleanLine } from "../../view/core/clean.ts";
import type { Field, Option } from "../../view/core/view.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import { encodeOption, NOTHING } from "./codec.ts";
import { choiceTitle } from "./spans.ts";
import type { Input, OwnInput } from "./types.ts";

/** Whom and what we can offer, by the platform's ids. */
export type Pickers = { readonly people: readonly Option[]; readonly channels: readonly Option[] };

/** How many people or channels a menu lists, who is chosen always among them, and how long its words may be. */
export type MenuSize = { readonly most: number; readonly title: number };

export type InputOptions = {
  readonly pickers: Pickers;
  readonly words: TeamsWords;
  readonly menus: MenuSize;
  /** Whether the client searches people by itself, as Teams does. */
  readonly searches: boolean;
};

type Of<K extends Field["kind"]> = Extract<Field, { kind: K }>;

const TEXT_LENGTH = 3000;
const MOST_OPTIONS = 100;
const OPTION_VALUE = 255;
const PEOPLE = { type: "Data.Query", dataset: "graph.microsoft.com/users" } as const;

/** A Field as an input with the field's name as its id. Null when there is nothing to choose from. */
export function input(field: Field, options: InputOptions): Input | null {
  const own = ownInput(field, options);
  if (own === null) return null;
  return {
    ...own,
    id: field.name,
    label: cleanLine(field.label, 300) || "…",
    ...(field.optional === true
      ? {}
      : { isRequired: true, errorMessage: errorMessage(field, options.words) }),
  };
}

/** What a client says by itself, before anything is sent. */
function errorMessage(field: Field, words: TeamsWords): string {
  const isLimited = field.kind === "number" && (field.min !== undefined || field.max !== undefined);
  return isLimited ? words.numberWithin(field.min ?? null, field.max ?? null) : words.required;
}

function ownInput(field: Field, options: InputOptions): OwnInput | null {
  const { pickers } = options;
  switch (field.kind) {
    case "text":
      return textInput(field);
    case "number":
      return numberInput(field);
    case "choice": {
      const set = chooseOne(field, field.options, one(field.initial), options);
      return field.as === "radio" && set !== null ? { ...set, style: "expanded" } : set;
    }
    case "choices":
      return chooseSeveral(field, options);
    case "person":
      return people(one(field.initial?.teams), field, options);
    case "people": {
      const menu = people(
        (field.initial ?? []).flatMap(({ teams }) => one(teams)),
        field,
        options,
      );
      return menu === null ? null : { ...menu, isMultiSelect: true };
    }
    case "channel": {
      const chosen = one(field.initial?.teams);
      return chooseOne(field, withChosen(pickers.channels, chosen, options), chosen, options);
    }
    // No card takes a file: it is sent to the bot in the chat.
    case "file":
      return null;
  }
}

function textInput(field: Of<"text">): OwnInput {
  const maxLength = Math.min(field.maxLength ?? TEXT_LENGTH, TEXT_LENGTH);
  const value = clean(field.initial ?? "", maxLength);
  const placeholder = cleanLine(field.placeholder ?? "", 150);
  return {
    type: "Input.Text",
    ...(field.multiline === true ? { isMultiline: true } : {}),
    maxLength,
    ...(value === "" ? {} : { value }),
    ...(placeholder === "" ? {} : { placeholder }),
  };
}

/** Microsoft's renderer takes an empty number for one outside of its limits, so one that may stay empty has none. */
function numberInput({ optional, min, max, initial }: Of<"number">): OwnInput {
  return {
    type: "Input.Number",
    ...(optional === true || min === undefined ? {} : { min }),
    ...(optional === true || max === undefined ? {} : { max }),
    ...(initial === undefined ? {} : { value: initial }),
  };
}

const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** A choice that may be left open can also be taken back, which Teams itself does not offer. */
function chooseOne(
  { optional }: Field,
  options: readonly Option[],
  chosen: readonly string[],
  { words, menus }: InputOptions,
): OwnInput | null {
  const none = optional === true ? [{ value: NOTHING, label: words.none }] : [];
  const offered = [...none, ...distinct(options).slice(0, MOST_OPTIONS)];
  if (offered.length === 0) return null;
  const [value = none[0]?.value] = among(offered, chosen);
  return { ...choiceSet(offered, one(value), menus), placeholder: words.choose };
}

/** One menu or boxes, as the field says. */
function chooseSeveral(
  { options, initial = [], as }: Of<"choices">,
  { menus }: InputOptions,
): OwnInput | null {
  const offered = distinct(options).slice(0, MOST_OPTIONS);
  if (offered.length === 0) return null;
  const set = choiceSet(offered, among(offered, initial), menus);
  return { ...set, isMultiSelect: true, style: as === "boxes" ? "expanded" : "compact" };
}

/** Teams finds everybody of the organization, and names whom it knows; other clients offer whom we know. */
function people(
  chosen: readonly string[],
  { without }: Of<"person" | "people">,
  options: InputOptions,
): OwnInput | null {
  const { pickers, words, menus, searches } = options;
  const known = pickers.people.filter(({ value }) => value !== without?.teams);
  // Whom we do not know Teams names by itself.
  const unnamed = chosen.filter((id) => !searches || among(known, [id]).length > 0);
  const offered = withChosen(known, unnamed, options);
  if (offered.length === 0 && !searches) return null;
  const set = { ...choiceSet(offered, chosen, menus), placeholder: words.choose };
  return searches ? { ...set, "choices.data": PEOPLE } : set;
}

/** Whoever is chosen stays chosen, also when nobody here knows their name any more. */
function withChosen(
  known: readonly Option[],
  chosen: readonly string[],
  { words, menus }: InputOptions,
): Option[] {
  const first = chosen.map(
    (value) => known.find((option) => option.value === value) ?? { value, label: words.chosenBefore },
  );
  return distinct([...first, ...known]).slice(0, Math.max(menus.most, first.length));
}

const among = (offered: readonly Option[], chosen: readonly string[]): string[] =>
  chosen.filter((value) => offered.some((option) => option.value === value));

/** Each value once. One that is empty or very long would not come back as it was, so it is left out. */
function distinct(options: readonly Option[]): Option[] {
  const seen = new Set([""]);
  const isNew = ({ value }: Option) => !seen.has(value) && seen.add(value) && value.length <= OPTION_VALUE;
  return options.filter(isNew);
}

function choiceSet(offered: readonly Option[], chosen: readonly string[], { title }: MenuSize): OwnInput {
  const choices = offered.map(({ value, label, description = "" }) => ({
    title: choiceTitle(description === "" ? label : `${label} – ${description}`, title),
    value: encodeOption(value),
  }));
  const value = chosen.map(encodeOption).join(",");
  return {
    type: "Input.ChoiceSet",
    choices,
    style: "compact",
    wrap: true,
    ...(value === "" ? {} : { value }),
  };
}
