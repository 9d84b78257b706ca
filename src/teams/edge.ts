import { z } from "zod";
import type { App } from "../app/app.ts";
import { byLanguage } from "../by-language.ts";
import { describe, type Log } from "../log.ts";
import { saying } from "../view/saying.ts";
import { within } from "../within.ts";
import type { Trusts } from "./access.ts";
import { type Activity, callerOf, isFromBot, isPersonal } from "./activity.ts";
import { type Ask, type Asked, createAsk } from "./ask.ts";
import { decodeData } from "./cards/codec.ts";
import type { Faces } from "./cards/faces.ts";
import type { Delivery } from "./deliver.ts";
import { createDialogs } from "./dialogs.ts";
import { readConsent } from "./file-cards.ts";
import { createInstalls } from "./installs.ts";
import { cardBody, dialogBody, dialogSentence, troubleBody } from "./invoke-response.ts";
import { createOutcomes } from "./outcome.ts";
import type { Places } from "./places.ts";
import { createPresses } from "./presses.ts";
import { sentFiles } from "./sent-files.ts";
import type { TeamsWords, TeamsWordsIn } from "./words.ts";

type Common = {
  readonly app: App;
  readonly faces: Faces;
  readonly places: Places;
  /** Where people's files are: what they send is fetched from there, and what they accept is put there. */
  readonly filesFrom: Trusts;
  readonly log: Log;
  readonly answerWithinMs: number;
};

/** What speaks is made once for each language. */
type EdgeOptions = Common & {
  readonly delivery: (words: TeamsWords) => Delivery;
  readonly words: TeamsWordsIn;
  readonly now: () => number;
};

type Spoken = Common & {
  readonly delivery: Delivery;
  readonly words: TeamsWords;
  readonly ask: Ask;
  readonly installs: ReturnType<typeof createInstalls>;
};

/** The answer to a request (`body` only to an invoke), and what is to be done once it is sent. */
export type Turn = {
  readonly status: number;
  readonly body?: unknown;
  readonly after?: () => Promise<void>;
};

const object = z.looseObject({});
const cardAction = z.object({ action: z.object({ data: object.nullish() }) });
const dialogAction = z.object({ data: object.nullish() });

const OK: Turn = { status: 200 };
/** What the protocol says about an invoke that a bot does not know, and about one that it cannot read. */
const UNKNOWN: Turn = { status: 501 };
const UNREADABLE: Turn = { status: 400 };

export function createEdge(options: EdgeOptions): (activity: Activity) => Promise<Turn> {
  const { app, places, log, now } = options;
  const ask = createAsk(app, log, now);
  const installs = createInstalls(app, places);
  const edges = byLanguage((lang) => {
    const words = options.words(lang);
    return createSpoken({ ...options, words, delivery: options.delivery(words), ask, installs });
  });
  return (activity) => edges(app.language(callerOf(activity)))(activity);
}

/** Everything that a person does in Teams: decode, one call of the core (which commits), the answer, and only then the network. */
function createSpoken(options: Spoken): (activity: Activity) => Promise<Turn> {
  const { app, delivery, faces, places, filesFrom, words, ask, installs, log, answerWithinMs } = options;
  const outcomes = createOutcomes(app, faces, words);
  const press = createPresses(ask, outcomes, words);
  const inDialog = createDialogs(app, ask, outcomes, faces, words);

  /** Nobody waits at a message as at a button, so its answer is on its way before the request has its own. */
  async function delivered(work: Promise<void>): Promise<Turn> {
    const inTime = await within(work, answerWithinMs);
    return inTime === "late" ? { ...OK, after: () => work } : OK;
  }

  function onCommand(activity: Activity): Promise<Turn> {
    const files = sentFiles(activity, filesFrom);
    const { reply, repeated } = files.length > 0 ? ask.list(activity, files) : ask.command(activity);
    return delivered(reply.then((said) => (repeated ? undefined : answerCommand(activity, said))));
  }

  function answerCommand(activity: Activity, reply: Awaited<Asked["reply"]>): Promise<void> {
    switch (reply?.kind) {
      case undefined:
        return delivery.answer(activity, faces.view(saying(words.trouble, words.lang)));
      case "nothing":
        return Promise.resolve();
      case "show":
        return delivery.answer(activity, faces.view(reply.view), reply);
      case "open":
      case "stack":
        return delivery.answer(activity, faces.form(reply.form, "chat"));
      case "errors":
        return delivery.answer(
          activity,
          faces.view(saying(Object.values(reply.errors).join(" "), words.lang)),
        );
    }
  }

  /** A button from a client that knows no Action.Execute comes as a message without words. */
  function onSubmittedMessage(activity: Activity): Promise<Turn> {
    const { outcome, repeated } = press(activity, activity.value);
    return delivered(outcome.then((what) => (repeated ? undefined : delivery.outcome(activity, what))));
  }

  async function onCardAction(activity: Activity): Promise<Turn> {
    const value = cardAction.safeParse(activity.value);
    if (!value.success) return UNREADABLE;
    const { outcome, repeated } = press(activity, value.data.action.data ?? {});
    const inTime = await within(outcome, answerWithinMs);
    if (inTime !== "late") {
      const turn = { status: 200, body: cardBody(inTime, words) };
      return repeated ? turn : { ...turn, after: () => delivery.follow(activity, inTime) };
    }
    const turn = { status: 200, body: cardBody({ sentence: words.working }, words) };
    return repeated ? turn : { ...turn, after: async () => delivery.outcome(activity, await outcome) };
  }

  async function onDialog(activity: Activity): Promise<Turn> {
    const value = dialogAction.safeParse(activity.value);
    if (!value.success) return UNREADABLE;
    const { dialog, later, repeated } = inDialog(activity, value.data.data ?? {});
    const inTime = await within(dialog, answerWithinMs);
    if (inTime !== "late") return { status: 200, body: dialogBody(inTime) };
    const turn = { status: 200, body: dialogSentence(words.working) };
    return repeated ? turn : { ...turn, after: async () => delivery.outcome(activity, await later()) };
  }

  /** Files go to somebody's own chat. What is accepted is put there by a job: the message that offered it says so. */
  async function onFileConsent(activity: Activity): Promise<Turn> {
    const answer = isPersonal(activity) ? readConsent(activity, filesFrom) : null;
    if (answer === null) return UNREADABLE;
    if (answer === "foreign") {
      log.warn({ source: "teams" }, "A file was to be put where no files of Teams' are");
      return { ...OK, after: () => delivery.outcome(activity, { sentence: words.trouble }) };
    }
    const { reply, repeated } = ask.file(activity, answer);
    const said = reply.then((what) => (repeated ? undefined : () => answerConsent(activity, what)));
    const inTime = await within(said, answerWithinMs);
    if (inTime === "late") return { ...OK, after: async () => (await said)?.() };
    return inTime === undefined ? OK : { ...OK, after: inTime };
  }

  /**
   * That something went through is on the message: only what was turned down is said, in its place. After a failure that
   * passes, the offer stays there to be answered once more.
   */
  function answerConsent(activity: Activity, reply: Awaited<Asked["reply"]>): Promise<void> {
    if (reply === null) return delivery.outcome(activity, { sentence: words.trouble });
    if (reply.kind !== "show") return Promise.resolve();
    if (reply.passing === true) return delivery.outcome(activity, { sentence: reply.view.summary });
    return delivery.outcome(activity, { card: faces.view(reply.view), lasting: true });
  }

  function onInvoke(activity: Activity): Promise<Turn> {
    switch (activity.name) {
      case "adaptiveCard/action":
        return onCardAction(activity);
      case "task/fetch":
      case "task/submit":
        return onDialog(activity);
      case "fileConsent/invoke":
        return onFileConsent(activity);
      default:
        return Promise.resolve(UNKNOWN);
    }
  }

  async function take(activity: Activity): Promise<Turn> {
    switch (activity.type) {
      case "installationUpdate":
        return delivered(installs.installationUpdate(activity));
      case "conversationUpdate":
        return delivered(installs.conversationUpdate(activity));
      case "message":
      case "invoke":
        break;
      default:
        return OK;
    }
    if (isFromBot(activity)) return activity.type === "invoke" ? UNKNOWN : OK;
    places.notePerson(activity);
    places.noteTeam(activity);
    places.noteChannel(activity);
    if (activity.type === "invoke") return onInvoke(activity);
    return isSubmitted(activity) ? onSubmittedMessage(activity) : onCommand(activity);
  }

  return async (activity) => {
    try {
      return await take(activity);
    } catch (error) {
      log.error({ source: "teams", error: describe(error) }, "A request from Teams failed");
      return activity.type === "invoke" ? { ...OK, body: troubleBody(activity, words) } : { status: 500 };
    }
  };
}

/** Some clients send a button's title as words beside its data. */
const isSubmitted = ({ value, text }: Activity): boolean =>
  object.safeParse(value).success && (!text?.trim() || decodeData(value) !== null);
