import { z } from "zod";
import type { Reply, Shown } from "../../app/core/app.ts";
import type { AppError } from "../../lib/errors.ts";
import type { Log } from "../../lib/log.ts";
import type { Pace } from "../../lib/rate-limit.ts";
import { patiently } from "../../lib/rate-limit-wait.ts";
import { saying, sayingErrors } from "../../view/core/saying.ts";
import type { Form, View } from "../../view/core/view.ts";
import { toAppError } from "../api-error.ts";
import type { WebClient } from "../clients.ts";
import { describe } from "../log.ts";
import { renderAnswer, respond } from "../outbound/answers.ts";
import { createWebCall, postingTo } from "../outbound/web-call.ts";
import { renderForm, withoutChosen } from "../render/forms.ts";
import { renderDialog, renderMessage } from "../render/render.ts";
import type { SlackWords } from "../words.ts";
import { depth, fieldNames, inPlaceOf, type OpenView, type SubmittedView } from "./payload.ts";
import { lateView } from "./submission.ts";

/** Where the person is who waits for an answer, and the ways that lead there. */
export type Surface = {
  readonly kind: "command" | "private" | "message" | "dialog";
  readonly user: string;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  /** The dialog that was pressed or submitted. */
  readonly view: OpenView | null;
  /** What the edge itself says there. */
  readonly words: SlackWords;
};

export type Delivery = {
  /** Brings a reply to where the person is. Never throws: what fails is said in words, or at least logged. */
  deliver(surface: Surface, reply: Reply | null): Promise<void>;
  /** The same for a submission that was answered "still working" meanwhile: its dialog is open, or closed by the person. */
  finish(surface: Surface, view: SubmittedView, reply: Reply | null): Promise<void>;
  tell(surface: Surface, sentence: string): Promise<void>;
};

const TOO_LATE = new Set(["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "timeout"]);
/**
 * What Slack calls a form that begins with somebody who left or a channel that is gone, or that has a field for files when
 * the scope for it was taken away meanwhile.
 */
const REFUSED = new Set(["invalid_arguments", "invalid_blocks", "invalid_blocks_format", "missing_scope"]);
/** Whoever waits for an answer waits no longer for its turn among other messages (ms). */
const LONGEST_TURN_MS = 5000;

export function createDelivery(client: WebClient, pace: Pace, log: Log): Delivery {
  const call = createWebCall(pace);
  async function deliver(surface: Surface, reply: Reply | null): Promise<void> {
    try {
      if (reply === null) await tell(surface, surface.words.trouble);
      else await send(surface, reply);
    } catch (cause) {
      const error = undelivered(surface, cause);
      if (surface.kind === "dialog") {
        // The dialog was closed meanwhile: nobody waits there any more.
        if (error.code === "not_found") return;
      } else {
        const view = shown(reply);
        if (view !== null) return attempt(() => aside(surface, view));
      }
      await tell(surface, TOO_LATE.has(error.detail ?? "") ? surface.words.tooLate : surface.words.trouble);
    }
  }

  async function finish(surface: Surface, view: SubmittedView, reply: Reply | null): Promise<void> {
    if (reply?.kind === "open" || reply?.kind === "stack") return deliver(surface, reply);
    try {
      await client.views.update({
        view_id: view.id,
        view: inPlaceOf(view, lateView(reply, view, surface.words)),
      });
    } catch (cause) {
      undelivered(surface, cause);
      const outcome = reply === null ? saying(surface.words.trouble) : shown(reply);
      if (outcome !== null) await attempt(() => aside(surface, outcome));
    }
  }

  function undelivered(surface: Surface, cause: unknown): AppError {
    const error = toAppError(cause, "read");
    log.warn({ source: "slack", detail: error.detail, surface: surface.kind }, "A reply did not get through");
    return error;
  }

  async function send(surface: Surface, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case "nothing":
        return;
      case "show":
        return show(surface, reply);
      case "errors":
        return show(surface, { kind: "show", view: sayingErrors(reply.errors) });
      case "open":
      case "stack":
        return open(surface, reply.form, reply.kind === "stack");
    }
  }

  const toAddress = ({ responseUrl }: Surface, message: object): Promise<void> =>
    respond(responseUrl, client.slackApiUrl, message);

  async function show(surface: Surface, { view, subject }: Shown): Promise<void> {
    switch (surface.kind) {
      case "command":
        return toAddress(surface, { ...renderAnswer(view, subject), response_type: "ephemeral" });
      case "private":
        return toAddress(surface, { ...renderAnswer(view, subject), replace_original: true });
      case "message":
      case "dialog":
        return dialog(surface, renderDialog(view, surface.words.title, surface.words.close), false);
    }
  }

  /** A form that Slack refuses for what it need not have is still good without: a refused call leaves the trigger unused. */
  async function open(surface: Surface, form: Form, onTop: boolean): Promise<void> {
    try {
      await dialog(surface, renderForm(form), onTop);
    } catch (cause) {
      const bare = withoutChosen(form);
      if (bare === null || !REFUSED.has(undelivered(surface, cause).detail ?? "")) throw cause;
      await dialog(surface, renderForm(bare), onTop);
    }
  }

  type Modal = ReturnType<typeof renderDialog>;

  /** A dialog with fields is kept beneath the new one, so that nothing typed is lost. */
  async function dialog(surface: Surface, view: Modal, onTop: boolean): Promise<void> {
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
        return await toAddress(surface, {
          ...message,
          response_type: "ephemeral",
          replace_original: false,
        });
      } catch (cause) {
        undelivered(surface, cause);
      }
    }
    await patiently(
      () =>
        call("write", postingTo(surface.user), z.unknown(), () =>
          client.chat.postMessage({ channel: surface.user, ...message }),
        ),
      LONGEST_TURN_MS,
    );
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

/** What a reply says, when it says something rather than asks. */
function shown(reply: Reply | null): View | null {
  if (reply?.kind === "show") return reply.view;
  return reply?.kind === "errors" ? sayingErrors(reply.errors) : null;
}
