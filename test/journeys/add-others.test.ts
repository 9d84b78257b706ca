import { afterEach, expect, it } from "vitest";
import { opens, START_FORM, sees, sendForm, startWhole, type Whole } from "../support/servers/whole.ts";
import { stepsDone } from "../support/steps.ts";

let world: Whole;
afterEach(() => world.stop());

it.each(["slack", "teams"] as const)(
  "in %s what was chosen for oneself stays when others are added, and one form is left to close",
  async (platform) => {
    world = await startWhole({ mode: "guided", platforms: [platform] });
    const as = (handle: string) => (platform === "slack" ? world.as(handle) : world.inTeams(handle));
    const [ana, chloe] = [as("ana"), as("chloe")];
    await ana.command("", "dm");
    await sendForm(ana, "Start the setup", platform === "slack" ? START_FORM : {});
    await opens(ana, stepsDone(0));

    await chloe.command("invite", "dm");
    const short = await opens(chloe, "Ask for an invitation");
    expect(short).not.toContain("E-mail addresses");
    chloe.fill({ Role: "Billing", Reason: "For the invoices" });
    await chloe.press("Add others");
    expect(await opens(chloe, "E-mail addresses")).toContain("chloe@lumen.example");
    chloe.fill({ "E-mail addresses": "chloe@lumen.example, paul@lumen.example" });
    await chloe.submit();
    await sees(chloe.dm, /You asked to invite 2 people/);
    if (platform === "slack") expect(chloe.modal()).toBeNull();
    const asked = world.bot.store.read((tx) => tx.requests.open());
    expect(asked).toMatchObject([{ role: "billing", reason: "For the invoices" }]);
    expect(world.refused()).toEqual([]);
  },
);
