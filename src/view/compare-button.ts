import type { Mode } from "../domain/mode.ts";
import type { Reader } from "./reader.ts";
import type { ActionButton } from "./view.ts";

/** Where a person reads Mistral's list, they can paste it; in automatic mode the bot reads it. */
export const compareButtons = (reader: Reader, mode: Mode): ActionButton[] =>
  mode === "automatic"
    ? []
    : [{ label: reader.strings.compare.button, action: { do: "open", to: { form: "compare" } } }];
