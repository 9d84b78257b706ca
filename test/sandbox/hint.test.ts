import { describe, expect, it } from "vitest";
import { hintFor } from "../../src/sandbox/hint.ts";

const people = ["Ana Duarte", "Ben Okafor", "Chloé Martin"].map((name) => ({ id: name, name }));
const [ANA = "", BEN = "", CHLOE = ""] = people.map(({ id }) => id);
const button = (label: string) => JSON.stringify({ text: label });
const said = (json: string, ...readers: string[]) => ({ json, place: "the chat", readers });
const talk = (more: object = {}) => ({
  ...{ said: [], checklist: "", waits: null, toChecklist: "press" },
  ask: (word: string) => `ask ${word}`.trim(),
  ...more,
});
const rows = (open: string, last = "6. Verify") => talk({ checklist: `${open}: open\n${last}: done` });
const mail = (state: string) => ({ mails: [{ state, to: "paul@lumen.example" }] as never[] });

describe("the hint in the sandbox", () => {
  it.each<[string, ReturnType<typeof talk>, object, string | null]>([
    ["before the Setup", talk(), {}, "Ask and send the form that opens."],
    ["in a form", talk({ waits: "form" }), {}, "Fill in the dialog and send it."],
    [
      "in a dialog that only shows",
      talk({ waits: "text" }),
      {},
      "Read the dialog, then go on in it or close it.",
    ],
    ["at step 1", rows("1. Organization"), {}, "Press Set the organization and say that it exists."],
    [
      "without a payment method",
      rows("2. Billing"),
      { panel: {} },
      "Open Mistral admin (top right) and switch the payment method on.",
    ],
    ["at step 2", rows("2. Billing"), {}, "Press Confirm billing and choose pay-as-you-go."],
    ["at step 3", rows("3. Workspaces"), {}, "Press Add Workspaces, or press One is enough."],
    [
      "when nobody has asked",
      rows("4. Members"),
      { mails: [] },
      `Switch to ${CHLOE}, then ask invite and ask for access.`,
    ],
    [
      "when an e-mail waits",
      rows("4. Members"),
      mail("open"),
      "Open the inbox and accept the invitation to paul@lumen.example.",
    ],
    ["when it ran out", rows("4. Members"), mail("expired"), "Ask members and send the invitation again."],
    [
      "while billing warms up",
      rows("5. Security and monitoring"),
      { now: -1 },
      "Billing warms up for three minutes: skip three minutes ahead.",
    ],
    ["at step 5", rows("5. Security and monitoring"), {}, "Press Set up security, or press Later."],
    ["at the end", rows("6. Verify", "6. Verify"), {}, "The last step is being verified: wait a moment."],
    ["when all is done", rows("nothing"), {}, null],
    ["where the bot does not write English", rows("2. Facturation", "6. Vérification"), {}, null],
    [
      "beside a Request",
      { ...rows("4. Members"), said: [said(button("Approve"), ANA, BEN)] as never },
      { me: BEN },
      `Switch to ${ANA}, then press Approve in the chat.`,
    ],
    [
      "beside a Task",
      { ...rows("4. Members"), said: [said(button("Done"), BEN)] as never },
      {},
      `Switch to ${BEN}, then do in Mistral admin what the Task in the chat says, and press Done on it.`,
    ],
    [
      "beside one's other account",
      { ...rows("4. Members"), said: [said(button("Yes, that is me"), ANA)] as never },
      {},
      "Press Yes, that is me in the chat.",
    ],
  ])("%s names what comes next", (_, here, more, expected) => {
    const panel = { paymentMethod: true, adminApi: true, keysWorkAt: 0 } as never;
    const outside = { people, me: ANA, panel, now: 1, ...mail("accepted"), ...more };
    expect(hintFor("slack", { slack: here, teams: talk() } as never, outside as never)?.text ?? null).toBe(
      expected,
    );
    // What is in the other client counts as well, and the hint says so.
    const there = hintFor(
      "slack",
      { slack: talk(here.waits ? here : {}), teams: here } as never,
      outside as never,
    );
    expect(there?.text.replace(" in Teams", "").toLowerCase() ?? null).toBe(expected?.toLowerCase() ?? null);
  });
});
