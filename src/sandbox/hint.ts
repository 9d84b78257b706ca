import type { Deed, Hint, Person, Platform, Snapshot } from "./snapshot.ts";

/** What the bot said in a place, as JSON, and who can read it there. */
export type Said = {
  platform: Platform;
  json: string;
  /** Its id, and where that is in words. */
  place: string;
  where: string;
  readers: readonly string[];
  /** It grows stale: only a checklist is read off it, where there is none elsewhere, and the buttons of open steps. */
  isPrivate: boolean;
};

const CLIENTS = {
  slack: { name: "Slack", verb: "type", command: (word: string) => `/mistral-setup ${word}`.trim() },
  teams: { name: "Teams", verb: "write", command: (word: string) => word || "setup" },
};

/** The steps that are forms, by their titles: the button that goes on with it, and what one may choose instead. */
const STEPS = {
  Organization: ["Set the organization", ""],
  Billing: ["Confirm billing", ""],
  Workspaces: ["One is enough", " or Add Workspaces"],
  "Security and monitoring": ["Later", " or Set up security"],
} as const;

const isForm = (part: unknown): boolean => /"type":"input/i.test(JSON.stringify(part));

/** A button's label is the text of an object in Slack's JSON, and a title in that of Teams. */
const hasButton = (json: string, label: string): boolean => json.includes(`:"${label}"`);

type Seen = Omit<Snapshot, "hints">;

/** What a newcomer should do next in the client `here`, read off what was said; null when the tour is over. */
export function hintFor(here: Platform, all: readonly Said[], seen: Seen): Hint | null {
  const { people, me, modals, dialog, messages, places } = seen;
  const owner = people[0]?.id ?? "";
  const isHere = ({ platform }: Said) => platform === here;
  // The row of the first step begins so in every language. In a chat of its own, only the owner's counts.
  const hasSteps = ({ json, readers }: Said) => /[⬜✅➖] 1\. /u.test(json) && readers.includes(owner);
  const withSteps = all.filter(hasSteps);
  const checklist = (withSteps.findLast(isHere) ?? withSteps.at(-1))?.json ?? "";
  // Hints are read off what the bot says in English.
  if (checklist !== "" && !checklist.includes(". Organization")) return null;

  const next = nextHint(here, all, checklist, seen);
  const open = here === "slack" ? modals.at(-1) : dialog;
  const chat = places.find(({ platform, kind }) => platform === "teams" && kind === "direct")?.id;
  const inChat = messages.filter(({ place, author }) => place === chat && author === null);
  if (open != null && isForm(open)) return hint("Fill in the dialog and send it", { kind: "fill" });
  if (open != null) {
    const button = next?.button ?? "";
    if (button !== "" && hasButton(JSON.stringify(open), button))
      return hint(`Press ${button}`, { kind: "press", label: button, platform: here, place: null });
    return hint("Read the dialog, then close it", { kind: "close" });
  }
  // A greeting may come after the form.
  if (here === "teams" && inChat.slice(-2).some(({ cards }) => isForm(cards)))
    return hint("Fill in the form in the chat and send it", { kind: "fill" });
  if (next === null) return null;
  const { who, text, deed } = next;
  const actor = people.find(({ id }) => id === who) ?? me;
  if (actor.id === me.id) return { ...hint(text, deed), isFirst: checklist === "" };
  return hint(`Switch to ${actor.name}, then ${text}`, { kind: "become", person: actor.id });
}

const hint = (text: string, deed: Deed | null): Hint => {
  return { text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, deed, isFirst: false };
};

/** `who`: by whom, where that matters. `button`: what goes on with it, also where a dialog has it. */
type Next = { text: string; deed: Deed | null; who?: string | undefined; button?: string };

/** What is next where no form is open. */
function nextHint(here: Platform, all: readonly Said[], checklist: string, seen: Seen): Next | null {
  const { people, me, panel, mails, now } = seen;
  const [ana, , chloe] = people;
  const whereOf = ({ platform, where }: Said) =>
    platform === here ? where : `${where} in ${CLIENTS[platform].name}`;
  const sorted = [
    ...all.filter((one) => one.platform !== here),
    ...all.filter((one) => one.platform === here),
  ];
  const said = sorted.filter(({ isPrivate }) => !isPrivate);
  const newestWith = (label: string, from = said): Said | undefined =>
    from.findLast(({ json }) => hasButton(json, label));
  const isFor =
    (who: Person | undefined) =>
    ({ readers }: Said) =>
      readers.includes(who?.id ?? "");
  const holderOf = ({ readers }: Said) => people.find(({ id }) => readers.includes(id))?.id;
  const isOpen = (step: string): boolean => new RegExp(`⬜ \\d+\\. ${step}`, "u").test(checklist);

  /** `step`: in whose row that is. `orElse`: what one may press instead. */
  const press = (label: string, card: Said, who = holderOf(card), step = "", orElse = ""): Next => {
    const { platform, place } = card;
    const deed: Deed = { kind: "press", label, platform, place, row: step };
    return { text: `press ${label}${orElse} in ${whereOf(card)}`, deed, who, button: label };
  };
  const ask = (word: string, then: string, who: string | undefined): Next => {
    const { verb, command } = CLIENTS[here];
    const [text, to] = [command(word), here === "teams" ? " to Mistral Setup" : ""];
    return { text: `${verb} \`${text}\`${to} ${then}`, deed: { kind: "type", text }, who };
  };
  const wait = (text: string): Next => ({ text, deed: null });
  const work = (step: keyof typeof STEPS): Next => {
    const [label, orElse] = STEPS[step];
    const mine = sorted.filter(({ platform, place }) => platform === here && place !== "").filter(isFor(ana));
    const card = newestWith(label, mine);
    if (card === undefined) return { ...ask("", `to go on with ${step}`, ana?.id), button: label };
    return press(label, card, ana?.id, step, orElse);
  };

  const account = newestWith("Yes, that is me", said.filter(isFor(me)));
  if (account !== undefined) return press("Yes, that is me", account, me.id);
  if (checklist === "") return ask("", "to start the Setup", ana?.id);
  if (isOpen("Organization")) return work("Organization");
  if (!panel.paymentMethod) {
    const sees = panel.adminApi ? ", which the bot sees by itself" : "";
    const text = `switch Payment method on in Mistral admin (top right)${sees}`;
    return { text, deed: { kind: "turn", label: "Payment method" } };
  }
  if (isOpen("Billing")) return work("Billing");

  const request = newestWith("Approve");
  if (request !== undefined) return press("Approve", request, ana?.id);
  const task = newestWith("Done");
  if (task !== undefined) return workOn(task);
  if (isOpen("Workspaces")) return work("Workspaces");
  const waiting = mails.find((mail) => mail.state === "open");
  if (waiting !== undefined) {
    const deed = { kind: "accept", to: waiting.to } as const;
    return { text: `open the inbox and accept the invitation to ${waiting.to}`, deed };
  }
  const accepted = mails.filter((mail) => mail.state === "accepted");
  const isAccepted = ({ json }: Said) => accepted.some(({ to }) => json.includes(to));
  const asked = newestWith("Mark active", said.filter(isAccepted));
  if (!panel.adminApi && asked !== undefined) return press("Mark active", asked);
  if (mails.length === 0)
    return said.some(({ json }) => /approved by/i.test(json))
      ? wait("the invitation is on its way: the inbox shows it soon")
      : ask("invite", "and ask for access", chloe?.id);
  if (accepted.length === 0) return ask("members", "and send the invitation again", ana?.id);
  if (/⏳ \d+\. Billing: /.test(checklist) || now < (panel.keysWorkAt ?? 0))
    return { text: "billing warms up for three minutes: skip three minutes ahead", deed: { kind: "skip" } };
  if (isOpen("Security and monitoring")) return work("Security and monitoring");
  return isOpen("Verify") ? wait("the last step is being verified: wait a moment") : null;

  /** What a Task asks for is done at Mistral first, where it can be told what that is. */
  function workOn(card: Said): Next {
    const who = holderOf(card);
    const known = [...panel.members.map(({ email }) => email), "…"];
    const emails = [...new Set(card.json.replaceAll("\\n", " ").match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? [])];
    const missing = emails.filter((email) => !known.includes(email)).join(", ");
    if (missing === "" || !card.json.includes("Invite at Mistral")) {
      const { text, ...rest } = press("Done", card);
      return {
        ...rest,
        text: missing === "" ? text : `do in Mistral admin what the Task says, then ${text}`,
      };
    }
    return {
      text: `invite ${missing} in Mistral admin, as the Task in ${whereOf(card)} says`,
      deed: { kind: "invite", emails: missing },
      who,
    };
  }
}
