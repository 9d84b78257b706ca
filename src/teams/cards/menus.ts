import type { Field, Option } from "../../view/core/view.ts";
import type { TeamsWords } from "../words.ts";
import { encodeOption, NOTHING } from "./codec.ts";
import { choiceTitle } from "./text.ts";
import type { Input, OwnInput } from "./types.ts";

/** Whom and what we can offer, by the platform's ids. */
export type Pickers = { readonly people: readonly Option[]; readonly channels: readonly Option[] };

/** How many people or channels a menu lists, who is chosen always among them, and how long its words may be. */
export type MenuSize = { readonly most: number; readonly title: number };

export type MenuOptions = {
  readonly pickers: Pickers;
  readonly words: TeamsWords;
  readonly menus: MenuSize;
  /** Whether the client searches people by itself, as Teams does. */
  readonly searches: boolean;
};

export type Of<K extends Field["kind"]> = Extract<Field, { kind: K }>;
type ChoiceSet = OwnInput<Extract<Input, { type: "Input.ChoiceSet" }>>;

const MOST_OPTIONS = 100;
const OPTION_VALUE = 255;
const PEOPLE = { type: "Data.Query", dataset: "graph.microsoft.com/users" } as const;
/** Such an id the people picker of Teams turns into a name by itself. */
const DIRECTORY_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** A choice that may be left open can also be taken back, which Teams itself does not offer. */
export function chooseOne(
  field: Of<"choice" | "channel">,
  options: readonly Option[],
  chosen: readonly string[],
  { words, menus }: MenuOptions,
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

/** One menu or boxes, as the field says. */
export function chooseSeveral(field: Of<"choices">, { menus }: MenuOptions): ChoiceSet | null {
  const offered = distinct(field.options).slice(0, MOST_OPTIONS);
  if (offered.length === 0) return null;
  const set = choiceSet(offered, among(offered, field.initial ?? []), menus);
  return { ...set, isMultiSelect: true, style: field.as === "boxes" ? "expanded" : "compact" };
}

export function chooseChannel(field: Of<"channel">, options: MenuOptions): ChoiceSet | null {
  const chosen = one(field.initial?.teams);
  return chooseOne(field, withChosen(options.pickers.channels, chosen, options), chosen, options);
}

/** Teams finds everybody of the organization, and names whom it knows; other clients offer whom we know. */
export function people(chosen: readonly string[], options: MenuOptions): ChoiceSet | null {
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
  { words, menus }: MenuOptions,
): Option[] {
  const first = chosen.map(
    (value) => known.find((option) => option.value === value) ?? { value, label: words.chosenBefore },
  );
  return distinct([...first, ...known]).slice(0, Math.max(menus.most, first.length));
}

const among = (offered: readonly Option[], chosen: readonly string[]): string[] =>
  chosen.filter((value) => offered.some((option) => option.value === value));

/** Each value once. One that is empty or very long would not come back as it was, so it is left out. */
const distinct = (options: readonly Option[]): Option[] => {
  const seen = new Set([""]);
  return options.filter(({ value }) => {
    const isNew = !seen.has(value) && value.length <= OPTION_VALUE;
    seen.add(value);
    return isNew;
  });
};

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
