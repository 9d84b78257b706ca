import { z } from "zod";
import { type Asked, answerOnce, createAskOnce, type Turn, unasked } from "../../app/core/answer-once.ts";
import type { App, Caller, Reply } from "../../app/core/app.ts";
import { describe, type Log } from "../../lib/log.ts";
import { saying } from "../../view/core/spans.ts";
import type { TeamsWords, TeamsWordsIn } from "../../view/strings/strings.ts";
import type { Trusts } from "../access.ts";
import { decodeData, type Pressed } from "../cards/codec.ts";
import type { Faces } from "../cards/faces.ts";
import type { Conversations } from "../conversations.ts";
import { readConsent, sentFiles } from "../files.ts";
import type { Delivery } from "../outbound/deliver.ts";
import { type Activity, activityKey, callerOf, isFromBot, submissionKey } from "./activity.ts";
import { createInstalls } from "./installs.ts";
import {
  cardBody,
  createOutcomes,
  dialogBody,
  type Next,
  type Origin,
  type Outcome,
  originOf,
  troubleBody,
} from "./outcome.ts";
import { wordsOf } from "./typed.ts";

type EdgeOptions = {
  readonly app: App;
  readonly delivery: Delivery;
  readonly faces: Faces;
  readonly conversations: Conversations;
  /** Where people's files are: what they send is fetched from there, and what they accept is put there. */
  readonly filesFrom: Trusts;
  readonly words: TeamsWordsIn;
  readonly log: Log;
  readonly now: () => number;
  readonly answerWithinMs: number;
};

/** What comes of a press, and `inChat`: the same drawn for the chat, where its dialog could not wait for it. */
type Drawn = { readonly next: Next; readonly inChat: () => Promise<Next> };

/** `body` only to an invoke. */
export type Answer = { readonly status: number; readonly body?: unknown };

const object = z.looseObject({});
const cardAction = z.object({ action: z.object({ data: object.nullish() }) });
const dialogAction = z.object({ data: object.nullish() });

/** How long whoever repeats something gets the same answer. */
const REPEATED_WITHIN_MS = 60_000;

const OK: Turn<Answer> = { answer: { status: 200 } };
/** What the protocol says about an invoke that a bot does not know, and about one that it cannot read. */
const UNKNOWN: Turn<Answer> = { answer: { status: 501 } };
const UNREADABLE: Turn<Answer> = { answer: { status: 400 } };
const saidInBody = (body: object | undefined): Answer => ({ status: 200, body });

/** Everything that a person does in Teams: decode, one call of the core (which commits), the answer, and only then the network. */
export function createEdge(options: EdgeOptions): (activity: Activity) => Promise<Turn<Answer>> {
  const { app, delivery, faces, conversations, filesFrom, log, now, answerWithinMs: withinMs } = options;
  const once = createAskOnce({ platform: "teams", log, now, keptMs: REPEATED_WITHIN_MS });
  const installs = createInstalls(app, conversations);
  const outcomes = createOutcomes(app, faces);
  const wordsIn = options.words;

  function ask(
    kind: string,
    activity: Activity,
    question: (who: Caller, key: string) => Promise<Reply>,
  ): Asked {
    const key = activityKey(kind, activity);
    return once(key, () => question(callerOf(activity), key));
  }

  function askPressed(activity: Activity, pressed: Exclude<Pressed, { kind: "back" }>): Asked {
    if (pressed.kind === "press")
      return ask("press", activity, (who, key) => app.press(who, pressed.action, key));
    const { ref, values } = pressed;
    const who = callerOf(activity);
    const key = submissionKey(who, pressed.once, values);
    return once(key, () => app.submit(who, ref, values, key));
  }

  /** What comes of a button, on a card in a conversation or in a dialog. */
  function press(origin: Origin, activity: Activity, data: unknown): Asked<Drawn> {
    const pressed = decodeData(data);
    if (pressed === null) {
      const outdated = { sentence: origin.words.outdated };
      return unasked(Promise.resolve({ next: outdated, inChat: async () => outdated }));
    }
    const drawn = async (reply: Reply | null): Promise<Drawn> => ({
      next: await outcomes.next(origin, pressed, reply),
      inChat: () => outcomes.next({ ...origin, within: "chat" }, pressed, reply),
    });
    if (pressed.kind === "back") return unasked(drawn(null));
    const { work, repeated } = askPressed(activity, pressed);
    return { work: work.then(drawn), repeated };
  }

  function pressOnCard(activity: Activity, words: TeamsWords, data: unknown): Asked<Outcome> {
    const origin = originOf(activity, words, "chat");
    const { work, repeated } = press(origin, activity, data);
    return { work: work.then(({ next }) => outcomes.placed(origin, next)), repeated };
  }

  /** Nobody waits at a message as at a button, so its answer is on its way before the request has its own. */
  const delivered = (work: Promise<void>): Promise<Turn<Answer>> =>
    answerOnce(unasked(work), { withinMs, inTime: () => OK, working: OK.answer, late: async () => {} });

  function onCommand(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const files = sentFiles(activity, filesFrom);
    const { work, repeated } = ask("message", activity, (who, key) =>
      files.length > 0 ? app.list(who, files, key) : app.command(who, wordsOf(activity), key),
    );
    return delivered(work.then((reply) => (repeated ? undefined : answerCommand(activity, words, reply))));
  }

  function answerCommand(activity: Activity, words: TeamsWords, reply: Reply | null): Promise<void> {
    const said = (sentence: string) => faces.view(saying(sentence, words.lang));
    switch (reply?.kind) {
      case undefined:
        return delivery.answer(activity, words, said(words.trouble));
      case "nothing":
        return Promise.resolve();
      case "show":
        return delivery.answer(activity, words, faces.view(reply.view), reply);
      case "open":
      case "stack":
        return delivery.answer(activity, words, faces.form(reply.form, "chat"));
      case "errors":
        return delivery.answer(activity, words, said(Object.values(reply.errors).join(" ")));
    }
  }

  /** A button from a client that knows no Action.Execute comes as a message without words. */
  function onSubmittedMessage(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const { work, repeated } = pressOnCard(activity, words, activity.value);
    return delivered(work.then((what) => (repeated ? undefined : delivery.outcome(activity, what))));
  }

  async function onCardAction(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const value = cardAction.safeParse(activity.value);
    if (!value.success) return UNREADABLE;
    return answerOnce(pressOnCard(activity, words, value.data.action.data ?? {}), {
      withinMs,
      inTime: (what) => ({
        answer: saidInBody(cardBody(what)),
        after: () => delivery.outcome(activity, what, true),
      }),
      working: saidInBody(cardBody({ sentence: words.working })),
      late: (what) => delivery.outcome(activity, what),
    });
  }

  async function onDialog(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const value = dialogAction.safeParse(activity.value);
    if (!value.success) return UNREADABLE;
    const origin = originOf(activity, words, "dialog");
    return answerOnce(press(origin, activity, value.data.data ?? {}), {
      withinMs,
      inTime: ({ next }) => ({ answer: saidInBody(dialogBody(next)) }),
      working: saidInBody(dialogBody({ sentence: words.working })),
      late: async ({ inChat }) => delivery.outcome(activity, outcomes.posted(origin, await inChat())),
    });
  }

  /** Files go to somebody's own chat. What is accepted is put there by a job: the message that offered it says so. */
  async function onFileConsent(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const answer = readConsent(activity, filesFrom);
    if (answer === null) {
      log.warn(
        { source: "teams" },
        "An answer to a file is none, or names a host of files that is not Microsoft's",
      );
      return UNREADABLE;
    }
    const answered = (reply: Reply | null) => answerConsent(activity, words, reply);
    return answerOnce(
      ask("file", activity, (who, key) => app.fileAnswered(who, answer, key)),
      {
        withinMs,
        inTime: (reply) => ({ ...OK, after: () => answered(reply) }),
        working: OK.answer,
        late: answered,
      },
    );
  }

  /**
   * That something went through is on the message: only what was turned down is said, in its place. After a failure that
   * passes, the offer stays there to be answered once more.
   */
  function answerConsent(activity: Activity, words: TeamsWords, reply: Reply | null): Promise<void> {
    if (reply === null) return delivery.outcome(activity, { sentence: words.trouble });
    if (reply.kind !== "show") return Promise.resolve();
    if (reply.passing === true) return delivery.outcome(activity, { sentence: reply.view.summary });
    return delivery.outcome(activity, { card: faces.view(reply.view), lasting: true });
  }

  function onInvoke(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    switch (activity.name) {
      case "adaptiveCard/action":
        return onCardAction(activity, words);
      case "task/fetch":
      case "task/submit":
        return onDialog(activity, words);
      case "fileConsent/invoke":
        return onFileConsent(activity, words);
      default:
        return Promise.resolve(UNKNOWN);
    }
  }

  async function take(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    switch (activity.type) {
      case "installationUpdate":
      case "conversationUpdate":
        return delivered(installs(activity));
      case "message":
      case "invoke":
        break;
      default:
        return OK;
    }
    if (isFromBot(activity)) return activity.type === "invoke" ? UNKNOWN : OK;
    conversations.notePerson(activity);
    conversations.noteTeam(activity);
    conversations.noteChannel(activity);
    if (activity.type === "invoke") return onInvoke(activity, words);
    return isSubmitted(activity) ? onSubmittedMessage(activity, words) : onCommand(activity, words);
  }

  return async (activity) => {
    const words = wordsIn(app.language(callerOf(activity)));
    try {
      return await take(activity, words);
    } catch (error) {
      log.error({ source: "teams", error: describe(error) }, "A request from Teams failed");
      const answer = activity.type === "invoke" ? saidInBody(troubleBody(activity, words)) : { status: 500 };
      return { answer };
    }
  };
}

/** Some clients send a button's title as words beside its data. */
const isSubmitted = ({ value, text }: Activity): boolean =>
  object.safeParse(value).success && (!text?.trim() || decodeData(value) !== null);
