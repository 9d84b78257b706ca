import { afterAll, beforeAll, expect, it } from "vitest";
import {
  eachBuildsOnTheOneBefore,
  opens,
  sees,
  sendForm,
  startWhole,
  type Whole,
} from "../support/servers/whole.ts";

/** The second goes on where the first one ended. */
let world: Whole;
eachBuildsOnTheOneBefore();
beforeAll(async () => {
  const env = () => ({ SETUP_OWNERS: "ana@lumen.example" });
  world = await startWhole({
    ...{ mode: "guided", env, readFrench: ["chloe"] },
    platforms: ["slack", "teams"],
  });
});
afterAll(() => world.stop());

const newest = (texts: string[]): string => texts.at(-1) ?? "";

it("a French person asks and an English one decides, each in their own language, in Slack and in Teams", async () => {
  const ana = world.inTeams("ana");
  await ana.command();
  await sendForm(ana, "Start the Mistral Setup", { "Channel for approvals": "mistral-approvals" });
  await world.settle();
  const card = () => newest(world.inTeams("ana").messages("#mistral-approvals"));
  for (const [at, chloe] of [world.as("chloe"), world.inTeams("chloe")].entries()) {
    await chloe.command(`invite person${at}@lumen.example`);
    await sendForm(chloe, "Demander des invitations", { Motif: "Pour la recherche" });
    await opens(chloe, "Votre demande pour une personne a été transmise aux approbateurs.");
    await chloe.close();
    await sees(card, /asks to invite one person[\s\S]*Reason: Pour la recherche[\s\S]*\[Approve\]/);
    await ana.press("Approve", { in: "#mistral-approvals" });
    await world.settle();
    await sees(card, /Approved by @Ana Duarte \d\d:\d\d/);
    await sees(() => newest(chloe.dm()), /Votre demande[\s\S]*✅ Approuvée par @?\w[\w ]* à \d\d:\d\d/);
  }
  expect(world.refused()).toEqual([]);
});

it("what a platform itself says to them is in their language as well", async () => {
  const chloe = world.inTeams("chloe");
  await chloe.command("status", "#mistral");
  await sees(() => chloe.messages("#mistral"), "La réponse est dans votre conversation avec moi.");
  await world.inTeams("ana").command("status", "#mistral");
  await sees(() => chloe.messages("#mistral"), "The answer is in your chat with me.");
  await world.as("chloe").command("status");
  expect(newest(world.as("chloe").dm())).toContain("Où en est la configuration");
});
