import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Errors, Reply, Shown } from "../../app/core/app.ts";
import type { AppError } from "../../lib/errors.ts";
import { describe, type Log } from "../../lib/log.ts";
import { type Pace, patiently } from "../../lib/rate-limit.ts";
import { cleanLine } from "../../view/core/clean.ts";
import { saying, sayingErrors } from "../../view/core/spans.ts";
import type { Form, View } from "../../view/core/view.ts";
import type { SlackWords } from "../../view/strings/strings.ts";
import { depth, fieldNames, inPlaceOf, type OpenView } from "../inbound/payload.ts";
import { renderForm, withoutChosen } from "../render/forms.ts";
import { renderDialog, renderMessage } from "../render/render.ts";
import { createWebCall, postingTo, toAppError, type WebClient } from "../web-api.ts";
import { renderAnswer, respond } from "./answers.ts";

/** Where the person is who waits for an answer, and the ways that lead there. */
export type Surface = {
  /** Whether an answer takes the place of the message that was pressed; null: it is a dialog. */
  readonly replaces: boolean | null;
  readonly user: string;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  readonly view: OpenView | null;
  readonly words: SlackWords;
};

export type Delivery = ReturnType<typeof createDelivery>;

const TOO_LATE = ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "timeout"];
/** What Slack calls a form that begins with somebody who left or a channel that is gone. */
const REFUSED = ["invalid_arguments", "invalid_blocks", "invalid_blocks_format"];
/** Whoever waits for an answer waits no longer for its turn among other messages (ms). */
const LONGEST_TURN_MS = 5000;

export function createDelivery(client: WebClient, pace: Pace, log: Log) {
  const call = createWebCall(pace, client);

  /** Brings a reply to where the person is. Never throws: what fails is said in words, or at least logged. */
  async function deliver(surface: Surface, reply: Reply | null): Promise<void> {
    if (reply === null) return tell(surface, surface.words.trouble);
    try {
      await send(surface, reply);
    } catch (cause) {
      const error = undelivered(cause);
      // A dialog that was closed meanwhile: nobody waits there any more.
      if (surface.view !== null && error.code === "not_found") return;
      const said = surface.view === null ? viewOf(reply) : null;
      if (said !== null) return attempt(() => aside(surface, said));
      const { tooLate, trouble } = surface.words;
      await tell(surface, TOO_LATE.includes(error.detail ?? "") ? tooLate : trouble);
    }
  }

  /**
   * After "still working". Errors are said beside the dialog, which keeps what was typed; only the answer to a submission can
   * close it.
   */
  async function finish(surface: Surface & { readonly view: OpenView }, reply: Reply | null): Promise<void> {
    const { words, view } = surface;
    if (reply?.kind === "open" || reply?.kind === "stack") return deliver(surface, reply);
    if (reply === null) return tell(surface, words.trouble);
    const said = viewOf(reply);
    if (reply.kind === "errors") return attempt(() => aside(surface, sayingErrors(reply.errors)));
    try {
      await client.views.update({ view_id: view.id, view: outcome(said ?? saying(words.done), words) });
    } catch (cause) {
      undelivered(cause);
      if (said !== null) await attempt(() => aside(surface, said));
    }
  }

  function undelivered(cause: unknown): AppError {
    const error = toAppError(cause, "read");
    log.warn({ source: "slack", detail: error.detail }, "A reply did not get through");
    return error;
  }

  async function send(surface: Surface, reply: Reply): Promise<void> {
    if (reply.kind === "open" || reply.kind === "stack")
      return open(surface, reply.form, reply.kind === "stack");
    const view = viewOf(reply);
    if (view !== null) await show(surface, view, reply.kind === "show" ? reply.subject : undefined);
  }

  const toAddress = ({ responseUrl }: Surface, message: object): Promise<void> =>
    respond(responseUrl, client.slackApiUrl, message);

  async function show(surface: Surface, view: View, subject: Shown["subject"]): Promise<void> {
    const { replaces, words } = surface;
    if (replaces === null) return dialog(surface, renderDialog(view, words.title, words.close), false);
    const there = { response_type: "ephemeral", replace_original: replaces };
    return toAddress(surface, { ...renderAnswer(view, subject), ...there });
  }

  /** A form that Slack refuses for what it need not have is still good without: a refused call leaves the trigger unused. */
  async function open(surface: Surface, form: Form, onTop: boolean): Promise<void> {
    try {
      await dialog(surface, renderForm(form), onTop);
    } catch (cause) {
      if (!REFUSED.includes(undelivered(cause).detail ?? "")) throw cause;
      await dialog(surface, renderForm(withoutChosen(form)), onTop);
    }
  }

  /**
   * A dialog with fields is kept beneath the new one, so that nothing typed is lost. Another shape of the same form takes its
   * place: Slack keeps what was typed in fields of the same name.
   */
  async function dialog(surface: Surface, view: types.ModalView, onTop: boolean): Promise<void> {
    const { view: before, triggerId } = surface;
    const trigger_id = triggerId ?? "";
    if (before === null) {
      await client.views.open({ trigger_id, view });
      return;
    }
    const isKept = fieldNames(before).length > 0 && before.callback_id !== view.callback_id;
    if ((onTop || isKept) && depth(before) < 3 && trigger_id !== "") {
      await client.views.push({ trigger_id, view });
    } else {
      await client.views.update({ view_id: before.id, view: inPlaceOf(before, view) });
    }
  }

  /** For the person alone: beside what was pressed, or by direct message where there is no address to answer to. */
  async function aside(surface: Surface, view: View): Promise<void> {
    const message = renderMessage(view);
    if (surface.responseUrl !== null) {
      try {
        return await toAddress(surface, { ...message, response_type: "ephemeral", replace_original: false });
      } catch (cause) {
        undelivered(cause);
      }
    }
    const { user } = surface;
    const post = () =>
      call("write", "chat.postMessage", z.unknown(), { channel: user, ...message }, postingTo(user));
    await patiently(post, LONGEST_TURN_MS);
  }

  const tell = (surface: Surface, sentence: string): Promise<void> =>
    attempt(() => aside(surface, saying(sentence)));

  async function attempt(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      log.error({ source: "slack", error: describe(error) }, "Could not tell a person what went wrong");
    }
  }

  return { deliver, finish, tell };
}

function viewOf(reply: Reply): View | null {
  if (reply.kind === "show") return reply.view;
  return reply.kind === "errors" ? sayingErrors(reply.errors) : null;
}

export type ResponseAction =
  | { response_action: "clear" }
  | { response_action: "update" | "push"; view: types.ModalView }
  | { response_action: "errors"; errors: Record<string, string> };

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
  const [first] = fields;
  if (first === undefined) {
    const said = renderDialog(sayingErrors(errors), words.title, words.close);
    return { response_action: "update", view: inPlaceOf(view, said) };
  }
  const placed: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) {
    const field = fields.includes(name) ? name : first;
    placed[field] = cleanLine(`${placed[field] ?? ""} ${sentence}`, 2000);
  }
  return { response_action: "errors", errors: placed };
}
