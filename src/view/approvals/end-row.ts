import type { UserAction } from "../../domain/action.ts";
import { button, of } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import type { Block, Span } from "../core/view.ts";

/** Something in the settings that can be ended. `name`: tells it from the others of its kind. */
export const endRow = (
  reader: Reader,
  end: Omit<Extract<UserAction, { do: "end" }>, "do">,
  name: string,
  detail: readonly Span[],
  title = name,
): Block => ({
  ...{ kind: "row", title, detail },
  button: of(name, button(reader.strings.buttons.end, { do: "end", ...end }), reader),
});
