import { isDeepStrictEqual } from "node:util";
import type { App, Caller, Errors, Reply, Shown } from "../../app/core/app.ts";
import { saying } from "../../view/core/spans.ts";
import type { View } from "../../view/core/view.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import type { Within } from "../cards/buttons.ts";
import type { Pressed, Under } from "../cards/codec.ts";
import type { Face, Faces } from "../cards/forms.ts";
import { attachmentOf } from "../outbound/connector.ts";

/** Who pressed something, and in which words they read. */
type Presser = { readonly who: Caller; readonly words: TeamsWords };
type PresserAt = Presser & { readonly within: Within };

/** What comes next after a press: a card, or a sentence that leaves everything as it is; null: it is done, and that is all. */
type Next =
  | { readonly title: string; readonly face: Face; readonly shown?: Shown }
  | { readonly sentence: string }
  | null;

/** What comes of a press in a conversation. */
export type Outcome = {
  /** In place of the card that was pressed. */
  readonly card?: Face;
  /** Nobody else draws it, so the message itself is to become the card, too. */
  readonly lasting?: boolean;
  readonly sentence?: string;
  /** For the personal chat, as a message of its own. */
  readonly post?: Face;
  /** What `post`, or else the lasting `card`, shows: it is kept up to date there. */
  readonly shown?: Shown | undefined;
};

export function createOutcomes(app: App, faces: Faces) {
  /** How a posted copy looks now; null when the card is none: a private answer or a form. */
  function copyAt(who: Caller): Face | null {
    const view = who.pressed ? app.copy(who, who.pressed.channel, who.pressed.message) : null;
    return view === null ? null : faces.view(view);
  }

  /** The uppermost of these forms as it was left. Teams has no stack of dialogs, so Back shows the lower one anew. */
  async function back(at: PresserAt, under: readonly Under[], errors: Errors = {}): Promise<Next> {
    const { who, words, within } = at;
    const top = under.at(-1);
    const rest = under.slice(0, -1);
    if (top === undefined) return within === "dialog" ? null : said(at, words.closed);
    const reply = await app.form(who, top.ref, top.values).catch(() => null);
    if (reply?.kind === "show")
      return { title: words.title, face: faces.view(reply.view, within, rest), shown: reply };
    if (reply?.kind !== "open") return { sentence: words.trouble };
    return { title: reply.form.title, face: faces.form(reply.form, within, rest, errors) };
  }

  const said = ({ words, within }: PresserAt, sentence: string): Next => ({
    title: words.title,
    face: faces.view(saying(sentence, words.language), within),
  });

  /** What a reply means. Closing an outcome closes the forms beneath it too: they are done with. */
  async function next(at: PresserAt, pressed: Pressed, reply: Reply | null): Promise<Next> {
    const { words, within } = at;
    if (pressed.kind === "back") return back(at, pressed.under);
    const isPress = pressed.kind === "press";
    const own = isPress ? [] : [{ ref: pressed.ref, values: pressed.values }];
    const beneath = [...pressed.under, ...own];
    switch (reply?.kind) {
      case undefined:
      case "errors": {
        const errors = reply?.errors ?? { "": words.trouble };
        if (beneath.length > 0) return back(at, beneath, errors);
        return { sentence: Object.values(errors).join(" ") };
      }
      case "nothing":
        // Whoever had an answer the first time keeps it.
        if (within === "dialog" || isPress || reply.repeated === true) return null;
        return said(at, words.done);
      case "show": {
        const sentence = isPress && within === "chat" ? sentenceOf(reply.view) : null;
        if (sentence !== null) return { sentence };
        const face = faces.view(reply.view, within, isPress ? beneath : []);
        return { title: words.title, face, shown: reply };
      }
      case "open":
      case "stack": {
        const { form } = reply;
        const under = reply.kind === "open" ? pressed.under : beneath;
        const before = under.at(-1);
        // Another shape of the same form takes its place, with what was typed in it.
        if (form.ref !== null && before?.ref.form === form.ref.form)
          return back(at, [...under.slice(0, -1), { ...before, ref: form.ref }]);
        return { title: form.title, face: faces.form(form, within, under) };
      }
    }
  }

  return {
    inDialog: (presser: Presser, pressed: Pressed, reply: Reply | null) =>
      next({ ...presser, within: "dialog" }, pressed, reply),

    /** In a conversation a private card gives way to the next. What stays is drawn anew, the next one is posted. */
    async onCard(presser: Presser, pressed: Pressed, reply: Reply | null): Promise<Outcome> {
      const { who, words } = presser;
      const after = await next({ ...presser, within: "chat" }, pressed, reply);
      const copy = copyAt(who);
      if (after === null) return copy === null ? { sentence: words.done } : { card: copy };
      if ("sentence" in after) return after;
      const { face, shown } = after;
      if (who.channel !== null) return { post: face, sentence: words.answered, shown };
      if (copy === null) return { card: face, lasting: true, shown };
      // What the pressed card says by itself is not said again.
      return isDeepStrictEqual(copy.card, face.card) ? { card: copy } : { post: face, card: copy, shown };
    },

    /** For the personal chat, where a dialog could not wait for it: the card that it was opened from stays what it is. */
    async inChat(presser: Presser, pressed: Pressed, reply: Reply | null): Promise<Outcome> {
      const after = await next({ ...presser, within: "chat" }, pressed, reply);
      if (after === null) return { sentence: presser.words.done };
      return "sentence" in after ? after : { post: after.face, shown: after.shown };
    },
  };
}

/** What a View says that is no more than one sentence; null for any other. */
function sentenceOf({ summary, blocks }: View): string | null {
  const [block, ...others] = blocks;
  return block?.kind === "text" && others.length === 0 ? summary : null;
}

export function cardBody({ card, sentence }: Outcome): object {
  const [type, value] = card === undefined ? ["activity.message", sentence] : ["card.adaptive", card.card];
  return { statusCode: 200, type: `application/vnd.microsoft.${type}`, value };
}

/** The body of an answer to what is done in a dialog. None closes it; a sentence takes its place. */
export function dialogBody(next: Next): object | undefined {
  if (next === null) return undefined;
  if ("sentence" in next) return { task: { type: "message", value: next.sentence } };
  const value = { title: next.title, width: "medium", height: "large", card: attachmentOf(next.face.card) };
  return { task: { type: "continue", value } };
}
