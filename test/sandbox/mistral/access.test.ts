import { afterEach, expect, it } from "vitest";
import { MINUTE, opens, sees, sendForm, startWhole, type Whole } from "../../support/servers/whole.ts";

let world: Whole;
afterEach(() => world.stop());

it("a domain goes from the pasted record over DNS to Mistral's word", async () => {
  world = await startWhole({ mode: "automatic" });
  const ana = world.as("ana");
  await ana.command("", "#mistral");
  await sendForm(ana, "Start the Mistral Setup", { "Channel for news": "mistral" });
  await opens(ana, "0 of 6 steps done");
  await ana.press("Set up security", { in: "modal" });
  await opens(ana, /Domain verification \(needs Team or Enterprise\): not yet/);
  await ana.press("Verify a domain", { in: "modal" });
  const { of, name, value } = world.mistral.panel().access;
  await sendForm(ana, "Verify a domain", {
    Domain: of,
    "The record, as Mistral shows it": `TXT ${name} ${value}`,
  });
  await world.settle();
  const messages = () => ana.messages("dm").join("\n");
  await sees(messages, "nothing is there");

  expect(world.mistral.change({ kind: "domain", on: true })).toMatch(/does not see the record/);
  world.mistral.change({ kind: "record", on: true });
  await world.later(MINUTE);
  await sees(messages, /is there, verified in DNS[\s\S]*Now press Verify/);
  expect(world.mistral.change({ kind: "domain", on: true })).toBeNull();
  expect(world.refused()).toEqual([]);
});
