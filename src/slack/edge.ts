import type { App as Bolt } from "@slack/bolt";
import type { z } from "zod";
import type { App, Reply } from "../app/app.ts";
import { decodeAction, decodeForm } from "./codec.ts";
import { listenToEvents } from "./events.ts";
import { readValues } from "./forms.ts";
import { describe, type Log } from "./log.ts";
import {
  type CommandBody,
  caller,
  commandBody,
  commandCaller,
  commandKey,
  type PressBody,
  pressBody,
  pressKey,
  submissionBody,
  submissionKey,
} from "./payload.ts";
import { renderDialog, renderMessage } from "./render.ts";
import { type ResponseAction, responseAction } from "./submission.ts";
import { type Delivery, errorsView, type Surface } from "./surface.ts";
import { unescapeWords } from "./text.ts";
import type { SlackWords } from "./words.ts";

/** Slack waits 3 s from the press; what is left over is for the way there and back. */
const ANSWER_WITHIN_MS = 2300;

export type EdgeOptions = {
  readonly app: App;
  readonly delivery: Delivery;
  readonly words: SlackWords;
  readonly log: Log;
};

type Ephemeral = ReturnType<typeof renderMessage> & { response_type: "ephemeral" };

/**
 * Everything that a person does in Slack: decode, one call of the core (which commits), acknowledge with the answer, and
 * only then the network. One listener per kind, because Bolt walks all of them at every request.
 */
function createEdge({ app, delivery, words, log }: EdgeOptions) {
  /** The core's reply; null when it broke, "late" when Slack must hear something before it is there. */
  async function decide(ask: () => Promise<Reply>): Promise<Reply | null> {
    try {
      return await ask();
    } catch (error) {
      const trace = error instanceof Error ? error.stack : undefined;
      log.error(
        { source: "slack", error: describe(error), trace },
        "The core failed at a request from Slack",
      );
      return null;
    }
  }

  async function onCommand(raw: unknown, ack: (answer?: Ephemeral) => Promise<void>): Promise<void> {
    const body = read(commandBody, raw, log);
    if (body === null) return ack(ephemeral(words.trouble));
    const deciding = decide(() =>
      app.command(commandCaller(body), unescapeWords(body.text ?? ""), commandKey(body)),
    );
    const reply = await within(deciding);
    if (reply === null) return ack(ephemeral(words.trouble));
    if (reply !== "late" && reply.kind === "show") {
      return ack({ ...renderMessage(reply.view), response_type: "ephemeral" });
    }
    await ack();
    await delivery.deliver(commandSurface(body), reply === "late" ? await deciding : reply);
  }

  async function onPress(raw: unknown, ack: () => Promise<void>): Promise<void> {
    const body = read(pressBody, raw, log);
    const [pressed] = body?.actions ?? [];
    const who = body === null ? null : caller(body);
    if (body === null || pressed === undefined || who === null) return ack();
    if (pressed.action_id.startsWith("link:")) return ack();
    const surface = pressSurface(body);
    const action = decodeAction(pressed.selected_option?.value ?? pressed.value);
    if (action === null) {
      await ack();
      return delivery.tell(surface, words.outdated);
    }
    const deciding = decide(() => app.press(who, action, pressKey(body, who)));
    await within(deciding);
    await ack();
    await delivery.deliver(surface, await deciding);
  }

  async function onSubmission(raw: unknown, ack: (answer: ResponseAction) => Promise<void>): Promise<void> {
    const body = read(submissionBody, raw, log);
    const who = body === null ? null : caller(body);
    const ref = decodeForm(body?.view.private_metadata);
    if (body === null || who === null) return ack(sentence(words.trouble));
    // At a field, so that what was typed stays to be copied.
    if (ref === null || ref.form !== body.view.callback_id)
      return ack(responseAction({ kind: "errors", errors: { "": words.outdated } }, body.view, words));
    const values = readValues(body.view.state.values);
    const deciding = decide(() => app.submit(who, ref, values, submissionKey(body, values)));
    const reply = await within(deciding);
    if (reply !== "late") return ack(responseAction(reply, body.view, words));
    await ack(sentence(words.working));
    const view = { ...body.view, blocks: [] };
    const surface: Surface = { kind: "dialog", user: who.account, triggerId: null, responseUrl: null, view };
    const later = (await deciding) ?? { kind: "errors", errors: { "": words.trouble } };
    await delivery.deliver(surface, later);
  }

  /** A dialog that says one thing, in place of the submitted one. */
  function sentence(text: string): ResponseAction {
    return {
      response_action: "update",
      view: renderDialog(errorsView({ "": text }), words.title, words.close),
    };
  }

  return { onCommand, onPress, onSubmission };
}

export function listen(bolt: Bolt, options: EdgeOptions & Parameters<typeof listenToEvents>[1]): void {
  const edge = createEdge(options);
  bolt.command(/^\/mistral-setup/, ({ body, ack }) => edge.onCommand(body, ack));
  bolt.action(/^/, ({ body, ack }) => edge.onPress(body, ack));
  bolt.view(/^/, ({ body, ack }) => edge.onSubmission(body, (answer) => ack(answer)));
  listenToEvents(bolt, options);
}

function read<T>(schema: z.ZodType<T>, raw: unknown, log: Log): T | null {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const paths = result.error.issues.map((issue) => issue.path.join("."));
  log.warn({ source: "slack", paths }, "A request from Slack does not look as documented");
  return null;
}

function ephemeral(text: string): Ephemeral {
  return { ...renderMessage(errorsView({ "": text })), response_type: "ephemeral" };
}

function commandSurface(body: CommandBody): Surface {
  return {
    kind: "command",
    user: body.user_id,
    triggerId: body.trigger_id ?? null,
    responseUrl: body.response_url ?? null,
    view: null,
  };
}

function pressSurface(body: PressBody): Surface {
  const common = {
    user: body.user.id,
    triggerId: body.trigger_id ?? null,
    responseUrl: body.response_url ?? null,
  };
  if (body.view?.type === "modal") return { ...common, kind: "dialog", view: body.view };
  if (body.view?.type === "home") return { ...common, kind: "home", view: null };
  return { ...common, kind: body.container?.is_ephemeral === true ? "private" : "message", view: null };
}

async function within<T>(work: Promise<T>): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
