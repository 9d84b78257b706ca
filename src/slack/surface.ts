import type { Reply } from "../app/app.ts";
import { AppError } from "../errors.ts";
import type { View } from "../view/view.ts";
import { toAppError } from "./api-error.ts";
import type { WebClient } from "./clients.ts";
import { renderForm } from "./forms.ts";
import { describe, type Log } from "./log.ts";
import { depth, fieldNames, type OpenView } from "./payload.ts";
import { renderDialog, renderMessage } from "./render.ts";
import type { SlackWords } from "./words.ts";

/** Where the person is who waits for an answer, and the ways that lead there. */
export type Surface = {
  readonly kind: "command" | "private" | "message" | "home" | "dialog";
  readonly user: string;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  /** The dialog that was pressed or submitted. */
  readonly view: OpenView | null;
};

export type Delivery = {
  /** Brings a reply to where the person is. Never throws: what fails is said in words, or at least logged. */
  deliver(surface: Surface, reply: Reply | null): Promise<void>;
  tell(surface: Surface, words: string): Promise<void>;
};

const TOO_LATE = new Set(["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "timeout"]);
const RESPONSE_TIMEOUT_MS = 5000;

export function createDelivery(client: WebClient, words: SlackWords, log: Log): Delivery {
  async function deliver(surface: Surface, reply: Reply | null): Promise<void> {
    try {
      if (reply === null) await tell(surface, words.trouble);
      else await send(surface, reply);
    } catch (cause) {
      const error = toAppError(cause, "read");
      log.warn(
        { source: "slack", detail: error.detail, surface: surface.kind },
        "A reply did not get through",
      );
      // The dialog was closed meanwhile: nobody waits there any more.
      if (surface.kind === "dialog" && error.code === "not_found") return;
      if (surface.kind === "message" && reply?.kind === "show")
        return attempt(() => aside(surface, reply.view));
      await tell(surface, TOO_LATE.has(error.detail ?? "") ? words.tooLate : words.trouble);
    }
  }

  async function send(surface: Surface, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case "nothing":
        return;
      case "show":
        return show(surface, reply.view);
      case "errors":
        return show(surface, errorsView(reply.errors));
      case "open":
      case "stack":
        return dialog(surface, renderForm(reply.form), reply.kind === "stack");
    }
  }

  async function show(surface: Surface, view: View): Promise<void> {
    switch (surface.kind) {
      case "command":
        return respond(surface, { ...renderMessage(view), response_type: "ephemeral" });
      case "private":
        return respond(surface, { ...renderMessage(view), replace_original: true });
      case "message":
      case "home":
      case "dialog":
        return dialog(surface, renderDialog(view, words.title, words.close), false);
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
      await client.views.update({ view_id: surface.view.id, view });
    }
  }

  /** Beside the message that was pressed, for the presser alone. */
  function aside(surface: Surface, view: View): Promise<void> {
    return respond(surface, { ...renderMessage(view), response_type: "ephemeral", replace_original: false });
  }

  async function tell(surface: Surface, sentence: string): Promise<void> {
    const view: View = {
      summary: sentence,
      blocks: [{ kind: "text", spans: [{ kind: "text", text: sentence }] }],
    };
    await attempt(async () => {
      if (surface.responseUrl !== null) return aside(surface, view);
      // Home and dialogs have no address to answer to, but their person has direct messages.
      await client.chat.postMessage({ channel: surface.user, ...renderMessage(view) });
    });
  }

  async function attempt(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      log.error({ source: "slack", error: describe(error) }, "Could not tell a person what went wrong");
    }
  }

  return { deliver, tell };
}

async function respond(surface: Surface, message: object): Promise<void> {
  if (surface.responseUrl === null)
    throw new AppError("not_found", "no response_url", { detail: "no_address" });
  const answer = await fetch(surface.responseUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
    redirect: "error",
    signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok)
    throw new AppError("unavailable", "Slack: response_url", { detail: `http_${answer.status}` });
}

/** For the rare place that has no fields to put errors at. */
export function errorsView(errors: Readonly<Record<string, string>>): View {
  const sentences = Object.values(errors);
  return {
    summary: sentences.join(" "),
    blocks: sentences.map((sentence) => ({ kind: "text", spans: [{ kind: "text", text: sentence }] })),
  };
}
