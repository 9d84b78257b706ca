import type { Said, Talk } from "./hint-talk.ts";
import type { Hint, Mail, Panel, Person } from "./snapshot.ts";

export type Seen = {
  /** The client that the hint is for. */
  talk: Talk;
  /** What is not in that one may be in the other. */
  other: Talk;
  people: readonly Pick<Person, "id" | "name">[];
  me: Pick<Person, "id">;
  panel: Panel;
  mails: Mail[];
  now: number;
};

/** A step that is a form: its row in the checklist, the button that opens the form, and what to do then. */
const STEPS = {
  organization: { row: "1. Organization", button: "Set the organization", after: " and say that it exists" },
  billing: { row: "2. Billing", button: "Confirm billing", after: " and choose pay-as-you-go" },
  workspaces: {
    row: "3. Workspaces",
    button: "Add Workspaces",
    after: ", or choose One is enough in the menu beside it",
  },
  security: {
    row: "5. Security and monitoring",
    button: "Set up security",
    after: ", or choose Later in the menu beside it",
  },
};
type Step = (typeof STEPS)[keyof typeof STEPS];

const say = (text: string): Hint => ({ text, switchTo: null });

/** What a newcomer should do next, read off what has happened so far; null when the tour is over. */
export function hintFor(seen: Seen): Hint | null {
  const { talk, panel } = seen;
  const { dialog } = talk;
  const checklist = checklistOf(seen);
  // Hints are read off what the bot says in English.
  if (checklist !== "" && !checklist.includes("6. Verify")) return null;
  if (dialog === null) return nextFor(seen);
  if (dialog.isForm) return say("Fill in the dialog and send it.");
  const step = Object.values(STEPS).find(({ row }) => checklist.includes(`${row}: open`));
  // Billing is confirmed after something was done outside of the dialog.
  const here = step !== undefined && (step !== STEPS.billing || panel.paymentMethod);
  if (!here || !dialog.json.includes(talk.button(step.button))) return say("Read the dialog, then close it.");
  return say(`Press ${step.button}${dialog.json.includes(step.row) ? step.after : " in the dialog"}.`);
}

function nextFor(seen: Seen): Hint | null {
  const { talk, panel, mails, people, me, now } = seen;
  const [ana, , chloe] = people;
  const as = (who: Seen["people"][number] | undefined, what: string): Hint => {
    if (who === undefined || who.id === me.id) return say(`${what.charAt(0).toUpperCase()}${what.slice(1)}.`);
    return { text: `Switch to ${who.name}, then ${what}.`, switchTo: who.id };
  };
  const checklist = checklistOf(seen);
  const isOpen = (step: Step): boolean => checklist.includes(`${step.row}: open`);
  const work = (step: Step): Hint => as(ana, `${talk.toChecklist} ${step.button}${step.after}`);

  const mine = newestWith(seen, "Yes, that is me", "", me.id);
  if (mine !== null) return say(`Press Yes, that is me in ${mine.place}.`);
  if (talk.formInChat) return say(`Fill in the form in ${talk.own} and send it.`);
  if (checklist === "") return as(ana, talk.lookFor ?? `${talk.ask("")} and send the form that opens`);
  if (isOpen(STEPS.organization)) return work(STEPS.organization);
  if (!panel.paymentMethod) return say("Open Mistral admin (top right) and add a payment method there.");
  if (isOpen(STEPS.billing)) return work(STEPS.billing);

  const request = newestWith(seen, "Approve");
  if (request !== null) return as(ana, `press Approve in ${request.place}`);
  const task = newestWith(seen, "Done");
  if (task !== null)
    return as(
      holderOf(seen, task),
      `do in Mistral admin what the Task in ${task.place} says, and press Done on it`,
    );
  if (isOpen(STEPS.workspaces)) return work(STEPS.workspaces);
  const open = mails.find((mail) => mail.state === "open");
  if (open !== undefined) return say(`Open the inbox and accept the invitation to ${open.to}.`);
  const accepted = mails.filter((mail) => mail.state === "accepted");
  if (!panel.adminApi) {
    const word = accepted.map(({ to }) => newestWith(seen, "Is Active", to)).find((card) => card !== null);
    if (word !== undefined) return as(holderOf(seen, word), `press Is Active on the Task in ${word.place}`);
  }
  if (mails.length === 0) {
    return [talk, seen.other].some(({ said }) => said.some(({ json }) => /approved by/i.test(json)))
      ? say("The invitation is on its way: the inbox shows it soon.")
      : as(chloe, `${talk.ask("invite")} and ask for access`);
  }
  if (accepted.length === 0) return as(ana, `${talk.ask("members")} and send the invitation again`);
  if (checklist.includes("⏳ 2.") || (panel.keysWorkAt !== null && now < panel.keysWorkAt))
    return say("Billing warms up for three minutes: skip three minutes ahead.");
  if (isOpen(STEPS.security)) return work(STEPS.security);
  if (checklist.includes("6. Verify: open")) return say("The last step is being verified: wait a moment.");
  return null;
}

const checklistOf = ({ talk, other }: Seen): string => talk.checklist || other.checklist;

/** The newest message with this button, and with this text in it: in this client, or else in the other. */
function newestWith({ talk, other }: Seen, label: string, text = "", reader = ""): Said | null {
  for (const each of [talk, other]) {
    const found = each.said.findLast(
      ({ json, readers }) =>
        json.includes(each.button(label)) &&
        json.includes(text) &&
        (reader === "" || readers.includes(reader)),
    );
    if (found === undefined) continue;
    return each === talk ? found : { ...found, place: `${found.place} in ${each.name}` };
  }
  return null;
}

/** Whose own message it is. */
const holderOf = ({ people }: Seen, { readers }: Said) => people.find(({ id }) => readers.includes(id));
