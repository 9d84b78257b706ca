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

/** The steps that are forms, by their titles: the button that opens the form, with what to do then. */
const STEPS = {
  Organization: "Set the organization and confirm it",
  Billing: "Confirm billing and choose pay-as-you-go",
  Workspaces: "Add Workspaces, or press One is enough",
  "Security and monitoring": "Set up security, or press Later",
};

const isForm = (part: unknown): boolean => /"type":"input/i.test(JSON.stringify(part));

/** What a newcomer should do next in the client `here`, read off what was said; null when the tour is over. */
export function hintFor(here: Platform, all: readonly Said[], seen: Omit<Snapshot, "hints">): Hint | null {
  const { people, me, panel, mails, now, modals, dialog, messages, places } = seen;
  const { ask, toChecklist } = CLIENTS[here];
  const [ana, , chloe] = people;
  const own = all.filter(({ platform }) => platform === here);
  const others = all.filter(({ platform }) => platform !== here);
  const named = others.map((one) => ({ ...one, place: `${one.place} in ${CLIENTS[one.platform].name}` }));
  const said = [...named, ...own].filter(({ isPrivate }) => !isPrivate);
  // The row of the first step begins so in every language. In a chat of its own, only the owner's counts.
  const hasSteps = ({ json, readers }: Said) =>
    /[⬜✅➖] 1\. /u.test(json) && readers.includes(ana?.id ?? "");
  const checklist = (own.findLast(hasSteps) ?? others.findLast(hasSteps))?.json ?? "";
  const isOpen = (step: string): boolean => new RegExp(`⬜ \\d+\\. ${step}`, "u").test(checklist);
  const say = (text: string): Hint => ({
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    switchTo: null,
  });
  const as = (who: Person | undefined, what: string): Hint =>
    who === undefined || who.id === me.id
      ? say(what)
      : { text: `Switch to ${who.name}, then ${what}.`, switchTo: who.id };
  const work = (step: keyof typeof STEPS): Hint => as(ana, `${toChecklist} ${STEPS[step]}`);
  const holderOf = ({ readers }: Said) => people.find(({ id }) => readers.includes(id));
  /** A button's label is the text of an object in Slack's JSON, and a title in that of Teams. */
  const newestWith = (label: string, text = "", from = said): Said | undefined =>
    from.findLast(({ json }) => json.includes(`:"${label}"`) && json.includes(text));

  // Hints are read off what the bot says in English.
  if (checklist !== "" && !checklist.includes(". Organization")) return null;
  const open = here === "slack" ? modals.at(-1) : dialog;
  if (open != null)
    return say(
      isForm(open) ? "Fill in the dialog and send it" : "Read the dialog, then go on in it or close it",
    );
  const mine = said.filter(({ readers }) => readers.includes(me.id));
  const account = newestWith("Yes, that is me", "", mine);
  if (account !== undefined) return say(`Press Yes, that is me in ${account.place}`);
  const chat = places.find(({ platform, kind }) => platform === "teams" && kind === "direct")?.id;
  const inChat = messages.filter(({ place, author }) => place === chat && author === null);
  // A greeting may come after the form.
  if (here === "teams" && inChat.slice(-2).some(({ cards }) => isForm(cards)))
    return say("Fill in the form in the chat and send it");
  if (checklist === "") return as(ana, `${ask("")} and send the form that opens`);
  if (isOpen("Organization")) return work("Organization");
  if (!panel.paymentMethod) return say("Open Mistral admin (top right) and switch the payment method on");
  if (isOpen("Billing")) return work("Billing");

  const request = newestWith("Approve");
  if (request !== undefined) return as(ana, `press Approve in ${request.place}`);
  const task = newestWith("Done");
  const toDo = `do in Mistral admin what the Task in ${task?.place} says, and press Done on it`;
  if (task !== undefined) return as(holderOf(task), toDo);
  if (isOpen("Workspaces")) return work("Workspaces");
  const waiting = mails.find((mail) => mail.state === "open");
  if (waiting !== undefined) return say(`Open the inbox and accept the invitation to ${waiting.to}`);
  const accepted = mails.filter((mail) => mail.state === "accepted");
  const asked = accepted.map(({ to }) => newestWith("Mark active", to)).find((card) => card !== undefined);
  if (!panel.adminApi && asked !== undefined)
    return as(holderOf(asked), `press Mark active on the Task in ${asked.place}`);
  if (mails.length === 0)
    return said.some(({ json }) => /approved by/i.test(json))
      ? say("The invitation is on its way: the inbox shows it soon")
      : as(chloe, `${ask("invite")} and ask for access`);
  if (accepted.length === 0) return as(ana, `${ask("members")} and send the invitation again`);
  if (/⏳ \d+\. Billing: /.test(checklist) || now < (panel.keysWorkAt ?? 0))
    return say("Billing warms up for three minutes: skip three minutes ahead");
  if (isOpen("Security and monitoring")) return work("Security and monitoring");
  return isOpen("Verify") ? say("The last step is being verified: wait a moment") : null;
}
