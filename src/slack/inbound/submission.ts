import type { types } from "@slack/bolt";
import type { Errors, Reply } from "../../app/core/app.ts";
import { cleanLine } from "../../view/core/clean.ts";
import { saying, sayingErrors } from "../../view/core/spans.ts";
import type { View } from "../../view/core/view.ts";
import type { SlackWords } from "../../view/strings/strings.ts";
import { renderForm } from "../render/forms.ts";
import { renderDialog } from "../render/render.ts";
import { plain } from "../render/text.ts";
import { depth, fieldNames, inPlaceOf, type OpenView, type SubmittedView } from "./payload.ts";

export type ResponseAction =
  | { response_action: "clear" }
  | { response_action: "update" | "push"; view: types.ModalView }
  | { response_action: "errors"; errors: Record<string, string> };

const NOTICE = "late-notice";

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
      return { response_action: "update", view: outcome(reply.view, words) };
  }
}

/** Closing an outcome closes the forms beneath it too: they are done with. */
const outcome = (view: View, words: SlackWords): types.ModalView => ({
  ...renderDialog(view, words.title, words.close),
  clear_on_close: true,
});

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

/** A reply that is no next form. */
type Outcome = Exclude<Reply, { kind: "open" | "stack" }>;

/** What a dialog turns into whose submission was answered "still working" and is decided now. */
export function lateView(reply: Outcome | null, view: SubmittedView, words: SlackWords): types.ModalView {
  if (reply === null) return unsettled({ "": words.trouble }, view, words);
  if (reply.kind === "errors") return unsettled(reply.errors, view, words);
  // Only the answer to a submission can close a dialog.
  return outcome(reply.kind === "show" ? reply.view : saying(words.done), words);
}

/** An update cannot put errors at fields, but keeps what was typed where block and action ids stay as they were. */
function unsettled(errors: Errors, view: SubmittedView, words: SlackWords): types.ModalView {
  const { title, submit, close, callback_id, private_metadata } = view;
  const said = sayingErrors(errors);
  if (title == null || submit == null || fieldNames(view).length === 0) {
    return renderDialog(said, words.title, words.close);
  }
  const text = plain(said.summary || words.trouble, 3000);
  const blocks = (view.blocks ?? []).filter((block) => block.block_id !== NOTICE);
  return {
    type: "modal",
    callback_id,
    title,
    submit,
    ...(close == null ? {} : { close }),
    ...(private_metadata == null ? {} : { private_metadata }),
    blocks: [{ type: "section", block_id: NOTICE, text }, ...blocks] as types.KnownBlock[],
  };
}
