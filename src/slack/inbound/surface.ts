import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Reply, Shown } from "../../app/core/app.ts";
import type { AppError } from "../../lib/errors.ts";
import type { Log } from "../../lib/log.ts";
import { type Pace, patiently } from "../../lib/rate-limit.ts";
import { saying, sayingErrors } from "../../view/core/spans.ts";
import type { Form, View } from "../../view/core/view.ts";
import type { SlackWords } from "../../view/strings/strings.ts";
import { toAppError } from "../api-error.ts";
import type { WebClient } from "../clients.ts";
import { describe } from "../log.ts";
import { renderAnswer, respond } from "../outbound/answers.ts";
import { createWebCall, postingTo } from "../outbound/web-call.ts";
import { renderForm, withoutChosen } from "../render/forms.ts";
import { renderDialog, renderMessage } from "../render/render.ts";
import { depth, fieldNames, inPlaceOf, type OpenView, type SubmittedView } from "./payload.ts";
import { lateView } from "./submission.ts";

/** Where the person is who waits for an answer, and the ways that lead there. */
export type Surface = {
  /** Whether an answer takes the place of the message that was pressed; null: it is a dialog. */
  readonly replaces: boolean | null;
  readonly user: string;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  /** The dialog that was pressed or submitted. */
  readonly view: OpenView | null;
  /** What the edge itself says there. */
  readonly words: SlackWords;
};

export type Delivery = ReturnType<typeof createDelivery>;

const TOO_LATE = new Set(["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "timeout"]);
/** What Slack calls a form that begins with somebody who left or a channel that is gone. */
const REFUSED = new Set(["invalid_arguments", "invalid_blocks", "invalid_blocks_format"]);
/** Whoever waits for an answer waits no longer for its turn among other messages (ms). */
const LONGEST_TURN_MS = 5000;

export function createDelivery(client: WebClient, pace: Pace, log: Log) {
  const call = createWebCall(pace, client);

  /** Brings a reply to where the person is. Never throws: what fails is said in words, or at least logged. */
  async function deliver(surface: Surface, reply: Reply | null): Promise<void> {
    try {
      if (reply === null) await tell(surface, surface.words.trouble);
      else await send(surface, reply);
    } catch (cause) {
      const error = undelivered(cause);
      if (surface.view !== null) {
        // The dialog was closed meanwhile: nobody waits there any more.
        if (error.code === "not_found") return;
      } else {
        const said = reply && saidBy(reply);
        if (said !== null) return attempt(() => aside(surface, said.view));
      }
      await tell(surface, TOO_LATE.has(error.detail ?? "") ? surface.words.tooLate : surface.words.trouble);
    }
  }

  /** The same for a submission that was answered "still working" meanwhile: its dialog is open, or closed by the person. */
  async function finish(surface: Surface, view: SubmittedView, reply: Reply | null): Promise<void> {
    if (reply?.kind === "open" || reply?.kind === "stack") return deliver(surface, reply);
    try {
      await client.views.update({
        view_id: view.id,
        view: inPlaceOf(view, lateView(reply, view, surface.words)),
      });
    } catch (cause) {
      undelivered(cause);
      const said = reply === null ? { view: saying(surface.words.trouble) } : saidBy(reply);
      if (said !== null) await attempt(() => aside(surface, said.view));
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
    const said = saidBy(reply);
    if (said !== null) await show(surface, said);
  }

  const toAddress = ({ responseUrl }: Surface, message: object): Promise<void> =>
    respond(responseUrl, client.slackApiUrl, message);

  async function show(surface: Surface, { view, subject }: Said): Promise<void> {
    if (surface.replaces === null)
      return dialog(surface, renderDialog(view, surface.words.title, surface.words.close), false);
    const there = { response_type: "ephemeral", replace_original: surface.replaces };
    return toAddress(surface, { ...renderAnswer(view, subject), ...there });
  }

  /** A form that Slack refuses for what it need not have is still good without: a refused call leaves the trigger unused. */
  async function open(surface: Surface, form: Form, onTop: boolean): Promise<void> {
    try {
      await dialog(surface, renderForm(form), onTop);
    } catch (cause) {
      if (!REFUSED.has(undelivered(cause).detail ?? "")) throw cause;
      await dialog(surface, renderForm(withoutChosen(form)), onTop);
    }
  }

  /** A dialog with fields is kept beneath the new one, so that nothing typed is lost. */
  async function dialog(surface: Surface, view: types.ModalView, onTop: boolean): Promise<void> {
    const trigger_id = surface.triggerId ?? "";
    if (surface.view === null) {
      await client.views.open({ trigger_id, view });
    } else if (
      (onTop || fieldNames(surface.view).length > 0) &&
      depth(surface.view) < 3 &&
      trigger_id !== ""
    ) {
      await client.views.push({ trigger_id, view });
    } else {
      await client.views.update({ view_id: surface.view.id, view: inPlaceOf(surface.view, view) });
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

  function tell(surface: Surface, sentence: string): Promise<void> {
    return attempt(() => aside(surface, saying(sentence)));
  }

  async function attempt(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      log.error({ source: "slack", error: describe(error) }, "Could not tell a person what went wrong");
    }
  }

  return { deliver, finish, tell };
}

type Said = Pick<Shown, "view" | "subject">;

/** What a reply says, when it says something rather than asks. */
function saidBy(reply: Reply): Said | null {
  if (reply.kind === "show") return reply;
  return reply.kind === "errors" ? { view: sayingErrors(reply.errors) } : null;
}
