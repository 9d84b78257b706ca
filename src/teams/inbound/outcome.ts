import { isDeepStrictEqual } from "node:util";
import type { App, Caller, Errors, Reply, Shown } from "../../app/core/app.ts";
import { saying } from "../../view/core/saying.ts";
import type { View } from "../../view/core/view.ts";
import type { Under } from "../cards/codec.ts";
import type { Face, Faces } from "../cards/faces.ts";
import type { TeamsWords } from "../words.ts";
import { type Activity, callerOf } from "./activity.ts";
import type { Press, Submission } from "./ask.ts";

/** Where a person is who pressed something. */
export type Origin = {
  readonly who: Caller;
  /** As it came, with the thread. */
  readonly conversation: string;
  /** The card's message; null when the client does not say. */
  readonly message: string | null;
  readonly words: TeamsWords;
};

export const originOf = (activity: Activity, words: TeamsWords): Origin => ({
  words,
  who: callerOf(activity),
  conversation: activity.conversation.id,
  message: activity.replyToId || null,
});

/** What comes of a press, however it reaches the person. */
export type Outcome = {
  /** In origin of the card that was pressed. */
  readonly card?: Face;
  /** Nobody else draws it, so the message itself is to become the card, too. */
  readonly lasting?: boolean;
  /** Said beside it. */
  readonly sentence?: string;
  /** For the personal chat, as a message of its own. */
  readonly post?: Face;
  /** What `post`, or else the lasting `card`, shows: it is kept up to date there. */
  readonly shown?: Shown;
};

export type Outcomes = {
  of(origin: Origin, pressed: Press | Submission, reply: Reply | null): Promise<Outcome>;
  /** The uppermost of these forms as it was left. */
  ofBack(origin: Origin, under: readonly Under[]): Promise<Outcome>;
};

/** What a reply means at a card in a conversation; dialogs have their own. */
export function createOutcomes(app: App, faces: Faces): Outcomes {
  /** How a posted copy looks now; null when the card is none: a private answer or a form. */
  function copyAt({ who, conversation, message }: Origin): Face | null {
    if (message === null) return null;
    const place = who.channel ?? conversation;
    // Where a client names a thread otherwise than Teams, the message is stored with the thread.
    const view = app.copy(who, place, message) ?? app.copy(who, place, `${message} ${conversation}`);
    return view === null ? null : faces.view(view);
  }

  /** A private card gives way to the new one. What stays is drawn anew, and the new one goes to the personal chat. */
  function placed(origin: Origin, face: Face): Outcome {
    if (origin.who.channel !== null) return { post: face, sentence: origin.words.answered };
    const copy = copyAt(origin);
    if (copy === null) return { card: face, lasting: true };
    // What the pressed card says by itself is not said again.
    return isDeepStrictEqual(copy.card, face.card) ? { card: copy } : { post: face, card: copy };
  }

  const placedView = (origin: Origin, shown: Shown, under: readonly Under[] = []): Outcome => ({
    ...placed(origin, faces.view(shown.view, "chat", under)),
    shown,
  });

  /** For whoever had no answer the first time; whoever had one keeps it. */
  const repeated = ({ who, words }: Origin): Outcome =>
    who.channel === null ? { card: faces.view(saying(words.done, words.lang)) } : { sentence: words.done };

  async function again(origin: Origin, under: readonly Under[], errors?: Errors): Promise<Outcome> {
    const { words } = origin;
    const top = under.at(-1);
    if (top === undefined) return placed(origin, faces.view(saying(words.closed, words.lang)));
    const reply = await app.form(origin.who, top.ref, top.values);
    if (reply.kind === "show") return placed(origin, faces.view(reply.view));
    if (reply.kind !== "open") return { sentence: words.trouble };
    return placed(origin, faces.form(reply.form, "chat", under.slice(0, -1), errors));
  }

  function ofPress(origin: Origin, { under }: Press, reply: Reply): Outcome {
    switch (reply.kind) {
      case "nothing": {
        const copy = copyAt(origin);
        return copy === null ? { sentence: origin.words.done } : { card: copy };
      }
      case "show": {
        const sentence = sentenceOf(reply.view);
        return sentence === null ? placedView(origin, reply, under) : { sentence };
      }
      case "open":
      case "stack":
        return placed(origin, faces.form(reply.form, "chat", under));
      case "errors":
        return { sentence: Object.values(reply.errors).join(" ") };
    }
  }

  /** Closing an outcome closes the forms beneath it too: they are done with. */
  async function ofSubmission(
    origin: Origin,
    { ref, values, under }: Submission,
    reply: Reply,
  ): Promise<Outcome> {
    switch (reply.kind) {
      case "nothing":
        return reply.repeated === true
          ? repeated(origin)
          : placed(origin, faces.view(saying(origin.words.done, origin.words.lang)));
      case "show":
        return placedView(origin, reply);
      case "open":
        return placed(origin, faces.form(reply.form, "chat", under));
      case "stack":
        return placed(origin, faces.form(reply.form, "chat", [...under, { ref, values }]));
      case "errors":
        return again(origin, [...under, { ref, values }], reply.errors);
    }
  }

  return {
    async of(origin, pressed, reply) {
      if (reply === null) return { sentence: origin.words.trouble };
      return pressed.kind === "press"
        ? ofPress(origin, pressed, reply)
        : ofSubmission(origin, pressed, reply);
    },
    ofBack: (origin, under) => again(origin, under),
  };
}

/** What a View says that is no more than one sentence; null for any other. */
function sentenceOf({ summary, blocks }: View): string | null {
  const [block, ...others] = blocks;
  return block?.kind === "text" && others.length === 0 ? summary : null;
}
