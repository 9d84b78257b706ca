import type { types } from "@slack/bolt";
import type { Errors, Reply } from "../app/app.ts";
import { saying, sayingErrors } from "../view/saying.ts";
import { fieldNames, type SubmittedView } from "./payload.ts";
import { renderDialog } from "./render.ts";
import { plain } from "./text.ts";
import type { SlackWords } from "./words.ts";

const NOTICE = "late-notice";

/** A reply that is no next form. */
type Outcome = Exclude<Reply, { kind: "open" | "stack" }>;

/** What a dialog turns into whose submission was answered "still working" and is decided now. */
export function lateView(outcome: Outcome | null, view: SubmittedView, words: SlackWords): types.ModalView {
  if (outcome === null) return unsettled({ "": words.trouble }, view, words);
  switch (outcome.kind) {
    case "errors":
      return unsettled(outcome.errors, view, words);
    case "show":
      return { ...renderDialog(outcome.view, words.title, words.close), clear_on_close: true };
    case "nothing":
      // Only the answer to a submission can close a dialog.
      return { ...renderDialog(saying(words.done), words.title, words.close), clear_on_close: true };
  }
}

/** An update cannot put errors at fields, but keeps what was typed where block and action ids stay as they were. */
function unsettled(errors: Errors, view: SubmittedView, words: SlackWords): types.ModalView {
  const { title, submit, close, callback_id, private_metadata } = view;
  if (title == null || submit == null || fieldNames(view).length === 0) {
    return renderDialog(sayingErrors(errors), words.title, words.close);
  }
  const sentence = sayingErrors(errors).summary || words.trouble;
  const notice = { type: "section", block_id: NOTICE, text: plain(sentence, 3000) };
  const blocks = (view.blocks ?? []).filter((block) => block.block_id !== NOTICE);
  return {
    type: "modal",
    callback_id,
    title,
    submit,
    ...(close == null ? {} : { close }),
    ...(private_metadata == null ? {} : { private_metadata }),
    blocks: [notice, ...blocks] as types.KnownBlock[],
  };
}
