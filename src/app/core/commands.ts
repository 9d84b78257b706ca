import { FIND_LIMIT } from "../../domain/members/members-list.ts";
import { refuse } from "../../domain/refusal.ts";
import { helpView } from "../../view/members/lists.ts";
import { homeBeforeSetup } from "../../view/setup/home.ts";
import { forms } from "../forms/forms.ts";
import { holdsSecret, type Unread } from "../forms/typed.ts";
import { membersPage, recordPage } from "../members/lists.ts";
import { openInvite } from "../requests/invite-form.ts";
import { checklist, key, status } from "../setup/overview.ts";
import type { Caller, Reply } from "./app.ts";
import type { ActorUnit } from "./context.ts";
import { mayStart } from "./rights.ts";

const WORDS = ["", "invite", "status", "members", "key", "settings", "language", "record", "help"] as const;
type Word = (typeof WORDS)[number];

/** What else people type, without accents. */
const ALSO: Readonly<Record<string, Word>> = {
  setup: "",
  configuration: "",
  inviter: "invite",
  etat: "status",
  statut: "status",
  membres: "members",
  cle: "key",
  parametres: "settings",
  langue: "language",
  registre: "record",
  aide: "help",
};

/** Whoever greets is shown around: Teams asks this of each bot. */
const GREETINGS = ["hi", "hello", "hey", "bonjour", "bonsoir", "salut", "coucou"];

export function parseCommand(text: string): { word: Word; rest: string } | null {
  const whole = text.trim();
  const [first = ""] = whole.split(/\s+/, 1);
  const spoken = withoutEnd(withoutAccents(first.toLowerCase()));
  const word = WORDS.find((known) => known === spoken) ?? also(spoken) ?? greeted(spoken);
  return word === undefined ? null : { word, rest: whole.slice(first.length).trim() };
}

/** What both fields of the invite form take, and more. */
const LONGEST = 4000;

export function unreadCommand(text: string): Unread | null {
  if (text.length > LONGEST) return { reason: "too_much", at: [""] };
  return holdsSecret(text) ? { reason: "key_typed", at: [""] } : null;
}

const withoutAccents = (word: string): string => word.normalize("NFD").replaceAll(/\p{M}/gu, "");

const also = (spoken: string): Word | undefined => (Object.hasOwn(ALSO, spoken) ? ALSO[spoken] : undefined);

/** "Status." is a word as well. Few characters are looked at, so that a long run costs nothing. */
const withoutEnd = (word: string): string => word.replace(/\P{L}{1,8}$/u, "") || word;

const greeted = (spoken: string): Word | undefined => (GREETINGS.includes(spoken) ? "help" : undefined);

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
    return { kind: "open", form: forms.start.open(unit, { form: "start" }, caller) };
  },
  invite: afterStart((unit, rest) => ({ kind: "open", form: openInvite(unit, rest) })),
  status: afterStart((unit) => status(unit)),
  members: afterStart((unit, rest) => membersPage(unit, { page: 0, find: rest.slice(0, FIND_LIMIT) })),
  key: (unit) => key(unit),
  settings: afterStart((unit, _rest, caller) => ({
    kind: "open",
    form: forms.settings.open(unit, { form: "settings" }, caller),
  })),
  language: (unit, _rest, caller) => ({
    kind: "open",
    form: forms.language.open(unit, { form: "language" }, caller),
  }),
  record: afterStart((unit) => recordPage(unit, 0)),
  help: (unit) => ({
    kind: "show",
    view: helpView(unit.reader, { unknown: null }),
  }),
};
