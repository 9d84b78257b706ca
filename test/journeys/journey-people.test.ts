import { afterEach, beforeEach, expect, it } from "vitest";
import { must } from "../support/must.ts";
import { ask, DAY, MINUTE, paidWhole, sees, sendForm, type Whole } from "../support/servers/whole.ts";

let world: Whole;
const as = (handle: string) => world.as(handle);
const approvals = () => as("ben").messages("#mistral-approvals");

async function approved(addresses: string): Promise<void> {
  await ask(world, "chloe", addresses);
  await sees(approvals, "[Approve]");
  await as("ben").press("Approve", { in: "#mistral-approvals" });
  await world.settle();
}

beforeEach(async () => {
  world = await paidWhole("automatic");
});
afterEach(async () => {
  expect(world.refused()).toEqual([]);
  await world.stop();
});

it("a Request is changed on every copy of its card, reminders among them", async () => {
  await ask(world, "chloe", "kenji@lumen.example rosa@lumen.example");
  await world.later(2 * DAY);
  const reminder = () => as("ben").dm()[1] ?? "";
  expect(reminder()).toMatch(/Waiting since[\s\S]*rosa@lumen\.example/);
  await as("ben").press("Change", { in: "dm" });
  await sendForm(as("ben"), "Change the request", { "Who stays": ["kenji@lumen.example"] });
  await sees(reminder, /wants to invite one person/);
  expect(reminder()).toContain("Taken out by an approver: rosa@lumen.example");
  expect(reminder().match(/rosa@/g)).toHaveLength(1);
  await sees(approvals, /wants to invite one person/);
});

it("an Invitation that ran out is told once to each, and no card offers what is done already", async () => {
  const [chloe, kenji] = [as("chloe"), as("kenji")];
  await approved("kenji@lumen.example");
  await world.later(8 * DAY);
  await sees(kenji.dm, "expired after 7 days");
  const news = chloe.dm().filter((text) => text.includes("1 invitation expired"));
  expect(news).toHaveLength(1);
  await kenji.press("Send it again", { in: "dm" });
  await world.settle();
  await sees(kenji.dm, "Open it, accept");
  await expect.poll(() => kenji.dm().join()).not.toMatch(/expired after 7 days/);
  expect(chloe.dm().join()).not.toMatch(/invitation expired/);
});

it("App Home shows each person what they may see and do, and stays up to date by itself", async () => {
  const everybody = ["ana", "ben", "chloe", "kenji", "greta"];
  for (const handle of everybody) expect(await as(handle).openHome()).toEqual({ ok: true });
  await ask(world, "chloe", "kenji@lumen.example");
  const home = (handle: string) => as(handle).home;
  await sees(home("ana"), /\[Set the organization\][\s\S]*\[Settings\]/);
  await sees(home("ben"), /Waiting for you[\s\S]*@chloe/);
  expect(home("ben")()).not.toMatch(/\[Settings\]|\[Set the organization\]/);
  await sees(home("chloe"), /My requests[\s\S]*waiting for a decision \[Withdraw\]/);
  await as("ben").press("Approve", { in: "home" });
  await world.settle();
  await sees(home("chloe"), /My requests[\s\S]*approved/);
  await sees(home("kenji"), /My invitation\nkenji@lumen\.example\n.*Pending/);
  expect(home("ben")()).not.toContain("Waiting for you");
  const mail = must(world.mistral.mails()[0]);
  expect(world.mistral.accept(mail.id)).toBeNull();
  await world.later(2 * MINUTE);
  await sees(home("kenji"), /My invitation[\s\S]*Active/);
  expect(home("greta")()).toBe(
    "This bot is for members of this organization. One of them can ask for an invitation for you.",
  );
  for (const handle of ["chloe", "greta"]) expect(home(handle)()).not.toContain("@lumen.example");
});
