import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { opens, sees, sendForm, startWhole, type Whole } from "../support/servers/whole.ts";
import { stepsDone, titleOf } from "../support/steps.ts";

let world: Whole;

/** What she was answered in the channel, newest last. */
const answers = () =>
  world
    .as("ana")
    .messages("#mistral")
    .filter((text) => /\d of \d+ steps done/.test(text));
const answer = () => answers().at(-1) ?? "";

async function name(organization: string): Promise<void> {
  const ana = world.as("ana");
  await sendForm(ana, titleOf("organization"), { "Name of the organization": organization });
  await ana.close();
  await world.settle();
}

beforeEach(async () => {
  world = await startWhole({ mode: "guided" });
  const ana = world.as("ana");
  await ana.command("", "#mistral");
  await sendForm(ana, "Start the setup", { "Channel for approvals": "mistral-approvals" });
  await opens(ana, stepsDone(0));
  await ana.close();
  await ana.command("", "#mistral");
  await world.settle();
});
afterEach(() => world.stop());

describe("a checklist that Slack shows to one person", () => {
  it("changes with the Setup once something in it was pressed", async () => {
    const ana = world.as("ana");
    expect(answer()).toContain(stepsDone(0));
    await ana.press("Set the organization", { in: "#mistral" });
    await name("Atelier Lumen");
    await sees(answer, stepsDone(1));
    expect(answers()).toHaveLength(1);
    expect(world.refused()).toEqual([]);
  });

  it("is given up quietly when Slack takes no more changes, and goes on with the next press", async () => {
    const ana = world.as("ana");
    await ana.press("Set the organization", { in: "#mistral" });
    await name("First");
    const again = { group: "again", dueAt: 0 };
    for (let change = 0; change < 6; change += 1) {
      world.bot.store.transact((tx) => {
        const setup = tx.setup.load();
        if (setup !== null) tx.setup.save({ ...setup, organization: `Name ${change}` });
        for (const copy of tx.posted.homes(0))
          tx.jobs.enqueue({ kind: "update", copy: copy.id }, { key: `${copy.id} ${change}`, ...again });
      });
      world.bot.worker.wake();
      await world.settle();
    }
    expect(answer()).not.toContain("Name 5");
    expect(world.bot.store.read((tx) => tx.posted.homes(0))).toEqual([]);
    await ana.press("More: Workspaces", { in: "#mistral" });
    await world.settle();
    await sees(answer, "Name 5");
  });
});
