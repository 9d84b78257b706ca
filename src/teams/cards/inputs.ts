import { clean, cleanLine } from "../../view/core/clean.ts";
import type { Field } from "../../view/core/view.ts";
import type { TeamsWords } from "../words.ts";
import { chooseChannel, chooseOne, chooseSeveral, type MenuOptions, type Of, one, people } from "./menus.ts";
import type { Input, OwnInput } from "./types.ts";

const TEXT_LENGTH = 3000;

/** A Field as an input with the field's name as its id. Null when there is nothing to choose from. */
export function input(field: Field, options: MenuOptions): Input | null {
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

function ownInput(field: Field, options: MenuOptions): OwnInput | null {
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
    case "choices":
      return chooseSeveral(field, options);
    case "person":
      return people(one(field.initial?.teams), offering(field, options));
    case "people": {
      const chosen = (field.initial ?? []).flatMap(({ teams }) => one(teams));
      const menu = people(chosen, offering(field, options));
      return menu === null ? null : { ...menu, isMultiSelect: true };
    }
    case "channel":
      return chooseChannel(field, options);
    // No card takes a file: it is sent to the bot in the chat.
    case "file":
      return null;
  }
}

function offering({ without }: Of<"person" | "people">, { pickers, ...options }: MenuOptions): MenuOptions {
  const people = pickers.people.filter(({ value }) => value !== without?.teams);
  return { ...options, pickers: { ...pickers, people } };
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
