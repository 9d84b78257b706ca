import { describe, expect, it } from "vitest";
import { STEP_NAMES, type StepName } from "../../src/domain/setup/setup.ts";
import { hintFor } from "../../src/sandbox/hint.ts";
import { titleOf } from "../support/steps.ts";

const people = ["Ana Duarte", "Ben Okafor", "Chloé Martin"].map((name) => ({ id: name, name }));
const [ANA = "", BEN = "", CHLOE = ""] = people.map(({ id }) => id);
const said = (json: string, ...readers: string[]) => ({ json, place: "the chat", readers, isPrivate: false });
const card = (label: string, ...readers: string[]) => said(JSON.stringify({ text: label }), ...readers);
/** A checklist in which only that step is open. */
const rows = (open: StepName | "nothing") =>
  said(
    STEP_NAMES.map((name) => (name === open ? `⬜ ${titleOf(name)}` : `✅ ${titleOf(name)}: done`)).join(
      "\n",
    ),
    ANA,
  );
const members = rows("members");
const inFrench = said("⬜ 1. Organisation\n✅ 2. Facturation : fait", ANA);
const mail = (state: string) => ({ mails: [{ state, to: "paul@lumen.example" }] });
const dialog = (content: object) => ({ modals: [{ content }] });

/** In Slack, where this was said there or, what the hint says then, in Teams. */
function hintsAfter(here: object[], more: object): (string | null)[] {
  const panel = { paymentMethod: true, adminApi: true, keysWorkAt: 0 };
  const nothing = { modals: [], dialog: null, messages: [], places: [] };
  const seen = { ...nothing, people, me: people[0], panel, now: 1, ...mail("accepted"), ...more } as never;
  return (["slack", "teams"] as const).map((platform) => {
    const all = here.map((one) => ({ ...one, platform })) as never;
    return hintFor("slack", all, seen)?.text.replace("in the chat in Teams", "in the chat") ?? null;
  });
}

const PAYMENT = "Open Mistral admin (top right) and switch the payment method on.";
const INVITE = "type `/mistral-setup invite` and ask for access.";
const ACCEPT = "Open the inbox and accept the invitation to paul@lumen.example.";
const AGAIN = "Type `/mistral-setup members` and send the invitation again.";
const WARM_UP = "Billing warms up for three minutes: skip three minutes ahead.";
const APPROVE = `Switch to ${ANA}, then press Approve in the chat.`;
const TASK = "do in Mistral admin what the Task in the chat says, and press Done on it.";
const MINE = "Press Yes, that is me in the chat.";
const CHECKLIST = "Type `/mistral-setup`, press";

describe("the hint in the sandbox", () => {
  it.each([
    ["organization", `${CHECKLIST} Set the organization and confirm it.`],
    ["billing", `${CHECKLIST} Confirm billing and choose pay-as-you-go.`],
    ["workspaces", `${CHECKLIST} Add Workspaces, or press One is enough.`],
    ["security", `${CHECKLIST} Set up security, or press Later.`],
    ["nothing", null],
  ] as const)("names what comes next where %s is open", (row, expected) => {
    expect(hintsAfter([rows(row)], {})).toEqual([expected, expected]);
  });

  it.each<[string, object[], object, string | null]>([
    ["before the Setup", [], {}, "Type `/mistral-setup` and send the form that opens."],
    ["in a form", [], dialog({ blocks: [{ type: "input" }] }), "Fill in the dialog and send it."],
    ["in a dialog that only shows", [], dialog({}), "Read the dialog, then go on in it or close it."],
    ["without a payment method", [rows("billing")], { panel: {} }, PAYMENT],
    ["when nobody has asked", [members], { mails: [] }, `Switch to ${CHLOE}, then ${INVITE}`],
    ["when an e-mail waits", [members], mail("open"), ACCEPT],
    ["when it ran out", [members], mail("expired"), AGAIN],
    ["while billing warms up", [rows("security")], { now: -1 }, WARM_UP],
    ["at the end", [rows("verify")], {}, "The last step is being verified: wait a moment."],
    ["where the bot does not write English", [inFrench], {}, null],
    ["beside a Request", [members, card("Approve", ANA, BEN)], { me: people[1] }, APPROVE],
    ["beside a Task", [members, card("Done", BEN)], {}, `Switch to ${BEN}, then ${TASK}`],
    ["beside one's other account", [members, card("Yes, that is me", ANA)], {}, MINE],
  ])("%s names what comes next", (_, here, more, expected) => {
    // What is in the other client counts as well, and the hint says so.
    expect(hintsAfter(here, more)).toEqual([expected, expected]);
  });
});
