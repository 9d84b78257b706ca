import { FIND_LIMIT } from "../../domain/members/members-list.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { helpView } from "../../view/core/notices.ts";
import { homeBeforeSetup } from "../../view/setup/home.ts";
import { holdsSecret } from "../forms/form-handler.ts";
import { openForm } from "../forms/forms.ts";
import { membersPage } from "../members/lists.ts";
import { recordPage } from "../record/files.ts";
import { openInvite } from "../requests/invite-form.ts";
import { checklist, key, status } from "../setup/overview.ts";
import type { Caller, Reply } from "./app.ts";
import type { ActorUnit } from "./context.ts";
import { mayStart } from "./rights.ts";

const WORDS = ["", "invite", "status", "members", "key", "settings", "language", "record", "help"] as const;
type Word = (typeof WORDS)[number];

/** What else people type, without accents. Whoever greets is shown around: Teams asks this of each bot. */
const ALSO: readonly (readonly [Word, ...string[]])[] = [
  ["", "setup", "configuration"],
  ["invite", "inviter"],
  ["status", "etat", "statut"],
  ["members", "membres"],
  ["key", "cle"],
  ["settings", "parametres"],
  ["language", "langue"],
  ["record", "registre"],
  ["help", "aide", "hi", "hello", "hey", "bonjour", "bonsoir", "salut", "coucou"],
];

export function parseCommand(text: string): { word: Word; rest: string } | null {
  const whole = text.trim();
  const [first = ""] = whole.split(/\s+/, 1);
  const unaccented = first.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  // "Status." is a word as well. Few characters are looked at, so that a long run costs nothing.
  const spoken = unaccented.replace(/\P{L}{1,8}$/u, "") || unaccented;
  const word = WORDS.find((known) => known === spoken) ?? ALSO.find((all) => all.includes(spoken))?.[0];
  return word === undefined ? null : { word, rest: whole.slice(first.length).trim() };
}

/** What both fields of the invite form take, and more. */
const LONGEST = 4000;

export const whyUnread = (text: string): Refusal | null =>
  text.length > LONGEST ? "too_much" : holdsSecret(text) ? "key_typed" : null;

type Command = (unit: ActorUnit, rest: string, caller: Caller) => Reply;

const afterStart =
  (command: Command): Command =>
  (unit, rest, caller) => {
    if (unit.tx.setup.load() !== null) return command(unit, rest, caller);
    if (!mayStart(unit)) throw refuse("not_started");
    return { kind: "show", view: homeBeforeSetup(unit.reader, true) };
  };

export const commands: Record<Word, Command> = {
  "": (unit, _rest, caller) => {
    if (unit.tx.setup.load() !== null) return checklist(unit);
    if (!mayStart(unit)) throw refuse("may_not_start");
    return openForm(unit, { form: "start" }, caller);
  },
  invite: afterStart((unit, rest) => ({ kind: "open", form: openInvite(unit, rest) })),
  status: afterStart((unit) => status(unit)),
  members: afterStart((unit, rest) => membersPage(unit, { page: 0, find: rest.slice(0, FIND_LIMIT) })),
  key: (unit) => key(unit),
  settings: afterStart((unit, _rest, caller) => openForm(unit, { form: "settings" }, caller)),
  language: (unit, _rest, caller) => openForm(unit, { form: "language" }, caller),
  record: afterStart((unit) => recordPage(unit, 0)),
  help: (unit) => ({ kind: "show", view: helpView(unit.reader, { unknown: null }) }),
};
