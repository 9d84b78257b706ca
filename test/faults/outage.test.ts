import { afterEach, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/fault.ts";
import { MINUTE, opens, sees, sendForm, startWhole, type Whole } from "../support/whole.ts";

const ADDRESSES = ["paul", "rosa", "nils"].map((name) => `${name}@lumen.example`);
let world: Whole;
afterEach(() => world.stop());

async function begun(): Promise<Whole> {
  world = await startWhole({ mode: "automatic", platforms: ["slack", "teams"], skips: true });
  world.mistral.change({ kind: "payment", on: true });
  const [ana, also] = [world.as("ana"), world.inTeams("ana")];
  const channels = { "Channel for approvals": "mistral-approvals", "Channel for news": "mistral" };
  await ana.command("", "#mistral");
  await sendForm(ana, "Start the Mistral Setup", { ...channels, "Approvers besides you": ["ben"] });
  await opens(ana, "0 of 6 steps done");
  await ana.press("Confirm billing", { in: "modal" });
  await sendForm(ana, "2. Billing", { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
  await opens(ana, "Noted: the payment method");
  await ana.close();
  await ana.close();
  await also.command("settings");
  await sees(ana.dm, /In Teams somebody called/);
  await ana.press("Yes, that is me", { in: "dm" });
  await sees(ana.dm, "in Teams is yours, too");
  await also.command("settings");
  await sendForm(also, "Settings", channels);
  await world.later(3 * MINUTE);
  return world;
}

const answer = (status: number, body: object, headers: Record<string, string> = {}): Fault => ({
  kind: "answer",
  ...{ status, body, headers },
});
const OUTAGES: [string, "slack" | "teams", Fault][] = [
  ["Slack refuses the token", "slack", answer(200, { ok: false, error: "invalid_auth" })],
  ["Slack is broken", "slack", answer(500, {})],
  ["Slack asks for patience", "slack", answer(429, {}, { "retry-after": "30" })],
  ["Teams refuses the token", "teams", answer(401, {})],
  ["Teams is broken", "teams", answer(503, {})],
  ["Teams asks for patience, naming no time,", "teams", answer(429, {})],
  ["Teams closes every connection", "teams", { kind: "drop" }],
];

it.each(OUTAGES)(
  "while %s for an hour the other platform goes on, and then it catches up",
  async (...outage) => {
    const [, down, fault] = outage;
    await begun();
    const here = down === "slack" ? world.inTeams : world.as;
    const there = down === "slack" ? world.as : world.inTeams;
    const cardsOf = (side: typeof here | typeof there) =>
      side("ben")
        .messages("#mistral-approvals")
        .filter((text) => text.startsWith("Request to join Mistral"));
    const card = () => cardsOf(here).at(-1) ?? "";

    world[down].faults.add({ fault, probability: 1 });
    for (const address of ADDRESSES) {
      await here("chloe").command(`invite ${address} member`);
      await sendForm(here("chloe"), "Ask for invitations", { Reason: "for the project" });
      await sees(card, new RegExp(`${address}[\\s\\S]*\\[Approve\\]`));
      await here("ana").press("Approve", { in: "#mistral-approvals" });
      await sees(card, new RegExp(`${address}: Pending[\\s\\S]*Approved by`));
      await world.later(20 * MINUTE);
    }
    expect(world.mistral.mails().map(({ to }) => to)).toEqual(ADDRESSES);
    expect(cardsOf(there)).toEqual([]);

    world[down].faults.clear();
    for (let times = 0; times < 12; times += 1) await world.later(MINUTE / 2);
    expect(cardsOf(there)).toEqual(
      ADDRESSES.map((address) =>
        expect.stringMatching(new RegExp(`${address}: Pending[\\s\\S]*Approved by`)),
      ),
    );
    expect(cardsOf(here)).toHaveLength(ADDRESSES.length);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  },
);
