import type { App as Bolt } from "@slack/bolt";
import type { App, Caller, Reply } from "../app/app.ts";
import { byLanguage } from "../by-language.ts";
import type { Log } from "../log.ts";
import { saying } from "../view/saying.ts";
import { within } from "../within.ts";
import { answerPlace, renderAnswer, subjectIn } from "./answers.ts";
import { decodeAction, decodeForm } from "./codec.ts";
import { type EventOptions, eventHandlers } from "./events.ts";
import { readValues } from "./forms.ts";
import type { IdentityHolder } from "./identity.ts";
import { describe } from "./log.ts";
import {
  accountIn,
  type CommandBody,
  caller,
  commandBody,
  commandCaller,
  commandKey,
  type PressBody,
  pressBody,
  pressKey,
  read,
  type SubmittedView,
  submissionBody,
  submissionKey,
  whose,
} from "./payload.ts";
import { renderDialog, renderMessage } from "./render.ts";
import { type ResponseAction, responseAction } from "./submission.ts";
import type { Delivery, Surface } from "./surface.ts";
import { unescapeWords } from "./text.ts";
import type { SlackWords, SlackWordsIn } from "./words.ts";

/** Slack waits 3 s from the press; what is left over is for the way there and back. */
const ANSWER_WITHIN_MS = 2300;
/** Only a bot that has just begun has to ask who it is; the rest of the time is the core's. */
const IDENTITY_SHARE = 4;

type Common = {
  readonly app: App;
  readonly identity: IdentityHolder;
  readonly log: Log;
  readonly answerWithinMs?: number | undefined;
};

/** What speaks is made once for each language. */
type EdgeOptions = Common & {
  readonly delivery: (words: SlackWords) => Delivery;
  readonly words: SlackWordsIn;
};

/** The newest submission of each dialog that is being worked on. */
type UnderWay = Map<string, { key: string; deciding: Promise<Reply | null> }>;

type Voice = { readonly words: SlackWords; readonly delivery: Delivery };

type Spoken = Common & {
  readonly lang: string;
  readonly voiceIn: (lang: string) => Voice;
  readonly underWay: UnderWay;
};

type Ephemeral = ReturnType<typeof renderMessage> & { response_type: "ephemeral" };

/**
 * Everything that a person does in Slack: decode, one call of the core (which commits), acknowledge with the answer, and
 * only then the network. One listener per kind, because Bolt walks all of them at every request.
 */
function createEdge(options: Spoken) {
  const { app, identity, voiceIn, underWay, log, answerWithinMs = ANSWER_WITHIN_MS } = options;
  const voice = voiceIn(options.lang);
  const { words, delivery } = voice;

  /** They may have been met only now, or have chosen another language: what surrounds an answer is in that of the answer. */
  function voiceOf(reply: Reply | null): Voice {
    if (reply?.kind === "show") return voiceIn(reply.view.lang ?? "en");
    return reply?.kind === "open" || reply?.kind === "stack" ? voiceIn(reply.form.lang ?? "en") : voice;
  }

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

  /** What somebody hears whose request does not reach the core: of another chat workspace, or nobody can tell yet. */
  async function whyUnheard(body: Parameters<typeof whose>[0]): Promise<string | null> {
    const asked = identity.isOurs(whose(body)).catch(describe);
    const isOurs = await within(asked, answerWithinMs / IDENTITY_SHARE);
    if (isOurs === true) return null;
    if (isOurs === false) return words.stranger;
    log.warn(
      { source: "slack", account: accountIn(body), error: isOurs },
      "turned a request away: the bot does not know its own chat workspace yet",
    );
    return words.trouble;
  }

  async function onCommand(raw: unknown, ack: (answer?: Ephemeral) => Promise<void>): Promise<void> {
    const body = read(commandBody, raw, log);
    if (body === null) return ack(ephemeral(words.trouble));
    const refused = await whyUnheard(body);
    if (refused !== null) return ack(ephemeral(refused));
    const deciding = decide(() =>
      app.command(commandCaller(body), unescapeWords(body.text ?? ""), commandKey(body)),
    );
    const reply = await within(deciding, answerWithinMs);
    if (reply === null) return ack(ephemeral(words.trouble));
    if (reply !== "late" && reply.kind === "show") {
      return ack({ ...renderAnswer(reply.view, reply.subject), response_type: "ephemeral" });
    }
    await ack();
    const said = reply === "late" ? await deciding : reply;
    await voiceOf(said).delivery.deliver(commandSurface(body), said);
  }

  async function onPress(raw: unknown, ack: () => Promise<void>): Promise<void> {
    const body = read(pressBody, raw, log);
    const [pressed] = body?.actions ?? [];
    if (body === null || pressed === undefined || pressed.action_id.startsWith("link:")) return ack();
    const surface = pressSurface(body);
    const who = caller(body);
    if (who === null) {
      await ack();
      return delivery.tell(surface, words.trouble);
    }
    const refused = await whyUnheard(body);
    if (refused !== null) {
      await ack();
      return delivery.tell(surface, refused);
    }
    const action = decodeAction(pressed.selected_option?.value ?? pressed.value);
    if (action === null) {
      await ack();
      return delivery.tell(surface, words.outdated);
    }
    const deciding = decide(() => app.press(who, action, pressKey(body, who)));
    await within(deciding, answerWithinMs);
    await ack();
    const reply = await deciding;
    await voiceOf(reply).delivery.deliver(pressSurface(body, reply), reply);
    keepAnswer(body, who, reply);
  }

  /** A private answer can be changed through the newest press on it alone. */
  function keepAnswer(
    { container, response_url, actions }: PressBody,
    who: Caller,
    reply: Reply | null,
  ): void {
    if (container?.is_ephemeral !== true || container.message_ts == null || response_url == null) return;
    const shown = reply?.kind === "show" && reply.subject !== undefined ? reply : null;
    const subject = shown?.subject ?? subjectIn(actions[0]?.block_id);
    if (subject === null) return;
    try {
      const place = answerPlace(subject, container.message_ts);
      app.answered(who, place, response_url, { subject, view: shown?.view ?? null });
    } catch (error) {
      log.warn({ source: "slack", error: describe(error) }, "An answer will not be kept up to date");
    }
  }

  async function onSubmission(raw: unknown, ack: (answer: ResponseAction) => Promise<void>): Promise<void> {
    const body = read(submissionBody, raw, log);
    const who = body === null ? null : caller(body);
    const ref = decodeForm(body?.view.private_metadata);
    if (body === null) {
      const view = renderDialog(saying(words.trouble), words.title, words.close);
      return ack({ response_action: "update", view });
    }
    if (who === null) return ack(refusal(words.trouble, body.view));
    const refused = await whyUnheard(body);
    if (refused !== null) return ack(refusal(refused, body.view));
    if (ref === null || ref.form !== body.view.callback_id) return ack(refusal(words.outdated, body.view));
    const values = readValues(body.view.state.values);
    const key = submissionKey(body, values);
    const { view } = body;
    const before = underWay.get(view.id);
    // Sent again while it is worked on: one question to the core, and the last sender gets its answer.
    const deciding = before?.key === key ? before.deciding : decide(() => app.submit(who, ref, values, key));
    const mine = { key, deciding };
    underWay.set(view.id, mine);
    try {
      const reply = await within(deciding, answerWithinMs);
      if (reply !== "late") return await ack(responseAction(reply, view, voiceOf(reply).words));
      await ack(refusal(words.working, view));
      const later = await deciding;
      if (underWay.get(view.id) !== mine) return;
      const nowhere = { triggerId: null, responseUrl: null };
      await voiceOf(later).delivery.finish(
        { kind: "dialog", user: who.account, view, ...nowhere },
        view,
        later,
      );
    } finally {
      if (underWay.get(view.id) === mine) underWay.delete(view.id);
    }
  }

  /** At a field, so that what was typed stays. */
  function refusal(text: string, view: SubmittedView): ResponseAction {
    return responseAction({ kind: "errors", errors: { "": text } }, view, words);
  }

  return { onCommand, onPress, onSubmission };
}

export function listen(bolt: Bolt, options: EdgeOptions & EventOptions): void {
  const underWay: UnderWay = new Map();
  const voiceIn = byLanguage((lang): Voice => {
    const words = options.words(lang);
    return { words, delivery: options.delivery(words) };
  });
  const edges = byLanguage((lang) => createEdge({ ...options, lang, voiceIn, underWay }));
  const edgeFor = (body: unknown) =>
    edges(options.app.language({ platform: "slack", account: accountIn(body) }));
  bolt.command(/^\/mistral-setup/, ({ body, ack }) => edgeFor(body).onCommand(body, ack));
  bolt.action(/^/, ({ body, ack }) => edgeFor(body).onPress(body, ack));
  bolt.view(/^/, ({ body, ack }) => edgeFor(body).onSubmission(body, (answer) => ack(answer)));
  const events = eventHandlers(options);
  bolt.event(/^/, async ({ event, body }) => events.get(event.type)?.(body));
}

function ephemeral(text: string): Ephemeral {
  return { ...renderMessage(saying(text)), response_type: "ephemeral" };
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

function pressSurface(body: PressBody, reply: Reply | null = null): Surface {
  const common = {
    user: body.user.id,
    triggerId: body.trigger_id ?? null,
    responseUrl: body.response_url ?? null,
  };
  if (body.view?.type === "modal") return { ...common, kind: "dialog", view: body.view };
  if (body.view?.type === "home") return { ...common, kind: "home", view: null };
  // What is kept up to date stays where it is, and gives way only to what is kept up to date, too.
  const isKept = subjectIn(body.actions[0]?.block_id) !== null;
  const isAnother = reply?.kind === "show" && reply.subject !== undefined;
  const isReplaced = body.container?.is_ephemeral === true && (!isKept || isAnother);
  return { ...common, kind: isReplaced ? "private" : "message", view: null };
}
