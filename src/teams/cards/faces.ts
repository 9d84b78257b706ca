import { randomUUID } from "node:crypto";
import type { Errors } from "../../app/core/app.ts";
import type { References } from "../../app/messages/conversation-references.ts";
import type { Field, Form, View } from "../../view/core/view.ts";
import type { TeamsWords, TeamsWordsIn } from "../../view/strings/strings.ts";
import { nameOf } from "../conversation.ts";
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

/** As somebody looks for a name. */
function byLabel<T extends { readonly label: string }>(choices: readonly T[], lang: string): T[] {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  return choices.toSorted((one, other) => compare(one.label, other.label));
}

export function createFaces(references: References, words: TeamsWordsIn, dialogs: boolean): Faces {
  const speaking = ({ lang = "en" }: View | Form) => {
    const said = words(lang);
    return { words: said, dialogs };
  };
  const people = (lang: string) =>
    byLabel(
      references
        .all("person")
        .filter(({ data }) => ["member", "", undefined].includes(data["standing"]))
        .map(({ id, label }) => ({ value: id, label })),
      lang,
    );
  /** Each team has a channel named General. */
  const channels = (said: TeamsWords) => {
    const teams = new Map(references.all("team").map((team) => [team.id, team]));
    const found = references.all("channel").map((reference) => {
      const { id, data } = reference;
      const team = nameOf(teams.get(data["team"] ?? "") ?? null);
      const label = nameOf(reference) ?? (data["kind"] === "group" ? said.unnamedGroup : said.unknownChannel);
      return { value: id, label: team === null ? label : `${team} › ${label}` };
    });
    return byLabel(found, said.lang);
  };
  return {
    view: (view, within = "chat", under = []) => ({
      card: renderCard(view, { ...speaking(view), within, under }),
      summary: view.summary,
    }),
    form: (form, within, under = [], errors = {}) => {
      const has = (...kinds: Field["kind"][]) => form.fields.some(({ kind }) => kinds.includes(kind));
      const speech = speaking(form);
      const pickers = {
        people: has("person", "people") ? people(speech.words.lang) : [],
        channels: has("channel") ? channels(speech.words) : [],
      };
      const once = randomUUID();
      const card = renderFormCard(form, { ...speech, within, under, errors, pickers, once });
      return { card, summary: form.title };
    },
  };
}
