import { clean, cleanLine } from "../view/clean.ts";
import type { Field, Option } from "../view/view.ts";
import type { Input } from "./card-types.ts";
import { encodeOption, NOTHING } from "./codec.ts";
import { choiceTitle } from "./text.ts";
import type { TeamsWords } from "./words.ts";

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
/** An input without what every input has. */
type Own<I extends Input = Input> = I extends Input
  ? Omit<I, "id" | "label" | "isRequired" | "errorMessage">
  : never;
type ChoiceSet = Own<Extract<Input, { type: "Input.ChoiceSet" }>>;

const TEXT_LENGTH = 3000;
const MOST_OPTIONS = 100;
const OPTION_VALUE = 255;
const PEOPLE = { type: "Data.Query", dataset: "graph.microsoft.com/users" } as const;
/** Such an id the people picker of Teams turns into a name by itself. */
const DIRECTORY_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** A Field as an input with the field's name as its id. Null when there is nothing to choose from. */
export function input(field: Field, options: InputOptions): Input | null {
  const own = ownInput(field, options);
  if (own === null) return null;
  return {
    ...own,
    id: field.name,
    label: cleanLine(field.label, 300) || "…",
    ...(field.optional === true ? {} : { isRequired: true }),
    ...errorMessage(field, options.words),
  };
}

/** What a client says by itself, before anything is sent. */
function errorMessage(field: Field, words: TeamsWords): { readonly errorMessage?: string } {
  if (field.optional === true) return {};
  if (field.kind === "number" && (field.min !== undefined || field.max !== undefined))
    return { errorMessage: words.numberWithin(field.min ?? null, field.max ?? null) };
  return { errorMessage: words.required };
}

/** Microsoft's renderer takes an empty number for one outside of its limits, so one that may stay empty has none. */
function limits({ optional, min, max }: Of<"number">): { min?: number; max?: number } {
  if (optional === true) return {};
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function ownInput(field: Field, options: InputOptions): Own | null {
  const { pickers, menus } = options;
  switch (field.kind) {
    case "text":
      return textInput(field);
    case "number":
      return {
        type: "Input.Number",
        ...limits(field),
        ...(field.initial === undefined ? {} : { value: field.initial }),
      };
    case "choice":
      return chooseOne(field, field.options, one(field.initial), options);
    case "choices": {
      const offered = distinct(field.options).slice(0, MOST_OPTIONS);
      if (offered.length === 0) return null;
      const set = choiceSet(offered, among(offered, field.initial ?? []), menus);
      return { ...set, isMultiSelect: true, style: field.as === "boxes" ? "expanded" : "compact" };
    }
    case "person":
      return people(one(field.initial?.teams), options);
    case "people": {
      const chosen = (field.initial ?? []).flatMap(({ teams }) => one(teams));
      const set = people(chosen, options);
      return set === null ? null : { ...set, isMultiSelect: true };
    }
    case "channel": {
      const chosen = one(field.initial?.teams);
      return chooseOne(field, withChosen(pickers.channels, chosen, options), chosen, options);
    }
  }
}

const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

function textInput(field: Of<"text">): Own {
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

/** A choice that may be left open can also be taken back, which Teams itself does not offer. */
function chooseOne(
  field: Of<"choice" | "channel">,
  options: readonly Option[],
  chosen: readonly string[],
  { words, menus }: InputOptions,
): ChoiceSet | null {
  const none = field.optional === true ? [{ value: NOTHING, label: words.none }] : [];
  const offered = [...none, ...distinct(options).slice(0, MOST_OPTIONS)];
  if (offered.length === 0) return null;
  const [value = none[0]?.value] = among(offered, chosen);
  const set = choiceSet(offered, one(value), menus);
  return field.kind === "choice" && field.as === "radio"
    ? { ...set, style: "expanded" }
    : { ...set, placeholder: words.choose };
}

/** Teams finds everybody of the organization, and names whom it knows; other clients offer whom we know. */
function people(chosen: readonly string[], options: InputOptions): ChoiceSet | null {
  const { pickers, words, menus, searches } = options;
  const isNamed = (id: string) =>
    searches && DIRECTORY_ID.test(id) && among(pickers.people, [id]).length === 0;
  const offered = withChosen(
    pickers.people,
    chosen.filter((id) => !isNamed(id)),
    options,
  );
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
const distinct = (options: readonly Option[]): Option[] =>
  options.filter(
    ({ value }, at) =>
      value !== "" &&
      value.length <= OPTION_VALUE &&
      options.findIndex((option) => option.value === value) === at,
  );

function choiceSet(offered: readonly Option[], chosen: readonly string[], { title }: MenuSize): ChoiceSet {
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
