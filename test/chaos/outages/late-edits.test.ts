import { afterEach, expect, it } from "vitest";
import { MINUTE, opens, sees, sendForm, startWhole, type Whole } from "../../support/servers/whole.ts";

const SECOND = 1_000;
const LATE_MS = 2_000;
let world: Whole;
afterEach(() => world.stop());

const EDITS = { slack: { path: "/chat.update" }, teams: { method: "PUT" } } as const;

it.each(["slack", "teams"] as const)(
  "an edit that %s carries out after a newer one does not stand for longer than the grace",
  async (platform) => {
    world = await startWhole({
      mode: "automatic",
      platforms: [platform],
      skips: true,
      graceMs: 15 * SECOND,
    });
    world.mistral.change({ kind: "payment", on: true });
    const person = platform === "slack" ? world.as : world.inTeams;
    const ana = person("ana");
    await ana.command(platform === "slack" ? "" : "setup", "#mistral");
    await sendForm(ana, "Start the Mistral Setup", {
      "Channel for approvals": "mistral-approvals",
      "Channel for news": "mistral",
      "Approvers besides you": ["ben"],
    });
    if (platform === "slack") await opens(ana, "0 of 6 steps done");
    await ana.press("Confirm billing", { in: platform === "slack" ? "modal" : "dm" });
    await sendForm(ana, "2. Billing", { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
    await world.later(3 * MINUTE);
    const card = () => ana.messages("#mistral-approvals").at(-1) ?? "";
    await person("chloe").command("invite paul@lumen.example member");
    await sendForm(person("chloe"), "Ask for invitations", { Reason: "for the project" });
    await sees(card, /paul@lumen.example[\s\S]*\[Approve\]/);

    world[platform].faults.add({ fault: { kind: "late", ms: LATE_MS }, ...EDITS[platform], times: 1 });
    await person("ben").press("Approve", { in: "#mistral-approvals" });
    await world.settle();
    for (let seconds = 0; seconds < 4; seconds += 1) await world.later(SECOND);
    await sees(card, "Pending");
    const cutOff = () => world[platform].calls().filter(({ status }) => status === 0).length;
    await expect.poll(cutOff, { timeout: 20_000 }).toBe(1);
    await world.later(15 * SECOND);
    await sees(card, "Pending");
  },
);
