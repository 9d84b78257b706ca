import { isDeepStrictEqual } from "node:util";
import type { App, Caller, Errors, Reply, Shown } from "../../app/core/app.ts";
import { saying } from "../../view/core/spans.ts";
import type { View } from "../../view/core/view.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import type { Within } from "../cards/buttons.ts";
import type { Pressed, Under } from "../cards/codec.ts";
import type { Face, Faces } from "../cards/faces.ts";
import { attachmentOf } from "../outbound/message.ts";
import { type Activity, callerOf } from "./activity.ts";

/** Where a person is who pressed something. */
export type Origin = {
  readonly who: Caller;
  /** As it came, with the thread. */
  readonly conversation: string;
  /** The card's message; null when the client does not say. */
  readonly message: string | null;
  readonly words: TeamsWords;
  readonly within: Within;
};

export const originOf = (activity: Activity, words: TeamsWords, within: Within): Origin => ({
  words,
  within,
  who: callerOf(activity),
  conversation: activity.conversation.id,
  message: activity.replyToId || null,
});

/** What comes next after a press: a card, or a sentence that leaves everything as it is; null: it is done, and that is all. */
export type Next =
  | { readonly title: string; readonly face: Face; readonly shown?: Shown }
  | { readonly sentence: string }
  | null;

/** What comes of a press in a conversation. */
export type Outcome = {
  /** In place of the card that was pressed. */
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

export function createOutcomes(app: App, faces: Faces) {
  /** How a posted copy looks now; null when the card is none: a private answer or a form. */
  function copyAt({ who, conversation, message }: Origin): Face | null {
    if (message === null) return null;
    const place = who.channel ?? conversation;
    // Where a client names a thread otherwise than Teams, the message is stored with the thread.
    const view = app.copy(who, place, message) ?? app.copy(who, place, `${message} ${conversation}`);
    return view === null ? null : faces.view(view);
  }

  const said = ({ words, within }: Origin, sentence: string): Next => ({
    title: words.title,
    face: faces.view(saying(sentence, words.lang), within),
  });

  const shownAs = ({ words, within }: Origin, shown: Shown, under: readonly Under[]): Next => ({
    title: words.title,
    face: faces.view(shown.view, within, under),
    shown,
  });

  /** The uppermost of these forms as it was left. Teams has no stack of dialogs, so Back shows the lower one anew. */
  async function back(origin: Origin, under: readonly Under[], errors: Errors = {}): Promise<Next> {
    const top = under.at(-1);
    const rest = under.slice(0, -1);
    if (top === undefined) return origin.within === "dialog" ? null : said(origin, origin.words.closed);
    const reply = await app.form(origin.who, top.ref, top.values).catch(() => null);
    if (reply?.kind === "show") return shownAs(origin, reply, rest);
    if (reply?.kind !== "open") return { sentence: origin.words.trouble };
    return { title: reply.form.title, face: faces.form(reply.form, origin.within, rest, errors) };
  }

  /** What a reply means. Closing an outcome closes the forms beneath it too: they are done with. */
  async function next(origin: Origin, pressed: Pressed, reply: Reply | null): Promise<Next> {
    const { words, within } = origin;
    if (pressed.kind === "back") return back(origin, pressed.under);
    const isPress = pressed.kind === "press";
    const beneath = isPress
      ? pressed.under
      : [...pressed.under, { ref: pressed.ref, values: pressed.values }];
    switch (reply?.kind) {
      case undefined:
      case "errors": {
        const errors = reply?.errors ?? { "": words.trouble };
        if (beneath.length > 0) return back(origin, beneath, errors);
        return { sentence: Object.values(errors).join(" ") };
      }
      case "nothing":
        // Whoever had an answer the first time keeps it.
        return within === "dialog" || isPress || reply.repeated === true ? null : said(origin, words.done);
      case "show": {
        const sentence = isPress && within === "chat" ? sentenceOf(reply.view) : null;
        return sentence === null ? shownAs(origin, reply, isPress ? beneath : []) : { sentence };
      }
      case "open":
      case "stack": {
        const under = reply.kind === "open" ? pressed.under : beneath;
        return { title: reply.form.title, face: faces.form(reply.form, within, under) };
      }
    }
  }

  return {
    next,

    /** In a conversation a private card gives way to the next. What stays is drawn anew, the next one is posted. */
    placed(origin: Origin, next: Next): Outcome {
      const copy = copyAt(origin);
      if (next === null) return copy === null ? { sentence: origin.words.done } : { card: copy };
      if ("sentence" in next) return next;
      const { face, shown } = next;
      const kept = shown === undefined ? {} : { shown };
      if (origin.who.channel !== null) return { post: face, sentence: origin.words.answered, ...kept };
      if (copy === null) return { card: face, lasting: true, ...kept };
      // What the pressed card says by itself is not said again.
      return isDeepStrictEqual(copy.card, face.card) ? { card: copy } : { post: face, card: copy, ...kept };
    },

    /** For the personal chat, where a dialog could not wait for it: the card that it was opened from stays what it is. */
    posted: ({ words }: Origin, next: Next): Outcome => {
      if (next === null) return { sentence: words.done };
      if ("sentence" in next) return next;
      const { face, shown } = next;
      return { post: face, ...(shown === undefined ? {} : { shown }) };
    },
  };
}

/** What a View says that is no more than one sentence; null for any other. */
function sentenceOf({ summary, blocks }: View): string | null {
  const [block, ...others] = blocks;
  return block?.kind === "text" && others.length === 0 ? summary : null;
}

/** A dialog with a longer card is tall. */
const LONG = 4000;

/** The body of an answer to a button on a card. */
export function cardBody({ card, sentence }: Outcome): object {
  if (card !== undefined) {
    return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card.card };
  }
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: sentence };
}

/** The body of an answer to what is done in a dialog. None closes it; a sentence takes its place. */
export function dialogBody(next: Next): object | undefined {
  if (next === null) return undefined;
  if ("sentence" in next) return { task: { type: "message", value: next.sentence } };
  const { title, face } = next;
  const height = JSON.stringify(face.card).length > LONG ? "large" : "medium";
  const value = { title, width: "medium", height, card: attachmentOf(face.card) };
  return { task: { type: "continue", value } };
}

/** Whoever pressed something gets a sentence, not an error of their client. */
export const troubleBody = ({ name }: Activity, { trouble }: TeamsWords): object | undefined =>
  name === "adaptiveCard/action" ? cardBody({ sentence: trouble }) : dialogBody({ sentence: trouble });
