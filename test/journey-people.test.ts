import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { must } from "./support/must.ts";
import { ask, DAY, MINUTE, opens, paidWhole, sees, sendForm, type Whole } from "./support/whole.ts";

let world: Whole;
const as = (handle: string) => world.as(handle);
const approvals = () => as("ben").messages("#mistral-approvals");
const newest = (handle: string) => () => as(handle).dm().at(-1) ?? "";

async function ready(mode: "automatic" | "guided"): Promise<void> {
  world = await paidWhole(mode);
}

async function approved(addresses: string): Promise<void> {
  await ask(world, "chloe", addresses);
  await sees(approvals, "[Approve]");
  await as("ben").press("Approve", { in: "#mistral-approvals" });
  await world.settle();
}

afterEach(async () => {
  expect(world.refused()).toEqual([]);
  await world.stop();
});

describe("a Request that does not come to an Invitation", () => {
  beforeEach(() => ready("automatic"));

  it("is denied with a reason that the requester reads", async () => {
    const ben = as("ben");
    await ask(world, "chloe", "kenji@lumen.example");
    await ben.press("Deny", { in: "#mistral-approvals" });
    await sendForm(ben, "Deny the Request", { Reason: "next quarter" });
    await sees(approvals, /Denied by @ben .*\nAnswer: next quarter/);
    expect(ben.buttons("#mistral-approvals")).toEqual([]);
    await sees(newest("chloe"), /Your Request was answered[\s\S]*Denied by @ben .*\nAnswer: next quarter/);
    expect(as("kenji").dm()).toEqual([]);
    expect(world.mistral.mails()).toEqual([]);
  });

  it("is withdrawn by the requester, and waits for nobody any more", async () => {
    await ask(world, "chloe", "kenji@lumen.example");
    await as("chloe").press("Withdraw", { in: "dm" });
    await sees(approvals, /Withdrawn by @chloe/);
    expect(as("ben").buttons("#mistral-approvals")).toEqual([]);
    await as("ben").command("status");
    await sees(newest("ben"), "No Request is open");
    expect(newest("ben")()).not.toMatch(/waiting for approval/);
  });

  it("lapses after seven days, after three reminders at most", async () => {
    await ask(world, "chloe", "kenji@lumen.example");
    for (let day = 0; day < 8; day += 1) await world.later(DAY);
    await sees(newest("chloe"), /Lapsed .*: nobody answered for 7 days[\s\S]*Ask again/);
    const reminders = () =>
      as("ben")
        .dm()
        .join("\n")
        .match(/This Request no longer waits/g);
    await expect.poll(reminders).toHaveLength(3);
    expect(as("ben").buttons("dm")).toEqual([]);
  });

  it("is changed on every copy of its card, reminders among them", async () => {
    await ask(world, "chloe", "kenji@lumen.example rosa@lumen.example");
    await world.later(2 * DAY);
    const reminder = () => as("ben").dm()[1] ?? "";
    expect(reminder()).toMatch(/waiting for a decision since[\s\S]*rosa@lumen\.example/);
    await as("ben").press("Change", { in: "dm" });
    await sendForm(as("ben"), "Change the Request", { "Who stays in it": ["kenji@lumen.example"] });
    await sees(reminder, /asks to invite one person/);
    expect(reminder()).toContain("Taken out by an approver: rosa@lumen.example");
    expect(reminder().match(/rosa@/g)).toHaveLength(1);
    await sees(approvals, /asks to invite one person/);
  });
});

describe("an Invitation that is sent again and revoked from the members page", () => {
  it("with an Admin key the bot does both, and nobody holds two links that work", async () => {
    await ready("automatic");
    const ben = as("ben");
    await approved("kenji@lumen.example");
    await ben.command("members");
    await sees(newest("ben"), /Pending, Member[\s\S]*kenji@lumen\.example verified with Mistral/);
    await ben.press("Send again", { in: "dm" });
    await sees(newest("ben"), "It will be sent again");
    await world.settle();
    expect(world.mistral.mails().map(({ state }) => state)).toEqual(["revoked", "open"]);
    await ben.command("members");
    await ben.press("Revoke", { in: "dm" });
    await world.settle();
    await sees(approvals, /kenji@lumen\.example: revoked, verified with Mistral/);
    await sees(as("kenji").dm, /This invitation was revoked, and its link no longer works/);
    await sees(newest("chloe"), /An Invitation needs a look/);
    expect(world.mistral.mails().map(({ state }) => state)).toEqual(["revoked", "revoked"]);
  });

  it("without one each is a Task, and counts when somebody has done it", async () => {
    await ready("guided");
    const ben = as("ben");
    await approved("kenji@lumen.example");
    await ben.press("Done", { in: "dm" });
    await sees(approvals, /kenji@lumen\.example: Pending, confirmed by @ben/);
    await ben.command("members");
    await ben.press("Send again", { in: "dm" });
    await world.settle();
    await sees(
      newest("ben"),
      /Invite at Mistral[\s\S]*send that Invitation again[\s\S]*kenji@lumen\.example/,
    );
    await ben.press("Done", { in: "dm" });
    await sees(approvals, /kenji@lumen\.example: Pending/);
    await ben.command("members");
    await ben.press("Revoke", { in: "dm" });
    await world.settle();
    await sees(newest("ben"), /Revoke at Mistral[\s\S]*kenji@lumen\.example/);
    expect(approvals().join()).toMatch(/kenji@lumen\.example: Pending/);
    await ben.press("Done", { in: "dm" });
    await sees(approvals, /kenji@lumen\.example: revoked, confirmed by @ben/);
  });

  it("what cannot be done at Mistral is said with its reason, and can be tried again", async () => {
    await ready("guided");
    const ben = as("ben");
    await approved("kenji@lumen.example");
    await ben.press("Not possible because…", { in: "dm" });
    await sendForm(ben, "Not possible because…", { "What is in the way?": "no seat is free" });
    await sees(newest("ben"), /Not possible, says @ben .*\nno seat is free/);
    await sees(approvals, /kenji@lumen\.example: not sent/);
    await sees(as("chloe").dm, /kenji@lumen\.example: not sent/);
    await ben.command("members");
    await ben.press("Send again", { in: "dm" });
    await world.settle();
    await sees(newest("ben"), /Invite at Mistral[\s\S]*kenji@lumen\.example/);
  });
});

describe("a key that works", () => {
  it("is recorded as each invitee's word, and closes Verify when an approver says it too", async () => {
    await ready("guided");
    const [ben, kenji] = [as("ben"), as("kenji")];
    await approved("kenji@lumen.example ben@lumen.example");
    await ben.press("Done", { in: "dm" });
    await world.settle();
    for (const person of [kenji, ben]) {
      await person.press("I have joined", { in: "dm" });
      await sees(person.dm, /Welcome to Mistral/);
      await person.press("My key works", { in: "dm" });
    }
    await opens(ben, "recorded as confirmed by you");
    await ben.close();
    await sees(kenji.dm, /A key works, confirmed by @kenji/);
    expect(kenji.buttons("dm")).not.toContain("My key works");
    await ben.command("");
    await sees(newest("ben"), /6\. Verify: done.*\nConfirmed by @ben/);
    await ben.command("record");
    await sees(newest("ben"), /@ben said that a key works[\s\S]*@kenji said that a key works/);
  });
});

describe("an Invitation that ran out", () => {
  it("is told once to each, and no card offers what is done already", async () => {
    await ready("automatic");
    const [chloe, kenji] = [as("chloe"), as("kenji")];
    await approved("kenji@lumen.example");
    await world.later(8 * DAY);
    await sees(kenji.dm, "ran out after 7 days");
    const news = chloe.dm().filter((text) => text.includes("An Invitation needs a look"));
    expect(news).toHaveLength(1);
    await kenji.press("Send it again", { in: "dm" });
    await world.settle();
    await sees(kenji.dm, "open it and accept");
    await expect.poll(() => kenji.dm().join()).not.toMatch(/ran out after 7 days\. It can/);
    expect(chloe.dm().join()).not.toMatch(/needs a look/);
  });
});

describe("the other commands", () => {
  beforeEach(() => ready("automatic"));

  it("settings: the owner names approvers and domains, and both count at once", async () => {
    const [ana, chloe] = [as("ana"), as("chloe")];
    await ana.command("settings");
    await sendForm(ana, "Settings", {
      "Approvers besides you": ["ben", "chloe"],
      "Allowed e-mail domains": "lumen.example",
    });
    await opens(ana, "The settings are saved");
    await chloe.command("invite paul@gmail.example");
    await opens(chloe, "You are an approver");
    expect((await chloe.submit()).errors).toEqual({
      "E-mail addresses": expect.stringContaining("outside the allowed e-mail domains"),
    });
    await as("ben").command("settings");
    await sees(newest("ben"), "Only the owner of the Setup can do this. The owner is @ana.");
  });

  it("record: who did what, newest first, in pages", async () => {
    for (let n = 0; n < 3; n += 1) {
      await ask(world, "chloe", `rosa${n}@lumen.example`);
      await as("ben").press("Approve", { in: "#mistral-approvals" });
      await world.settle();
    }
    await as("ben").command("record");
    const first = await sees(
      newest("ben"),
      /Invitation \d+ of rosa2@lumen\.example: sending → Pending, verified[\s\S]*@ben approved Request \d[\s\S]*Page 1 of/,
    );
    await as("ben").press("Next page", { in: "dm" });
    const second = await sees(newest("ben"), /1\. .*@ana started the Setup[\s\S]*Page \d of/);
    const numbers = [...`${first}${second}`.matchAll(/^• (\d+)\. /gm)].map((match) => Number(match[1]));
    expect(numbers).toEqual(numbers.map((_, index) => numbers.length - index));
    await as("chloe").command("record");
    await sees(newest("chloe"), "Only the owner and the approvers can do this. You can ask @ana, @ben.");
  });

  it("key: a key works, how to make one, and what to check", async () => {
    await as("chloe").command("key");
    await sees(
      newest("chloe"),
      /Keys work: one key works, verified with Mistral[\s\S]*Never paste a key into chat/,
    );
  });

  it("status: steps, Members and the Requests that this person may know of", async () => {
    await ask(world, "chloe", "kenji@lumen.example");
    await as("ben").command("status");
    await sees(
      newest("ben"),
      /2\. Billing: done · (?:confirmed by @ana|verified with Mistral)[\s\S]*asked by @chloe .*kenji@lumen\.example/,
    );
    await as("kenji").command("status");
    await sees(newest("kenji"), /1 waiting for approval/);
    expect(newest("kenji")()).not.toContain("@lumen.example");
  });

  it("help, and anything unknown: usage with examples", async () => {
    await as("chloe").command("help");
    await sees(newest("chloe"), /\/mistral-setup invite ana@example\.com/);
    await as("chloe").command("frobnicate");
    await sees(newest("chloe"), /I do not know frobnicate\. This is what I understand:[\s\S]*Examples/);
  });
});

describe("App Home", () => {
  it("shows each person what they may see and do, and stays up to date by itself", async () => {
    await ready("automatic");
    const everybody = ["ana", "ben", "chloe", "kenji", "greta"];
    for (const handle of everybody) expect(await as(handle).openHome()).toEqual({ ok: true });
    await ask(world, "chloe", "kenji@lumen.example");
    const home = (handle: string) => as(handle).home;
    await sees(home("ana"), /\[Set the organization\][\s\S]*\[Settings\]/);
    await sees(home("ben"), /Waiting for your decision[\s\S]*@chloe/);
    expect(home("ben")()).not.toMatch(/\[Settings\]|\[Set the organization\]/);
    await sees(home("chloe"), /My Requests[\s\S]*waits for a decision \[Withdraw\]/);
    await as("ben").press("Approve", { in: "home" });
    await world.settle();
    await sees(home("chloe"), /My Requests[\s\S]*approved/);
    await sees(home("kenji"), /My invitation[\s\S]*Pending[\s\S]*kenji@lumen\.example/);
    expect(home("ben")()).not.toContain("Waiting for your decision");
    const mail = must(world.mistral.mails()[0]);
    expect(world.mistral.accept(mail.id)).toBeNull();
    await world.later(2 * MINUTE);
    await sees(home("kenji"), /My invitation[\s\S]*Active/);
    expect(home("greta")()).toBe(
      "This bot is for members of this organization. One of them can ask for access for you.",
    );
    for (const handle of ["chloe", "greta"]) expect(home(handle)()).not.toContain("@lumen.example");
  });
});
