import { it, onTestFinished } from "vitest";
import { sees, startWhole } from "../../support/servers/whole.ts";

it("a French person whose very first form cannot be opened in Slack is told so in French", async () => {
  const world = await startWhole({ mode: "guided", readFrench: ["ana"] });
  onTestFinished(world.stop);
  const body = { ok: false, error: "expired_trigger_id" };
  world.slack.faults.add({ fault: { kind: "answer", status: 200, body }, path: "/views.open" });
  const ana = world.as("ana");
  await ana.command();
  await sees(ana.dm, /Slack a laissé expirer ce clic/);
});
