import { languageForm, languageSchema } from "../../view/accounts/account-card.ts";
import { inLanguageOf, type Reader } from "../../view/core/reader.ts";
import { saying } from "../../view/core/spans.ts";
import { stringsFor } from "../../view/strings/index.ts";
import type { Caller, Reply } from "../core/app.ts";
import { type Context, readerFor } from "../core/context.ts";
import { updateCopy } from "../core/outgoing.ts";
import { type FormHandler, form } from "../forms/form-handler.ts";

export function inLanguage(reader: Reader, reply: Reply): Reply {
  if (reply.kind === "show") return { ...reply, view: inLanguageOf(reader, reply.view) };
  if (reply.kind === "open" || reply.kind === "stack")
    return { ...reply, form: inLanguageOf(reader, reply.form) };
  return reply;
}

/** Everybody chooses for themselves; what is there already is said in that language from now on. */
export const language: FormHandler<"language"> = form({
  may: ({ actor }) => actor.person,
  draw: ({ reader }, person) => languageForm(reader, person.language),
  schema: languageSchema,
  save: (unit, person, { language: chosen }) => {
    unit.tx.people.set(person.id, { language: chosen });
    for (const copy of unit.tx.posted.readBy(person.id)) updateCopy(unit, copy);
    const { strings } = readerFor(unit, { ...person, language: chosen }, unit.actor.account.platform);
    return { kind: "show", view: saying(strings.said.language, strings.teams.lang) };
  },
});

type Whose = Pick<Caller, "platform" | "account" | "locale">;

/** Whoever has not been met yet may have told it with the request. */
export function languageOf(context: Context, { platform, account, locale = "" }: Whose): string {
  const told = stringsFor(locale, platform).teams.lang;
  try {
    return context.store.read((tx) => {
      const person = tx.people.byAccount(platform, account);
      return person === null ? told : readerFor({ tx, context }, person, platform).strings.teams.lang;
    });
  } catch (error) {
    context.log.error({ error, platform }, "the language of an account could not be read");
    return told;
  }
}
