import { clean, cleanLine } from "../../view/core/clean.ts";
import type { Field, Option } from "../../view/core/view.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import { NOTHING } from "./codec.ts";
import { choiceTitle } from "./spans.ts";
import type { Input, OwnInput } from "./types.ts";

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
const PEOPLE = { type: "Data.Query", dataset: "graph.microsoft.com/users" } as const;

/** A Field as an input with the field's name as its id. Null when there is nothing to choose from. */
export function input(field: Field, options: InputOptions): Input | null {
  const own = ownInput(field, options);
  if (own === null) return null;
  const named = { ...own, id: field.name, label: cleanLine(field.label, 300) || "…" };
  if (field.optional === true) return named;
  return { ...named, isRequired: true, errorMessage: options.words.required };
}

function ownInput(field: Field, options: InputOptions): OwnInput | null {
  switch (field.kind) {
    case "text":
      return textInput(field);
    case "number":
      return numberInput(field);
    case "day":
      return { type: "Input.Date", value: field.initial };
    case "choice": {
      const set = chooseOne(field, field.options, one(field.initial), options);
      return field.as === "radio" && set !== null ? { ...set, style: "expanded" } : set;
    }
    case "choices": {
      const set = choiceSet(field.options.slice(0, MOST_OPTIONS), field.initial ?? [], options);
      return { ...set, isMultiSelect: true, style: field.as === "boxes" ? "expanded" : "compact" };
    }
    case "person":
      return people(one(field.initial?.teams), field, options);
    case "people": {
      const chosen = (field.initial ?? []).flatMap(({ teams }) => one(teams));
      const menu = people(chosen, field, options);
      return menu === null ? null : { ...menu, isMultiSelect: true };
    }
    case "channel": {
      const chosen = one(field.initial?.teams);
      return chooseOne(field, withChosen(options.pickers.channels, chosen, options), chosen, options);
    }
    // No card takes a file: it is sent to the bot in the chat.
    case "file":
      return null;
  }
}

function textInput(field: Of<"text">): OwnInput {
  const maxLength = Math.min(field.maxLength ?? TEXT_LENGTH, TEXT_LENGTH);
  return {
    type: "Input.Text",
    isMultiline: field.multiline === true ? true : undefined,
    maxLength,
    value: clean(field.initial ?? "", maxLength) || undefined,
    placeholder: cleanLine(field.placeholder ?? "", 150) || undefined,
  };
}

/** Microsoft's renderer takes an empty number for one outside of its limits, so one that may stay empty has none. */
function numberInput({ optional, min, max, initial: value }: Of<"number">): OwnInput {
  return { type: "Input.Number", ...(optional === true ? {} : { min, max }), value };
}

const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** A choice that may be left open can also be taken back, which Teams itself does not offer. */
function chooseOne(
  { optional }: Field,
  given: readonly Option[],
  chosen: readonly string[],
  options: InputOptions,
): OwnInput | null {
  const { none, choose } = options.words;
  const offered = [...(optional === true ? [{ value: NOTHING, label: none }] : []), ...given];
  if (offered.length === 0) return null;
  const set = choiceSet(offered.slice(0, MOST_OPTIONS), chosen, options);
  return { ...set, value: set.value ?? (optional === true ? NOTHING : undefined), placeholder: choose };
}

/** Teams finds everybody of the organization, and names whom it knows; other clients offer whom we know. */
function people(
  chosen: readonly string[],
  { without }: Of<"person" | "people">,
  options: InputOptions,
): OwnInput | null {
  const { pickers, words, searches } = options;
  const known = pickers.people.filter(({ value }) => value !== without?.teams);
  const isKnown = (id: string) => known.some(({ value }) => value === id);
  // Whom we do not know Teams names by itself.
  const offered = withChosen(known, searches ? chosen.filter(isKnown) : chosen, options);
  if (offered.length === 0 && !searches) return null;
  const set = choiceSet(offered, chosen, options, searches);
  return { ...set, placeholder: words.choose, "choices.data": searches ? PEOPLE : undefined };
}

/** Whoever is chosen stays chosen, also when nobody here knows their name any more. */
function withChosen(known: readonly Option[], chosen: readonly string[], options: InputOptions): Option[] {
  const first = chosen.map(
    (value) => known.find((option) => option.value === value) ?? { value, label: options.words.chosenBefore },
  );
  const others = known.filter(({ value }) => !chosen.includes(value));
  return [...first, ...others].slice(0, Math.max(options.menus.most, first.length));
}

/** `unlisted`: the client names also those who are chosen and not among the choices. */
function choiceSet(
  offered: readonly Option[],
  chosen: readonly string[],
  { menus }: InputOptions,
  unlisted = false,
): OwnInput {
  const choices = offered.map(({ value, label, description = "" }) => ({
    title: choiceTitle(description === "" ? label : `${label} – ${description}`, menus.title),
    value,
  }));
  const value = chosen.filter((id) => unlisted || offered.some((option) => option.value === id)).join(",");
  return { type: "Input.ChoiceSet", choices, style: "compact", wrap: true, value: value || undefined };
}
