import { BOT, homeOf, modalsOf, type SlackState } from "./slack/state.ts";
import type { Hint, Mail, Panel, Person, Platform } from "./snapshot.ts";
import { contentOf } from "./teams/card-parts.ts";
import { dialogOf, type TeamsState } from "./teams/state.ts";

type Said = { json: string; place: string; readers: readonly string[] };

/** What one chat client shows, and how a hint speaks of it. */
type Talk = {
  said: Said[];
  /** Where the steps stand; empty before there are any. */
  checklist: string;
  /** What waits to be sent: an open dialog or, in Teams, a form that came as a message. */
  waits: "form" | "text" | "form in the chat" | null;
  ask(word: string): string;
  toChecklist: string;
};

/** The newest text with the row of the last step, which begins so in every language. */
const checklistIn = (texts: string[]): string => texts.findLast((text) => text.includes("6. V")) ?? "";

export function talkInSlack(state: SlackState, me: string): Talk {
  const messages = state.messages.filter(({ author }) => author === BOT.id);
  const jsonOf = (isPrivate: boolean) =>
    messages
      .filter(({ ephemeralFor }) => (ephemeralFor !== null) === isPrivate)
      .map(({ channel, blocks }): Said => {
        const { name = "", members = [] } = state.channels.find(({ id }) => id === channel) ?? {};
        const place = name === "" ? "the messages of Mistral Setup" : `#${name}`;
        return { json: JSON.stringify(blocks), place, readers: members };
      });
  // What only one person sees grows stale: a checklist is read off it where there is none elsewhere.
  const [hidden, said] = [jsonOf(true), jsonOf(false)];
  const home = homeOf(state, state.people[0]?.id ?? "")?.content.blocks ?? [];
  const modal = modalsOf(state, me).at(-1)?.content;
  return {
    said,
    checklist: checklistIn([...hidden, ...said].map(({ json }) => json).concat(JSON.stringify(home))),
    waits: modal === undefined ? null : modal["submit"] === undefined ? "text" : "form",
    ask: (word) => `type \`${`/mistral-setup ${word}`.trim()}\``,
    toChecklist: "type `/mistral-setup`, press",
  };
}

const isForm = (json: string): boolean => json.includes('"type":"Input.');

export function talkInTeams(state: TeamsState, me: string): Talk {
  const own = "the chat with Mistral Setup";
  const said = state.messages
    .filter(({ author }) => author === null)
    .map(({ conversation, cards, own: replaced }): Said => {
      const chat = state.conversations.find(({ id }) => id === conversation);
      const { kind, name = "", members = [] } = chat ?? {};
      const mine = kind === "personal" ? replaced[members[0] ?? ""] : undefined;
      const json = JSON.stringify(mine === undefined ? cards : [mine]);
      return { json, place: kind === "personal" ? own : name, readers: members };
    });
  const saidTo = (person = "") =>
    said.filter(({ place, readers }) => place === own && readers.includes(person)).map(({ json }) => json);
  const dialog = dialogOf(state, me);
  const shown = dialog && (isForm(JSON.stringify(contentOf(state, dialog))) ? "form" : "text");
  // A greeting may come after the form.
  const formInChat = saidTo(me).slice(-2).some(isForm) ? "form in the chat" : null;
  return {
    said,
    checklist: checklistIn([...said.map((one) => one.json), ...saidTo(state.people[0]?.id)]),
    waits: shown ?? formInChat,
    ask: (word) => `write \`${word || "setup"}\` to Mistral Setup`,
    toChecklist: `in ${own} press`,
  };
}

type Outside = {
  people: readonly Pick<Person, "id" | "name">[];
  me: string;
  panel: Panel;
  mails: Mail[];
  now: number;
};

/** The steps that are forms: the row in the checklist, and the button that opens the form with what to do then. */
const STEPS = {
  organization: ["1. Organization", "Set the organization and say that it exists"],
  billing: ["2. Billing", "Confirm billing and choose pay-as-you-go"],
  workspaces: ["3. Workspaces", "Add Workspaces, or press One is enough"],
  security: ["5. Security and monitoring", "Set up security, or press Later"],
} as const;

/**
 * What a newcomer should do next in the client `here`, read off what has happened so far; null when the tour is over.
 * What is not in this client may be in the other one.
 */
export function hintFor(
  here: Platform,
  talks: Record<Platform, Talk>,
  { people, me, panel, mails, now }: Outside,
): Hint | null {
  const [there, name] = here === "slack" ? (["teams", "Teams"] as const) : (["slack", "Slack"] as const);
  const talk = talks[here];
  const checklist = talk.checklist || talks[there].checklist;
  const elsewhere = talks[there].said.map((one) => ({ ...one, place: `${one.place} in ${name}` }));
  const said = [...elsewhere, ...talk.said];
  const [ana, , chloe] = people;
  const isOpen = ([row]: readonly string[]): boolean => checklist.includes(`${row}: open`);
  const say = (text: string): Hint => ({
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    switchTo: null,
  });
  const as = (who: Outside["people"][number] | undefined, what: string): Hint =>
    who === undefined || who.id === me
      ? say(what)
      : { text: `Switch to ${who.name}, then ${what}.`, switchTo: who.id };
  const work = ([, what]: readonly string[]): Hint => as(ana, `${talk.toChecklist} ${what}`);
  const holderOf = ({ readers }: Said) => people.find(({ id }) => readers.includes(id));
  /** A button's label is the text of an object in Slack's JSON, and a title in that of Teams. */
  const newestWith = (label: string, text = "", reader?: string): Said | undefined =>
    said.findLast(
      ({ json, readers }) =>
        json.includes(`:"${label}"`) &&
        json.includes(text) &&
        (reader === undefined || readers.includes(reader)),
    );

  // Hints are read off what the bot says in English.
  if (checklist !== "" && !checklist.includes("6. Verify")) return null;
  if (talk.waits === "form") return say("Fill in the dialog and send it");
  if (talk.waits === "text") return say("Read the dialog, then go on in it or close it");
  const mine = newestWith("Yes, that is me", "", me);
  if (mine !== undefined) return say(`Press Yes, that is me in ${mine.place}`);
  if (talk.waits !== null) return say("Fill in the form in the chat and send it");
  if (checklist === "") return as(ana, `${talk.ask("")} and send the form that opens`);
  if (isOpen(STEPS.organization)) return work(STEPS.organization);
  if (!panel.paymentMethod) return say("Open Mistral admin (top right) and switch the payment method on");
  if (isOpen(STEPS.billing)) return work(STEPS.billing);

  const request = newestWith("Approve");
  if (request !== undefined) return as(ana, `press Approve in ${request.place}`);
  const task = newestWith("Done");
  const toDo = `do in Mistral admin what the Task in ${task?.place} says, and press Done on it`;
  if (task !== undefined) return as(holderOf(task), toDo);
  if (isOpen(STEPS.workspaces)) return work(STEPS.workspaces);
  const open = mails.find((mail) => mail.state === "open");
  if (open !== undefined) return say(`Open the inbox and accept the invitation to ${open.to}`);
  const accepted = mails.filter((mail) => mail.state === "accepted");
  const asked = accepted.map(({ to }) => newestWith("Is Active", to)).find((card) => card !== undefined);
  if (!panel.adminApi && asked !== undefined)
    return as(holderOf(asked), `press Is Active on the Task in ${asked.place}`);
  if (mails.length === 0)
    return said.some(({ json }) => /approved by/i.test(json))
      ? say("The invitation is on its way: the inbox shows it soon")
      : as(chloe, `${talk.ask("invite")} and ask for access`);
  if (accepted.length === 0) return as(ana, `${talk.ask("members")} and send the invitation again`);
  if (checklist.includes("⏳ 2.") || now < (panel.keysWorkAt ?? 0))
    return say("Billing warms up for three minutes: skip three minutes ahead");
  if (isOpen(STEPS.security)) return work(STEPS.security);
  return isOpen(["6. Verify"]) ? say("The last step is being verified: wait a moment") : null;
}
