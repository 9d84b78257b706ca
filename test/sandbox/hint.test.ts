import { describe, expect, it } from "vitest";
import { STEP_NAMES, type StepName } from "../../src/domain/setup/setup.ts";
import { hintFor } from "../../src/sandbox/hint.ts";
import { titleOf } from "../support/steps.ts";

const people = ["Ana Duarte", "Ben Okafor", "Chloé Martin"].map((name) => ({
  ...{ id: name, name, locale: name.startsWith("Chloé") ? "fr-FR" : "en-GB" },
}));
const [ANA = "", BEN = "", CHLOE = ""] = people.map(({ id }) => id);
const said = (json: string, ...readers: string[]) => {
  return { json, place: "C1", where: "the chat", readers, isPrivate: false };
};
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

type Expected = { text: string; deed: object | null } | null;

/** In Slack, where this was said there or, what the hint says then, in Teams. */
function hintsAfter(here: object[], more: object): Expected[] {
  const panel = { paymentMethod: true, adminApi: true, keysWorkAt: 0, members: [] };
  const nothing = { modals: [], dialog: null, messages: [], places: [] };
  const seen = { ...nothing, people, me: people[0], panel, now: 1, ...mail("accepted"), ...more } as never;
  return (["slack", "teams"] as const).map((platform) => {
    const all = here.map((one) => ({ ...one, platform })) as never;
    const hint = hintFor("slack", all, seen);
    return hint && { text: hint.text.replace("in the chat in Teams", "in the chat"), deed: hint.deed };
  });
}

const type = (text: string, command = "/mistral-setup") => ({ text, deed: { kind: "type", text: command } });
const switchTo = (who: string, then: string) => {
  const person = people.find(({ name }) => who.startsWith(name))?.id;
  return { text: `Switch to ${who}, then ${then}`, deed: { kind: "become", person } };
};
const wait = (text: string) => ({ text, deed: null });
const DONE = wait("All six steps are done: look around, or choose Reset to start again.");
const goOn = (step: string) => type(`Type \`/mistral-setup\` to go on with ${step}.`);
const press = (label: string, platform: string) => {
  const deed = { kind: "press", label, platform, place: "C1" };
  return { text: `Press ${label} in the chat.`, deed };
};

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const FILL = { text: "Fill in the dialog and send it.", deed: { kind: "fill" } };
const close = (then: string) => ({ text: `Close the dialog${then}.`, deed: { kind: "close" } });
const CLOSE = close("");
const PAYMENT = {
  text: "Switch Payment method on in Mistral admin (top right).",
  deed: { kind: "turn", what: "payment" },
};
const audited = { panel: { adminApi: true, auditLogs: true, paymentMethod: true } };
const AUDITED = type("Type `/mistral-setup` to go on with Billing, or wait: Mistral's audit log proves it.");
const INVITE = switchTo(`${CHLOE} (reads French)`, "type `/mistral-setup invite` and ask for access.");
const ACCEPT = {
  text: "Open the inbox and accept the invitation to paul@lumen.example.",
  deed: { kind: "accept", to: "paul@lumen.example" },
};
const AGAIN = type("Type `/mistral-setup members` and send the invitation again.", "/mistral-setup members");
const WARM_UP = {
  text: "Billing warms up for three minutes: skip three minutes ahead.",
  deed: { kind: "skip" },
};
const APPROVE = switchTo(ANA, "press Approve in the chat.");
const invitation = JSON.stringify([{ text: "Done" }, "Invite at Mistral\nzoe@lumen.example\n"]);
const BY_HAND = {
  text: "Invite zoe@lumen.example in Mistral admin, as the task in the chat says.",
  deed: { kind: "invite", emails: "zoe@lumen.example" },
};
const invited = { panel: { paymentMethod: true, members: [{ email: "zoe@lumen.example" }] } };
const inDialog = { content: { blocks: [{ text: "Set the organization" }] } };
const answered = (label: string) => ({ modals: [{ content: { blocks: [{ text: label }] } }] });
const unpaid = (label: string) => ({ ...answered(label), panel: {} });
const BEFORE_BILLING = close(`, then ${lower(PAYMENT.text).slice(0, -1)}, before you confirm billing`);
const ONE_IS_ENOUGH = {
  text: "Press One Workspace is enough.",
  deed: { kind: "press", label: "One Workspace is enough", platform: "slack", place: null },
};
const SEND = { text: "Send the dialog.", deed: { kind: "fill" } };
const CLOSE_AND_INVITE = close(`, then ${lower(INVITE.text).slice(0, -1)}`);
const IN_DIALOG = {
  text: "Press Set the organization.",
  deed: { kind: "press", label: "Set the organization", platform: "slack", place: null },
};

describe("the hint in the sandbox", () => {
  it.each([
    ["organization", goOn("Organization")],
    ["billing", goOn("Billing")],
    ["workspaces", goOn("Workspaces")],
    ["security", goOn("Security and monitoring")],
    ["nothing", DONE],
  ] as const)("names what comes next where %s is open", (row, expected) => {
    expect(hintsAfter([rows(row)], {})).toEqual([expected, expected]);
  });

  it.each<[string, object[], object, Expected]>([
    ["before the Setup", [], {}, type("Type `/mistral-setup` to start.")],
    ["in a form", [], dialog({ blocks: [{ type: "input" }] }), FILL],
    ["in a dialog that only shows", [], dialog({}), CLOSE],
    ["in a dialog to be sent", [], dialog({ submit: { text: "Send 1 invitation" }, blocks: [] }), SEND],
    [
      "in an answer newer than the list",
      [rows("billing")],
      answered("One Workspace is enough"),
      ONE_IS_ENOUGH,
    ],
    ["in an answer before the payment", [rows("organization")], unpaid("Confirm billing"), BEFORE_BILLING],
    ["in a dialog that another goes on from", [members], { ...dialog({}), mails: [] }, CLOSE_AND_INVITE],
    ["in a dialog that goes on", [rows("organization")], { modals: [inDialog] }, IN_DIALOG],
    ["without a payment method", [rows("billing")], { panel: {} }, PAYMENT],
    ["where the audit log shows it", [rows("billing")], audited, AUDITED],
    ["when nobody has asked", [members], { mails: [] }, INVITE],
    ["when an e-mail waits", [members], mail("open"), ACCEPT],
    ["when it ran out", [members], mail("expired"), AGAIN],
    ["while billing warms up", [rows("security")], { now: -1 }, WARM_UP],
    ["at the end", [rows("verify")], {}, wait("The last step is being verified: wait a moment.")],
    ["where the bot does not write English", [inFrench], {}, null],
    ["beside a Request", [members, card("Approve", ANA, BEN)], { me: people[1] }, APPROVE],
    ["beside a Task", [members, said(invitation, ANA)], {}, BY_HAND],
    ["beside another's Task", [members, said(invitation, BEN)], {}, switchTo(BEN, lower(BY_HAND.text))],
  ])("%s names what comes next", (_, here, more, expected) => {
    // What is in the other client counts as well, and the hint says so.
    expect(hintsAfter(here, more)).toEqual([expected, expected]);
  });

  it.each<[string, object[], object, string]>([
    ["once a Task is done", [members, said(invitation, ANA)], invited, "Done"],
    ["beside one's other account", [members, card("Yes, that's me", ANA)], {}, "Yes, that's me"],
  ])("%s names the button, and in which client it is", (_, here, more, label) => {
    expect(hintsAfter(here, more)).toEqual([press(label, "slack"), press(label, "teams")]);
  });

  it("names the button of the open step where a checklist is in sight", () => {
    const deed = {
      kind: "press",
      label: "Later",
      platform: "slack",
      place: "C1",
    };
    expect(hintsAfter([rows("security"), card("Later", ANA)], {})).toEqual([
      { text: "Press Later or Set up security in the chat.", deed },
      goOn("Security and monitoring"),
    ]);
  });
});
