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
  slack: { name: "Slack", verb: "type", to: "", command: (word: string) => `/mistral-setup ${word}`.trim() },
  teams: {
    name: "Teams",
    verb: "write",
    to: " to Mistral Setup",
    command: (word: string) => word || "setup",
  },
};

/** The steps that are forms, by their titles: the button that goes on with it, and what one may choose instead. */
const STEPS = {
  Organization: ["Set the organization", ""],
  Billing: ["Confirm billing", ""],
  Workspaces: ["One Workspace is enough", " or Add Workspaces"],
  "Security and monitoring": ["Later", " or Set up security"],
} as const;

const isForm = (json: string): boolean => /"type":"input/i.test(json);

/** The row of the first step begins so in every language. */
const holdsSteps = (json: string): boolean => /(?:⬜|✅|⏭️) 1\. /u.test(json);

/** A button's label is the text of an object in Slack's JSON, and a title in that of Teams. */
const hasButton = (json: string, label: string): boolean => json.includes(`:"${label}"`);

const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

const PAYMENT: Next = {
  text: "switch Payment method on in Mistral admin (top right)",
  deed: { kind: "turn", what: "payment" },
};

type Seen = Omit<Snapshot, "hints">;

/** What a newcomer should do next in the client `here`, read off what was said; null where it cannot be read. */
export function hintFor(here: Platform, all: readonly Said[], seen: Seen): Hint | null {
  const { people, me, modals, dialog, messages, places, panel } = seen;
  const [owner] = people;
  const isHere = ({ platform }: Said) => Number(platform === here);
  const said = all.toSorted((one, other) => isHere(one) - isHere(other));
  // In a chat of its own, only the owner's counts.
  const hasSteps = ({ json, readers }: Said) => holdsSteps(json) && readers.includes(owner?.id ?? "");
  const checklist = said.findLast(hasSteps)?.json ?? "";
  // Hints are read off what the bot says in English.
  if (checklist !== "" && !checklist.includes(". Organization")) return null;

  const next = afterSwitch(nextHint(here, said, checklist, seen), me);
  const open = here === "slack" ? modals.at(-1) : dialog;
  if (open != null) return inDialog(here, JSON.stringify(open), next, panel);
  const chat = places.find(({ platform, kind }) => platform === "teams" && kind === "direct")?.id;
  const inChat = messages.filter(({ place, author }) => place === chat && author === null);
  // A greeting may come after the form.
  if (here === "teams" && inChat.slice(-2).some(({ cards }) => isForm(JSON.stringify(cards))))
    return hint("Fill in the form in the chat and send it", { kind: "fill" });
  return { ...hint(next.text, next.deed), isFirst: checklist === "", isLast: next.isLast ?? false };
}

/** Where it goes on: what a dialog answers is newer than the checklist, which is drawn again a moment later. */
function inDialog(here: Platform, open: string, next: Next, panel: Seen["panel"]): Hint {
  if (isForm(open)) return hint("Fill in the dialog and send it", { kind: "fill" });
  if (open.includes('"submit":{')) return hint("Send the dialog", { kind: "fill" });
  const steps = holdsSteps(open) ? [] : Object.values(STEPS).map(([label]) => label);
  const label = [next.button, ...steps].find((each) => each !== undefined && hasButton(open, each));
  const isPaid = panel.paymentMethod || label !== STEPS.Billing[0];
  if (label !== undefined && isPaid)
    return hint(`Press ${label}`, { kind: "press", label, platform: here, place: null });
  const isSure = next.deed?.kind === "turn" || next.deed?.kind === "become";
  const then = isPaid ? next.text : `${PAYMENT.text}, before you confirm billing`;
  return hint(`Close the dialog${isSure || !isPaid ? `, then ${then}` : ""}`, { kind: "close" });
}

/** Only that person can do it. */
function afterSwitch(next: Next, me: Person): Next {
  const { who = me, text } = next;
  if (who.id === me.id) return next;
  const { language } = new Intl.Locale(who.locale);
  const reads = language === "en" ? "" : ` (reads ${LANGUAGES.of(language)})`;
  const deed = { kind: "become", person: who.id } as const;
  return { ...next, text: `switch to ${who.name}${reads}, then ${text}`, deed };
}

const hint = (text: string, deed: Deed | null): Hint => {
  return { text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, deed, isFirst: false, isLast: false };
};

/** `who`: by whom, where that matters. `button`: what goes on with it, also where a dialog has it. */
type Next = {
  text: string;
  deed: Deed | null;
  who?: Person | undefined;
  button?: string;
  isLast?: boolean;
};

/** What is next where no form is open. What was said here comes last in `all`. */
function nextHint(here: Platform, all: readonly Said[], checklist: string, seen: Seen): Next {
  const { people, me, panel, mails, now } = seen;
  const [ana, , chloe] = people;
  const whereOf = ({ platform, where }: Said) =>
    platform === here ? where : `${where} in ${CLIENTS[platform].name}`;
  const said = all.filter(({ isPrivate }) => !isPrivate);
  const newestWith = (label: string, from = said): Said | undefined =>
    from.findLast(({ json }) => hasButton(json, label));
  const readBy = (who: Person | undefined, from: readonly Said[]): Said[] =>
    from.filter(({ readers }) => readers.includes(who?.id ?? ""));
  const holderOf = ({ readers }: Said) => people.find(({ id }) => readers.includes(id));
  const isOpen = (step: string): boolean => new RegExp(`⬜ \\d+\\. ${step}`, "u").test(checklist);

  /** `orElse`: what one may press instead. */
  const press = (label: string, card: Said, who = holderOf(card), orElse = ""): Next => {
    const { platform, place } = card;
    const deed = { kind: "press", label, platform, place } as const;
    return { text: `press ${label}${orElse} in ${whereOf(card)}`, deed, who, button: label };
  };
  const ask = (word: string, then: string, who = ana): Next => {
    const { verb, command, to } = CLIENTS[here];
    const text = command(word);
    return { text: `${verb} \`${text}\`${to} ${then}`, deed: { kind: "type", text }, who };
  };
  const wait = (text: string): Next => ({ text, deed: null });
  const work = (step: keyof typeof STEPS): Next => {
    const [label, orElse] = STEPS[step];
    const mine = readBy(ana, all).filter(({ platform, place }) => platform === here && place !== "");
    const card = newestWith(label, mine);
    if (card !== undefined) return press(label, card, ana, orElse);
    return { ...ask("", `to go on with ${step}`), button: label };
  };

  const account = newestWith("Yes, that's me", readBy(me, said));
  if (account !== undefined) return press("Yes, that's me", account, me);
  if (checklist === "") return ask("", "to start");
  if (isOpen("Organization")) return work("Organization");
  if (!panel.paymentMethod) return PAYMENT;
  if (isOpen("Billing")) {
    const next = work("Billing");
    const isProven = panel.adminApi && panel.auditLogs;
    return isProven ? { ...next, text: `${next.text}, or wait: Mistral's audit log proves it` } : next;
  }

  const request = newestWith("Approve");
  if (request !== undefined) return press("Approve", request, ana);
  const task = newestWith("Done");
  if (task !== undefined) {
    const [done, where] = [press("Done", task), whereOf(task)];
    if (!task.json.includes("Invite at Mistral"))
      return { ...done, text: `do in Mistral admin what the task in ${where} says`, deed: null };
    const addresses = task.json.replaceAll("\\n", " ").match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? [];
    const isMember = (address: string) => panel.members.some(({ email }) => email === address);
    const emails = [...new Set(addresses)].filter((address) => !isMember(address)).join(", ");
    if (emails === "") return done;
    const text = `invite ${emails} in Mistral admin, as the task in ${where} says`;
    return { ...done, text, deed: { kind: "invite", emails } };
  }
  if (isOpen("Workspaces")) return work("Workspaces");
  const waiting = mails.find((mail) => mail.state === "open");
  if (waiting !== undefined) {
    const deed = { kind: "accept", to: waiting.to } as const;
    return { text: `open the inbox and accept the invitation to ${waiting.to}`, deed };
  }
  const accepted = mails.filter((mail) => mail.state === "accepted");
  const isAccepted = ({ json }: Said) => accepted.some(({ to }) => json.includes(to));
  const asked = newestWith("Mark Active", said.filter(isAccepted));
  if (!panel.adminApi && asked !== undefined) return press("Mark Active", asked);
  if (mails.length === 0)
    return said.some(({ json }) => /approved by/i.test(json))
      ? wait("the invitation is on its way: the inbox shows it soon")
      : ask("invite", "and ask for access", chloe);
  if (accepted.length === 0) return ask("members", "and send the invitation again");
  if (now < (panel.keysWorkAt ?? 0))
    return { text: "billing warms up for three minutes: skip three minutes ahead", deed: { kind: "skip" } };
  if (isOpen("Security and monitoring")) return work("Security and monitoring");
  if (isOpen("Verify")) return wait("the last step is being verified: wait a moment");
  return { ...wait("all six steps are done: look around, or choose Reset to start again"), isLast: true };
}
