import type { Hint, Person, Platform, Snapshot } from "./snapshot.ts";

/** What the bot said in a place, as JSON, and who can read it there. */
export type Said = {
  platform: Platform;
  json: string;
  place: string;
  readers: readonly string[];
  /** It grows stale: only a checklist is read off it, where there is none elsewhere. */
  isPrivate: boolean;
};

/** How a hint speaks of each client. */
const CLIENTS = {
  slack: {
    name: "Slack",
    ask: (word: string) => `type \`${`/mistral-setup ${word}`.trim()}\``,
    toChecklist: "type `/mistral-setup`, press",
  },
  teams: {
    name: "Teams",
    ask: (word: string) => `write \`${word || "setup"}\` to Mistral Setup`,
    toChecklist: "in the chat with Mistral Setup press",
  },
};

/** The steps that are forms: the row in the checklist, and the button that opens the form with what to do then. */
const STEPS = {
  organization: ["1. Organization", "Set the organization and say that it exists"],
  billing: ["2. Billing", "Confirm billing and choose pay-as-you-go"],
  workspaces: ["3. Workspaces", "Add Workspaces, or press One is enough"],
  security: ["5. Security and monitoring", "Set up security, or press Later"],
} as const;

type Seen = Omit<Snapshot, "hints">;

const isForm = (part: unknown): boolean => JSON.stringify(part).includes('"type":"Input.');

/** What waits to be sent: an open dialog or, in Teams, a form that came as a message. */
function waitsIn(here: Platform, { modals, dialog, messages, places }: Seen) {
  const submit = modals.at(-1)?.content["submit"];
  if (here === "slack") return modals.length === 0 ? null : submit === undefined ? "text" : "form";
  if (dialog !== null) return isForm(dialog.content) ? "form" : "text";
  const chat = places.find(({ platform, kind }) => platform === "teams" && kind === "direct")?.id;
  const said = messages.filter(({ place, author }) => place === chat && author === null);
  // A greeting may come after the form.
  return said.slice(-2).some(({ cards }) => isForm(cards)) ? "form in the chat" : null;
}

/**
 * What a newcomer should do next in the client `here`, read off what has happened so far; null when the tour is over.
 * What is not in this client may be in the other one. `all`: the newest last.
 */
export function hintFor(here: Platform, all: readonly Said[], seen: Seen): Hint | null {
  const { people, me, panel, mails, now } = seen;
  const { ask, toChecklist } = CLIENTS[here];
  const [ana, , chloe] = people;
  const own = all.filter(({ platform }) => platform === here);
  const others = all.filter(({ platform }) => platform !== here);
  const named = others.map((one) => ({ ...one, place: `${one.place} in ${CLIENTS[one.platform].name}` }));
  const said = [...named, ...own].filter(({ isPrivate }) => !isPrivate);
  // The row of the last step begins so in every language. In a chat of its own, only the owner's counts.
  const hasSteps = ({ json, readers, isPrivate }: Said): boolean =>
    json.includes("6. V") && (isPrivate || readers.some((id) => id === ana?.id));
  const checklist = (own.findLast(hasSteps) ?? others.findLast(hasSteps))?.json ?? "";
  const isOpen = ([row]: readonly string[]): boolean => checklist.includes(`${row}: open`);
  const say = (text: string): Hint => ({
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    switchTo: null,
  });
  const as = (who: Person | undefined, what: string): Hint =>
    who === undefined || who.id === me.id
      ? say(what)
      : { text: `Switch to ${who.name}, then ${what}.`, switchTo: who.id };
  const work = ([, what]: readonly string[]): Hint => as(ana, `${toChecklist} ${what}`);
  const holderOf = ({ readers }: Said) => people.find(({ id }) => readers.includes(id));
  /** A button's label is the text of an object in Slack's JSON, and a title in that of Teams. */
  const newestWith = (label: string, text = ""): Said | undefined =>
    said.findLast(({ json }) => json.includes(`:"${label}"`) && json.includes(text));

  // Hints are read off what the bot says in English.
  if (checklist !== "" && !checklist.includes("6. Verify")) return null;
  const waits = waitsIn(here, seen);
  if (waits === "form") return say("Fill in the dialog and send it");
  if (waits === "text") return say("Read the dialog, then go on in it or close it");
  const mine = said.findLast(
    ({ json, readers }) => json.includes(':"Yes, that is me"') && readers.includes(me.id),
  );
  if (mine !== undefined) return say(`Press Yes, that is me in ${mine.place}`);
  if (waits !== null) return say("Fill in the form in the chat and send it");
  if (checklist === "") return as(ana, `${ask("")} and send the form that opens`);
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
      : as(chloe, `${ask("invite")} and ask for access`);
  if (accepted.length === 0) return as(ana, `${ask("members")} and send the invitation again`);
  if (checklist.includes("⏳ 2.") || now < (panel.keysWorkAt ?? 0))
    return say("Billing warms up for three minutes: skip three minutes ahead");
  if (isOpen(STEPS.security)) return work(STEPS.security);
  return isOpen(["6. Verify"]) ? say("The last step is being verified: wait a moment") : null;
}
