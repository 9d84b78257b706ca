import { randomUUID } from "node:crypto";
import type { Errors } from "../../app/app.ts";
import type { Routes } from "../../app/routes.ts";
import type { Field, Form, View } from "../../view/view.ts";
import type { TeamsWordsIn } from "../words.ts";
import type { Within } from "./buttons.ts";
import { renderCard } from "./card.ts";
import type { Under } from "./codec.ts";
import { renderFormCard } from "./forms.ts";
import type { AdaptiveCard } from "./types.ts";

/** A card, and what is read aloud or in a notification before it. */
export type Face = { readonly card: AdaptiveCard; readonly summary: string };

/** The forms that it lies on, the last one on top. */
type Beneath = readonly Under[];

export type Faces = {
  view(view: View, within?: Within, under?: Beneath): Face;
  form(form: Form, within: Within, under?: Beneath, errors?: Errors): Face;
};

export function createFaces(routes: Routes, words: TeamsWordsIn, dialogs: boolean): Faces {
  const speaking = ({ lang = "en" }: View | Form) => {
    const said = words(lang);
    const channelName = (id: string) => routes.get("channel", id)?.label ?? said.unknownChannel;
    return { words: said, channelName, dialogs };
  };
  const people = () => routes.all("person").map(({ id, label }) => ({ value: id, label }));
  /** Each team has a channel named General. */
  const channels = () => {
    const teams = new Map(routes.all("team").map((team) => [team.id, team]));
    return routes.all("channel").map(({ id, label, data }) => {
      const team = teams.get(data["team"] ?? "");
      const isNamed = team !== undefined && team.label !== team.id;
      return { value: id, label: isNamed ? `${team.label} › ${label}` : label };
    });
  };
  return {
    view: (view, within = "chat", under = []) => ({
      card: renderCard(view, { ...speaking(view), within, under }),
      summary: view.summary,
    }),
    form: (form, within, under = [], errors = {}) => {
      const has = (...kinds: Field["kind"][]) => form.fields.some(({ kind }) => kinds.includes(kind));
      const pickers = {
        people: has("person", "people") ? people() : [],
        channels: has("channel") ? channels() : [],
      };
      const once = randomUUID();
      const card = renderFormCard(form, { ...speaking(form), within, under, errors, pickers, once });
      return { card, summary: form.title };
    },
  };
}
