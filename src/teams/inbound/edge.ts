import { z } from "zod";
import { type Asked, answerOnce, createAskOnce, type Turn, unasked } from "../../app/core/answer-once.ts";
import type { App, Caller, Reply } from "../../app/core/app.ts";
import { describe, type Log } from "../../lib/log.ts";
import { saying } from "../../view/core/spans.ts";
import type { TeamsWords, TeamsWordsIn } from "../../view/strings/strings.ts";
import type { Trusts } from "../access.ts";
import { type Activity, activityKey, callerOf, isFromBot, submissionKey, wordsOf } from "../activity.ts";
import type { Within } from "../cards/buttons.ts";
import { decodeData, type Pressed } from "../cards/codec.ts";
import type { Faces } from "../cards/forms.ts";
import type { Conversations } from "../conversations.ts";
import { readConsent, sentFiles } from "../files.ts";
import type { Delivery } from "../outbound/delivery.ts";
import { createInstalls } from "./installs.ts";
import { cardBody, createOutcomes, dialogBody, type Outcome } from "./outcome.ts";

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
const inBody = (body: object | undefined): Answer => ({ status: 200, body });
const sentence = (within: Within, sentence: string): Answer =>
  inBody(within === "dialog" ? dialogBody({ sentence }) : cardBody({ sentence }));

/** Everything that a person does in Teams: decode, one call of the core (which commits), the answer, and only then the network. */
export function createEdge(options: EdgeOptions): (activity: Activity) => Promise<Turn<Answer>> {
  const { app, delivery, faces, conversations, filesFrom, log, now, answerWithinMs: withinMs } = options;
  const once = createAskOnce({ platform: "teams", log, now, keptMs: REPEATED_WITHIN_MS });
  const installs = createInstalls(app, conversations);
  const outcomes = createOutcomes(app, faces);
  const wordsIn = options.words;

  function ask(kind: string, activity: Activity, question: (who: Caller, key: string) => Promise<Reply>) {
    const key = activityKey(kind, activity);
    return once(key, () => question(callerOf(activity), key));
  }

  /** What somebody pressed, and the core's reply to it. Going back needs none. */
  function askPressed(activity: Activity, pressed: Pressed): Asked {
    switch (pressed.kind) {
      case "back":
        return unasked(Promise.resolve(null));
      case "press":
        return ask("press", activity, (who, key) => app.press(who, pressed.action, key));
      case "submit": {
        const { ref, values } = pressed;
        const who = callerOf(activity);
        const key = submissionKey(who, pressed.once, values);
        return once(key, () => app.submit(who, ref, values, key));
      }
    }
  }

  /** Nobody waits at a message as at a button, so its answer is on its way before the request has its own. */
  const delivered = (work: Promise<void>): Promise<Turn<Answer>> =>
    answerOnce(unasked(work), { withinMs, inTime: () => OK, working: OK.answer, late: async () => {} });

  function onCommand(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const files = sentFiles(activity, filesFrom);
    const { work, repeated } = ask("message", activity, (who, key) =>
      files.length > 0
        ? app.list(who, files, key)
        : app.command(who, wordsOf(activity, conversations.accountOf), key),
    );
    return delivered(work.then((reply) => (repeated ? undefined : answerCommand(activity, words, reply))));
  }

  async function answerCommand(activity: Activity, words: TeamsWords, reply: Reply | null): Promise<void> {
    if (reply?.kind === "nothing") return;
    if (reply?.kind === "show") return delivery.answer(activity, words, faces.view(reply.view), reply);
    if (reply?.kind === "open" || reply?.kind === "stack")
      return delivery.answer(activity, words, faces.form(reply.form, "chat"));
    const said = reply === null ? words.trouble : Object.values(reply.errors).join(" ");
    await delivery.answer(activity, words, faces.view(saying(said, words.language)));
  }

  /** A button from a client that knows no Action.Execute comes as a message without words. */
  async function onSubmittedMessage(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const pressed = decodeData(activity.value);
    if (pressed === null) return delivered(delivery.outcome(activity, { sentence: words.outdated }));
    const { work, repeated } = askPressed(activity, pressed);
    const origin = { who: callerOf(activity), words };
    const brought = async (reply: Reply | null) =>
      delivery.outcome(activity, await outcomes.onCard(origin, pressed, reply));
    return delivered(work.then((reply) => (repeated ? undefined : brought(reply))));
  }

  /** A button on a card or in a dialog. If a dialog cannot wait, its result is sent to the chat. */
  async function onPress(
    activity: Activity,
    words: TeamsWords,
    within: Within,
    data: unknown,
  ): Promise<Turn<Answer>> {
    const pressed = decodeData(data);
    if (pressed === null) return { answer: sentence(within, words.outdated) };
    const origin = { who: callerOf(activity), words };
    const isDialog = within === "dialog";
    /** `inChat`: the same for the chat, where a dialog could not wait for it. */
    const drawn = async (reply: Reply | null): Promise<{ body?: object; inChat: () => Promise<Outcome> }> => {
      if (!isDialog) {
        const what = await outcomes.onCard(origin, pressed, reply);
        return { body: cardBody(what), inChat: async () => what };
      }
      const body = dialogBody(await outcomes.inDialog(origin, pressed, reply));
      return { ...(body && { body }), inChat: () => outcomes.inChat(origin, pressed, reply) };
    };
    const { work, repeated } = askPressed(activity, pressed);
    // Drawing a form anew may ask Teams, so the time is for both.
    return answerOnce(
      { work: work.then(drawn), repeated },
      {
        withinMs,
        inTime: ({ body, inChat }) => ({
          answer: inBody(body),
          after: async () => (isDialog ? undefined : delivery.outcome(activity, await inChat(), true)),
        }),
        working: sentence(within, words.working),
        late: async ({ inChat }) => delivery.outcome(activity, await inChat()),
      },
    );
  }

  /** Files go to somebody's own chat. What is accepted is put there by a job: the message that offered it says so. */
  async function onFileConsent(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const answer = readConsent(activity, filesFrom);
    if (answer === null) {
      log.warn(
        { source: "teams" },
        "An answer to a file cannot be read, or names a host that is not Microsoft's",
      );
      return UNREADABLE;
    }
    /** Only what was turned down is said, in the place of the offer. After a failure that passes, the offer stays there. */
    async function answered(reply: Reply | null): Promise<void> {
      if (reply === null) return delivery.outcome(activity, { sentence: words.trouble });
      if (reply.kind !== "show") return;
      const { view, passing } = reply;
      const said = passing === true ? { sentence: view.summary } : { card: faces.view(view), lasting: true };
      return delivery.outcome(activity, said);
    }
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

  async function onInvoke(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    switch (activity.name) {
      case "adaptiveCard/action": {
        const value = cardAction.safeParse(activity.value).data;
        return value === undefined ? UNREADABLE : onPress(activity, words, "chat", value.action.data);
      }
      case "task/fetch":
      case "task/submit": {
        const value = dialogAction.safeParse(activity.value).data;
        return value === undefined ? UNREADABLE : onPress(activity, words, "dialog", value.data);
      }
      case "fileConsent/invoke":
        return onFileConsent(activity, words);
      default:
        return UNKNOWN;
    }
  }

  async function take(activity: Activity, words: TeamsWords): Promise<Turn<Answer>> {
    const { type } = activity;
    if (type === "installationUpdate" || type === "conversationUpdate") return delivered(installs(activity));
    const isInvoke = type === "invoke";
    if (!isInvoke && type !== "message") return OK;
    if (isFromBot(activity)) return isInvoke ? UNKNOWN : OK;
    conversations.notePerson(activity);
    conversations.noteTeam(activity);
    conversations.noteChannel(activity);
    if (isInvoke) return onInvoke(activity, words);
    return isSubmitted(activity) ? onSubmittedMessage(activity, words) : onCommand(activity, words);
  }

  return async (activity) => {
    const words = wordsIn(app.language(callerOf(activity)));
    try {
      return await take(activity, words);
    } catch (error) {
      log.error({ source: "teams", error: describe(error) }, "A request from Teams failed");
      if (activity.type !== "invoke") return { answer: { status: 500 } };
      // Whoever pressed something gets a sentence, not an error of their client.
      const within = activity.name === "adaptiveCard/action" ? "chat" : "dialog";
      return { answer: sentence(within, words.trouble) };
    }
  };
}

/** Some clients send a button's title as words beside its data. */
const isSubmitted = ({ value, text }: Activity): boolean =>
  object.safeParse(value).success && (!text?.trim() || decodeData(value) !== null);
