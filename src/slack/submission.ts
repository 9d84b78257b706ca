import type { types } from "@slack/bolt";
import type { Errors, Reply } from "../app/app.ts";
import { cleanLine } from "../view/clean.ts";
import { sayingErrors } from "../view/saying.ts";
import { renderForm } from "./forms.ts";
import { depth, fieldNames, inPlaceOf, type OpenView } from "./payload.ts";
import { renderDialog } from "./render.ts";
import type { SlackWords } from "./words.ts";

export type ResponseAction =
  | { response_action: "clear" }
  | { response_action: "update" | "push"; view: types.ModalView }
  | { response_action: "errors"; errors: Record<string, string> };

/** What the submitted dialog turns into; a failure of ours leaves it open with everything typed. */
export function responseAction(reply: Reply | null, view: OpenView, words: SlackWords): ResponseAction {
  if (reply === null) return refuse({ "": words.trouble }, view, words);
  switch (reply.kind) {
    case "nothing":
      return { response_action: "clear" };
    case "errors":
      return refuse(reply.errors, view, words);
    case "stack":
      if (depth(view) < 3) return { response_action: "push", view: renderForm(reply.form) };
      return { response_action: "update", view: inPlaceOf(view, renderForm(reply.form)) };
    case "open":
      return { response_action: "update", view: inPlaceOf(view, renderForm(reply.form)) };
    case "show":
      // Closing an outcome closes the forms beneath it too: they are done with.
      return {
        response_action: "update",
        view: { ...renderDialog(reply.view, words.title, words.close), clear_on_close: true },
      };
  }
}

/** Slack ignores errors at fields that are not there, so those go to the first one. */
function refuse(errors: Errors, view: OpenView, words: SlackWords): ResponseAction {
  const fields = fieldNames(view);
  const first = fields[0];
  if (first === undefined) {
    const said = renderDialog(sayingErrors(errors), words.title, words.close);
    return { response_action: "update", view: inPlaceOf(view, said) };
  }
  const placed: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) {
    const field = fields.includes(name) ? name : first;
    const all = placed[field] === undefined ? sentence : `${placed[field]} ${sentence}`;
    placed[field] = cleanLine(all, 2000) || words.trouble;
  }
  if (Object.keys(placed).length === 0) placed[first] = words.trouble;
  return { response_action: "errors", errors: placed };
}
