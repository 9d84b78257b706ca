import { randomUUID } from "node:crypto";
import type { Routes } from "../app/routes.ts";
import type { Form, View } from "../view/view.ts";
import { renderCard } from "./card.ts";
import type { AdaptiveCard } from "./card-types.ts";
import type { Under } from "./codec.ts";
import { renderFormCard } from "./forms.ts";
import { CARD_TYPE } from "./message.ts";
import type { TeamsWords } from "./words.ts";

/** A card, and what is read aloud or in a notification before it. */
export type Face = { readonly card: AdaptiveCard; readonly summary: string };

export const attachmentOf = ({ card }: Face) => ({ contentType: CARD_TYPE, content: card });

type Within = "chat" | "dialog";
/** The forms that it lies on, the last one on top. */
type Beneath = readonly Under[];

export type Faces = {
  view(view: View, within?: Within, under?: Beneath): Face;
  form(form: Form, within: Within, under?: Beneath, errors?: Readonly<Record<string, string>>): Face;
};

export function createFaces(routes: Routes, words: TeamsWords, dialogs: boolean): Faces {
  const channelName = (id: string) => routes.get("channel", id)?.label ?? null;
  const options = (kind: "person" | "channel") =>
    routes.all(kind).map(({ id, label }) => ({ value: id, label }));
  return {
    view: (view, within = "chat", under = []) => ({
      card: renderCard(view, { dialogs, channelName, words, within, under }),
      summary: view.summary,
    }),
    form: (form, within, under = [], errors = {}) => {
      const pickers = { people: options("person"), channels: options("channel") };
      const once = randomUUID();
      const card = renderFormCard(form, {
        within,
        dialogs,
        channelName,
        under,
        errors,
        pickers,
        words,
        once,
      });
      return { card, summary: form.title };
    },
  };
}
