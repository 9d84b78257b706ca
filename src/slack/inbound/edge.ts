import type { App as Bolt } from "@slack/bolt";
import { answerOnce, createAskOnce, type Turn, unasked } from "../../app/core/answer-once.ts";
import type { Caller, Reply } from "../../app/core/app.ts";
import { within } from "../../lib/timing.ts";
import { saying } from "../../view/core/spans.ts";
import type { SlackWords, SlackWordsIn } from "../../view/strings/strings.ts";
import { answerAt, renderAnswer, subjectIn } from "../outbound/answers.ts";
import { type Delivery, type ResponseAction, responseAction, type Surface } from "../outbound/delivery.ts";
import { decodeAction, decodeForm, readValues } from "../render/forms.ts";
import { renderMessage } from "../render/render.ts";
import { type EventOptions, eventHandlers } from "./events.ts";
import {
  type ActionBody,
  type CommandBody,
  caller,
  commandKey,
  type EventBody,
  type PressBody,
  pressKey,
  type SubmissionBody,
  submissionKey,
  unescapeWords,
  whose,
} from "./payload.ts";

/** Slack waits 3 s from the press; what is left over is for the way there and back. */
const ANSWER_WITHIN_MS = 2300;

type EdgeOptions = EventOptions & {
  readonly delivery: Delivery;
  readonly words: SlackWordsIn;
  readonly answerWithinMs?: number | undefined;
};

type Ephemeral = ReturnType<typeof renderMessage> & { response_type: "ephemeral" };

/** Everything that a person does in Slack: decode, one call of the core (which commits), the answer, then the network. */
export function listen(bolt: Bolt, options: EdgeOptions): void {
  const { app, identity, delivery, log, answerWithinMs: withinMs = ANSWER_WITHIN_MS } = options;
  const askOnce = createAskOnce({ platform: "slack", log, now: Date.now, keptMs: 0 });
  const wordsIn = options.words;
  const newest = new Map<string, object>();
  const wordsFor = (body: ActionBody): SlackWords => wordsIn(app.language(caller(body)));

  /** They may have been met only now, or have chosen another language: what surrounds an answer is in that of the answer. */
  function wordsOf(reply: Reply | null, words: SlackWords): SlackWords {
    if (reply?.kind === "show") return wordsIn(reply.view.lang ?? "en");
    return reply?.kind === "open" || reply?.kind === "stack" ? wordsIn(reply.form.lang ?? "en") : words;
  }

  /** What somebody hears whose request does not reach the core: of another chat workspace, or nobody can tell yet. */
  async function whyUnheard(body: ActionBody, words: SlackWords): Promise<string | null> {
    let isOurs = identity.isOurs(whose(body));
    // Right after a start Slack has not said it yet.
    if (isOurs === null) {
      await within(identity.learn(), withinMs / 4).catch(() => null);
      isOurs = identity.isOurs(whose(body));
    }
    if (isOurs === true) return null;
    if (isOurs === false) return words.stranger;
    const { account } = caller(body);
    log.warn(
      { source: "slack", account },
      "turned a request away: the bot does not know its own chat workspace yet",
    );
    return words.trouble;
  }

  async function onCommand(body: CommandBody): Promise<Turn<Ephemeral | undefined>> {
    const words = wordsFor(body);
    const refused = await whyUnheard(body, words);
    if (refused !== null) return { answer: ephemeral(refused) };
    const key = commandKey(body);
    const typed = unescapeWords(body.text ?? "");
    const deliver = (reply: Reply | null) =>
      delivery.deliver(commandSurface(body, wordsOf(reply, words)), reply);
    return answerOnce(
      askOnce(key, () => app.command(caller(body), typed, key)),
      {
        withinMs,
        inTime: (reply) => {
          if (reply === null) return { answer: ephemeral(words.trouble) };
          if (reply.kind !== "show") return { answer: undefined, after: () => deliver(reply) };
          return { answer: { ...renderAnswer(reply.view, reply.subject), response_type: "ephemeral" } };
        },
        working: undefined,
        late: deliver,
      },
    );
  }

  async function onPress(body: PressBody): Promise<Turn<undefined>> {
    const words = wordsFor(body);
    const answer = undefined;
    const [pressed] = body.actions;
    if (pressed === undefined || pressed.action_id.startsWith("link:")) return { answer };
    const action = decodeAction(pressed.value);
    const refused = await whyUnheard(body, words);
    if (action === null || refused !== null) {
      return { answer, after: () => delivery.tell(pressSurface(body, words), refused ?? words.outdated) };
    }
    const who = caller(body);
    const key = pressKey(body, who);
    const deliver = async (reply: Reply | null) => {
      await delivery.deliver(pressSurface(body, wordsOf(reply, words), reply), reply);
      keepAnswer(body, who, reply);
    };
    return answerOnce(
      askOnce(key, () => app.press(who, action, key)),
      {
        withinMs,
        inTime: (reply) => ({ answer, after: () => deliver(reply) }),
        working: answer,
        late: deliver,
      },
    );
  }

  /** A private answer can be changed through the newest press on it alone. */
  function keepAnswer(pressed: PressBody, who: Caller, reply: Reply | null): void {
    const { container, response_url, actions } = pressed;
    if (container?.is_ephemeral !== true || container.message_ts == null || response_url == null) return;
    const shown = reply?.kind === "show" && reply.subject !== undefined ? reply : null;
    const subject = shown?.subject ?? subjectIn(actions[0]?.block_id);
    if (subject === null) return;
    const view = shown?.view ?? null;
    app.answered(who, answerAt(container.message_ts), response_url, { subject, view });
  }

  async function onSubmission(body: SubmissionBody): Promise<Turn<ResponseAction>> {
    const words = wordsFor(body);
    const { view } = body;
    /** At a field, so that what was typed stays. */
    const refusal = (text: string) => responseAction({ kind: "errors", errors: { "": text } }, view, words);
    const who = caller(body);
    const ref = decodeForm(view.private_metadata);
    const refused = await whyUnheard(body, words);
    if (refused !== null) return { answer: refusal(refused) };
    if (ref === null || ref.form !== view.callback_id) return { answer: refusal(words.outdated) };
    const values = readValues(view.state.values);
    const key = submissionKey(body, values);
    const { work } = askOnce(key, () => app.submit(who, ref, values, key));
    const mine = {};
    newest.set(view.id, mine);
    /** Only the newest of a dialog's submissions may change it. */
    const isNewest = () => newest.get(view.id) === mine && newest.delete(view.id);
    const surface = { replaces: null, user: who.account, triggerId: null, responseUrl: null, view };
    // Sent again while it is worked on: the last sender gets the answer.
    return answerOnce(unasked(work), {
      withinMs,
      inTime: (reply) => {
        isNewest();
        return { answer: responseAction(reply, view, wordsOf(reply, words)) };
      },
      working: refusal(words.working),
      late: async (reply) => {
        if (isNewest()) await delivery.finish({ ...surface, words: wordsOf(reply, words) }, reply);
      },
    });
  }

  const events = eventHandlers(options);
  // One listener a kind, because Bolt walks all of them at every request. What it hands on is what `readRequest` read.
  const read = <T extends ActionBody | EventBody>(body: unknown): T => body as T;
  bolt.command(/^\/mistral-setup/, ({ body, ack }) => inTurn(onCommand(read(body)), ack));
  bolt.action(/^/, ({ body, ack }) => inTurn(onPress(read(body)), () => ack()));
  bolt.view(/^/, ({ body, ack }) => inTurn(onSubmission(read(body)), (answer) => ack(answer)));
  bolt.event(/^/, async ({ event, body }) => events.get(event.type)?.(read(body)));
}

async function inTurn<A>(turn: Promise<Turn<A>>, ack: (answer: A) => Promise<void>): Promise<void> {
  const { answer, after } = await turn;
  await ack(answer);
  await after?.();
}

function ephemeral(text: string): Ephemeral {
  return { ...renderMessage(saying(text)), response_type: "ephemeral" };
}

const commandSurface = (body: CommandBody, words: SlackWords): Surface => ({
  replaces: false,
  user: body.user_id,
  triggerId: body.trigger_id ?? null,
  responseUrl: body.response_url ?? null,
  view: null,
  words,
});

function pressSurface(body: PressBody, words: SlackWords, reply: Reply | null = null): Surface {
  const { user, trigger_id: triggerId = null, response_url: responseUrl = null, view } = body;
  const common = { user: user.id, triggerId, responseUrl, words };
  if (view?.type === "modal") return { ...common, replaces: null, view };
  // What is kept up to date stays where it is, and gives way only to what is kept up to date, too.
  const isKept = subjectIn(body.actions[0]?.block_id) !== null;
  const isAnother = reply?.kind === "show" && reply.subject !== undefined;
  const isReplaced = body.container?.is_ephemeral === true && (!isKept || isAnother);
  return { ...common, replaces: isReplaced ? true : null, view: null };
}
