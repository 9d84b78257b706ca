import { describe, expect, it, onTestFinished } from "vitest";
import { ask, MINUTE, paidWhole, sees, startWhole, type Whole } from "../../support/servers/whole.ts";

const SECOND = 1_000;

/** What the bot asks of Slack while an approver approves one Request, until all is quiet. */
async function callsOfAnApproval(world: Whole): Promise<string[]> {
  await ask(world, "chloe", "paul@lumen.example");
  for (let minute = 0; minute < 90; minute += 15) await world.later(15 * MINUTE);
  const ben = world.as("ben");
  // Who has not done anything for an hour is looked up first.
  await ben.command("help");
  const before = world.slack.calls().length;
  await ben.press("Approve", { in: "#mistral-approvals" });
  await sees(() => ben.messages("#mistral-approvals"), "Approved by");
  for (let times = 0; times < 5; times += 1) await world.later(10 * SECOND);
  const calls = world.slack.calls().slice(before);
  return calls.map(({ method }) => method);
}

describe("one approval, with nobody's Home open", () => {
  it.each([
    { mode: "guided", most: 6 },
    { mode: "automatic", most: 8 },
  ] as const)(
    "makes at most $most calls of Slack in $mode mode, at most five of them edits",
    async ({ mode, most }) => {
      // Twenty times as long as the real wait: on a busy machine the moments of one approval lie seconds apart.
      const world = await paidWhole(mode, { redrawAfterMs: 30 * SECOND });
      onTestFinished(world.stop);
      const calls = await callsOfAnApproval(world);
      expect(calls.length, calls.join()).toBeLessThanOrEqual(most);
      expect(calls.filter((method) => method === "chat.update").length, calls.join()).toBeLessThanOrEqual(5);
    },
  );
});

it("a French person whose very first form cannot be opened in Slack is told so in French", async () => {
  const world = await startWhole({ mode: "guided", readFrench: ["ana"] });
  onTestFinished(world.stop);
  const body = { ok: false, error: "expired_trigger_id" };
  world.slack.faults.add({ fault: { kind: "answer", status: 200, body }, path: "/views.open" });
  const ana = world.as("ana");
  await ana.command();
  await sees(ana.dm, /trop long pour Slack/);
});
