import { type Asked, unasked } from "../../app/core/answer-once.ts";
import type { App, Errors, Reply } from "../../app/core/app.ts";
import { saying } from "../../view/core/saying.ts";
import { decodeData, type Under } from "../cards/codec.ts";
import type { Face, Faces } from "../cards/faces.ts";
import type { TeamsWords } from "../words.ts";
import { type Activity, callerOf } from "./activity.ts";
import type { Ask, Submission } from "./ask.ts";
import { type Outcome, type Outcomes, originOf } from "./outcome.ts";

/** What a dialog turns into; null closes it. */
export type Dialog = { readonly title: string; readonly face: Face } | null;

export type InDialog = {
  readonly dialog: Asked<Dialog>;
  /** The same for the personal chat, where the dialog could not wait for it. */
  readonly later: () => Promise<Outcome>;
};

/** What comes of a button in a dialog, or of one that opens a dialog. Teams has no stack of them: Back shows the lower one anew. */
export function createDialogs(app: App, ask: Ask, outcomes: Outcomes, faces: Faces) {
  return (activity: Activity, words: TeamsWords, data: unknown): InDialog => {
    const who = callerOf(activity);
    const origin = originOf(activity, words);
    const shown = (face: Face): Dialog => ({ title: words.title, face });
    const said = (sentence: string): Dialog => shown(faces.view(saying(sentence, words.lang), "dialog"));

    async function again(under: readonly Under[], errors?: Errors): Promise<Dialog> {
      const top = under.at(-1);
      if (top === undefined) return null;
      return ofReply(await app.form(who, top.ref, top.values), under.slice(0, -1), errors);
    }

    async function ofReply(reply: Reply, under: readonly Under[], errors?: Errors): Promise<Dialog> {
      switch (reply.kind) {
        case "nothing":
          return null;
        case "show":
          return shown(faces.view(reply.view, "dialog", under));
        case "open":
        case "stack":
          return { title: reply.form.title, face: faces.form(reply.form, "dialog", under, errors) };
        case "errors":
          return under.length === 0
            ? said(Object.values(reply.errors).join(" "))
            : again(under, reply.errors);
      }
    }

    const pressed = decodeData(data);
    if (pressed === null) {
      const later = async () => ({ sentence: words.outdated });
      return { dialog: unasked(Promise.resolve(said(words.outdated))), later };
    }
    if (pressed.kind === "back") {
      const later = async () => beside(await outcomes.ofBack(origin, pressed.under));
      return { dialog: unasked(again(pressed.under)), later };
    }
    const { work: replied, repeated } = ask.pressed(activity, pressed);
    const work = replied.then((reply) => {
      const known = reply ?? { kind: "errors", errors: { "": words.trouble } };
      return ofReply(known, pressed.kind === "press" ? pressed.under : beneath(pressed, known));
    });
    const later = async () => beside(await outcomes.of(origin, pressed, await replied));
    return { dialog: { work, repeated }, later };
  };
}

/** The forms beneath what comes of a submission. Closing an outcome closes them too: they are done with. */
function beneath({ ref, values, under }: Submission, reply: Reply): readonly Under[] {
  if (reply.kind === "show") return [];
  return reply.kind === "open" ? under : [...under, { ref, values }];
}

/** The card that the dialog was opened from stays what it is. */
const beside = ({ card, post, sentence, shown }: Outcome): Outcome => {
  const face = post ?? card;
  const kept = shown === undefined ? {} : { shown };
  return face === undefined ? { ...(sentence === undefined ? {} : { sentence }) } : { post: face, ...kept };
};
