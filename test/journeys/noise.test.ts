import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { must } from "../support/must.ts";
import { MINUTE, START_FORM, sees, sendForm, startWhole, type Whole } from "../support/servers/whole.ts";
import { titleOf } from "../support/steps.ts";

/** Each asks for themselves; Ana owns the Setup, and Ben approves. */
const ASKING = ["chloe", "paul", "rosa", "mia", "wes", "bill", "ivo", "noa"];

/** Somebody new in the tenant, who adds the app. */
async function joins({ slack, teams, inTeams }: Whole, handle: string): Promise<void> {
  const chats = teams.state();
  const template = must(chats.people.find((each) => each.handle === "chloe"));
  const email = `${handle}@lumen.example`;
  const ids = { id: `U0${handle.toUpperCase()}`, userId: `29:${handle}`, aadObjectId: randomUUID() };
  const person = { ...template, ...ids, handle, name: handle, email, upn: email };
  for (const people of [slack.state().people, chats.people]) people.push(person);
  const chat = must(chats.places.find(({ kind }) => kind === "direct"));
  chats.places.push({ ...chat, id: `a:1${handle}`, members: [ids.id], installed: false });
  await inTeams(handle).install();
}

async function wholeSetup(world: Whole): Promise<void> {
  const ana = world.inTeams("ana");
  await ana.command("setup");
  await sendForm(ana, "Start the setup", START_FORM);
  await sees(() => ana.buttons("dm"), "Set the organization");
  await ana.press("Set the organization", { in: "dm" });
  await sendForm(ana, titleOf("organization"), { "Name of the organization": "Atelier Lumen" });
  world.mistral.change({ kind: "payment", on: true });
  await ana.press("Confirm billing");
  await sendForm(ana, titleOf("billing"), { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
  await world.later(4 * MINUTE);
  for (const label of ["One Workspace is enough", "Later"]) {
    await ana.command("setup");
    await sees(() => ana.buttons("dm"), label);
    await ana.press(label, { in: "dm" });
    await world.settle();
  }
  for (const name of ASKING) {
    const person = world.inTeams(name);
    await person.command("invite");
    await sendForm(person, "Ask for an invitation", {});
    await world.later(MINUTE);
  }
  for (const _ of ASKING) {
    await world.inTeams("ben").press("Approve", { in: "#mistral-approvals" });
    await world.settle();
  }
  await world.later(MINUTE);
}

async function accepted(world: Whole, mode: "guided" | "automatic"): Promise<void> {
  if (mode === "guided") {
    const ben = world.inTeams("ben");
    await sees(() => ben.buttons("dm"), "Done");
    while (ben.buttons("dm").includes("Done")) {
      await ben.press("Done", { in: "dm" });
      await world.later(MINUTE);
    }
  }
  for (const name of ASKING) {
    const mail = world.mistral.mails().find(({ to }) => to === `${name}@lumen.example`);
    if (mail !== undefined) world.mistral.accept(mail.id);
    if (mode === "guided") await world.inTeams(name).press("I've joined", { in: "dm" });
    await world.later(2 * MINUTE);
  }
  if (mode === "guided") await world.inTeams("chloe").press("My key works", { in: "dm" });
  await world.later(MINUTE);
}

async function finished({ inTeams, settle, later }: Whole): Promise<void> {
  const ana = inTeams("ana");
  await ana.command("setup");
  await sees(() => ana.buttons("dm"), "Verify");
  await ana.press("Verify", { in: "dm" });
  await sendForm(ana, titleOf("verify"), { "Does a key work?": ["Yes, a key works"] });
  await settle();
  await later(2 * MINUTE);
}

const titleIn = ({ place, cards }: { place: string; cards: unknown }): string =>
  `${place.slice(0, 8)}: ${(JSON.stringify(cards).match(/(?<="text":")[^"]+/g) ?? []).join(" ").slice(0, 90)}`;

describe("the Setup of ten people in Teams", () => {
  it.each(["guided", "automatic"] as const)(
    "in %s mode takes at most 44 posts, replies included",
    async (mode) => {
      const env = () => ({ SETUP_OWNERS: "ana@lumen.example" });
      const world = await startWhole({ mode, platforms: ["teams"], skips: true, env });
      onTestFinished(world.stop);
      for (const name of ASKING) if (name !== "chloe") await joins(world, name);
      await world.settle();
      const posts = () => world.teams.state().messages.filter(({ author }) => author === null);
      // Their own pages came with the app.
      const before = posts().length;
      await wholeSetup(world);
      await accepted(world, mode);
      if (mode === "guided") await finished(world);
      await sees(() => world.inTeams("ana").messages("#mistral"), "Mistral Setup complete");
      const said = posts().slice(before);
      expect(said.length, said.map(titleIn).join("\n")).toBeLessThanOrEqual(44);
      expect(world.inTeams("ana").messages("#mistral").length).toBeLessThanOrEqual(5);
    },
  );
});
