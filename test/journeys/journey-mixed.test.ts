import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DAY,
  eachBuildsOnTheOneBefore,
  MINUTE,
  opens,
  START_FORM,
  sees,
  sendForm,
  startWhole,
  type Whole,
} from "../support/servers/whole.ts";

const PAUL = "paul@lumen.example";
const ROSA = "rosa@lumen.example";

/** Each test goes on where the one before it ended. */
describe("one Setup in Slack and in Teams", () => {
  let world: Whole;
  const inSlack = (handle: string) => world.as(handle);
  const inTeams = (handle: string) => world.inTeams(handle);
  const newest = (texts: string[]) => texts.at(-1) ?? "";
  const card = {
    slack: () => newest(inSlack("ben").messages("#mistral-approvals")),
    teams: () => newest(inTeams("ben").messages("#mistral-approvals")),
  };
  const news = {
    slack: () => inSlack("ben").messages("#mistral"),
    teams: () => inTeams("ben").messages("#mistral"),
  };
  const both = async (reads: Record<"slack" | "teams", () => string | string[]>, words: RegExp | string) => {
    await sees(reads.slack, words);
    await sees(reads.teams, words);
  };

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startWhole({ mode: "guided", platforms: ["slack", "teams"] });
    world.mistral.change({ kind: "payment", on: true });
  });
  afterAll(async () => {
    await world.stop();
  });

  it("starts in Slack; the owner's account in Teams may do nothing until they say in Slack that it is theirs", async () => {
    const [ana, also] = [inSlack("ana"), inTeams("ana")];
    await ana.command("", "#mistral");
    await sendForm(ana, "Start the Mistral Setup", START_FORM);
    await opens(ana, "0 of 6 steps done");
    await ana.close();
    await also.command("settings");
    await opens(also, "Confirm in Slack that this Teams account is yours");
    await sees(ana.dm, /In Teams somebody called Ana Duarte/);
    await ana.press("Yes, that is me", { in: "dm" });
    await sees(ana.dm, "The account Ana Duarte in Teams is yours, too");
  });

  it("then the channels of Teams are chosen there, and what Slack has stays as it is", async () => {
    const also = inTeams("ana");
    await also.command("settings");
    await sendForm(also, "Settings", {
      "Channel for approvals": "mistral-approvals",
      "Channel for news": "mistral",
    });
    await world.settle();
    await inSlack("ana").command("settings");
    await opens(
      inSlack("ana"),
      /Channel for approvals: #mistral-approvals[\s\S]*Approvers besides you: @ben/,
    );
    await inSlack("ana").close();
    await both(news, /@\w[\w ]* started the Mistral Setup/);
  });

  it("billing is confirmed in a dialog of Teams, and both channels hear that keys should work", async () => {
    const also = inTeams("ana");
    await also.command();
    await sees(() => newest(also.dm()), "[Confirm billing]");
    await also.press("Confirm billing", { in: "dm" });
    await sendForm(also, "2. Billing", { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
    await opens(also, "Noted: the payment method");
    await also.close();
    await world.later(3 * MINUTE);
    await both(news, /Payment method confirmed by @\w[\w ]*, warm-up over|warm-up over/);
  });

  it("a Request asked in Slack is decided in Teams, and both cards say so", async () => {
    const chloe = inSlack("chloe");
    await chloe.command(`invite ${PAUL} member`);
    await sendForm(chloe, "Ask for invitations", { Reason: "for the project" });
    await opens(chloe, "with the approvers");
    await chloe.close();
    await both(card, /asks to invite [\s\S]*\[Approve\]/);

    expect(await inTeams("ana").press("Approve", { in: "#mistral-approvals" })).toMatchObject({ ok: true });
    await both(card, /Approved by @\w/);
    expect(`${card.slack()}${card.teams()}`).not.toContain("[Approve]");
    await sees(chloe.dm, /Approved by @\w/);
    await world.settle();
  });

  it("one asked in Teams is denied in Slack, with a reason that the requester sees in Teams", async () => {
    const chloe = inTeams("chloe");
    await chloe.command(`invite ${ROSA} member`);
    await sendForm(chloe, "Ask for invitations", { Reason: "for the project" });
    await opens(chloe, "with the approvers");
    await both(card, /asks to invite [\s\S]*\[Deny\]/);

    const ben = inSlack("ben");
    await ben.press("Deny", { in: "#mistral-approvals" });
    await sendForm(ben, "Deny the Request", { Reason: "Rosa has left" });
    await both(card, /Denied by @\w[\s\S]*Rosa has left/);
    // The last that comes of it: the next form opens below.
    await sees(chloe.dm, /Your Request was answered[\s\S]*Rosa has left/);
    await world.settle();
  });

  it("of two who decide at once on both platforms one decides, and the other is told", async () => {
    const chloe = inTeams("chloe");
    await chloe.command(`invite ${ROSA} member`);
    await sendForm(chloe, "Ask for invitations", { Reason: "she has not" });
    await both(card, /asks to invite [\s\S]*\[Approve\]/);
    const first = inSlack("ben").hold("Approve", { in: "#mistral-approvals" });
    const second = inTeams("ana").hold("Approve", { in: "#mistral-approvals" });
    await Promise.all([first(), second()]);
    await both(card, /Approved by @\w/);
    await world.settle();
    expect(`${card.slack()}${card.teams()}`.match(/Approved by/g)).toHaveLength(2);
  });

  it("the approver's Task is in Teams, where she approved; what is Pending is so on both", async () => {
    const ana = inTeams("ana");
    await sees(ana.dm, /Invite at Mistral[\s\S]*paul@lumen\.example/);
    expect(inSlack("ana").dm().join()).not.toContain("Invite at Mistral");
    await ana.press("Done", { in: "dm" });
    const first = (texts: string[]) => texts[0] ?? "";
    await sees(() => first(inSlack("ben").messages("#mistral-approvals")), /paul@lumen\.example: Pending/);
    await sees(
      () => inTeams("ben").messages("#mistral-approvals").join("\n"),
      /paul@lumen\.example: Pending/,
    );
  });

  it("a day later nothing is stuck, and neither platform turned anything down", async () => {
    await world.later(DAY);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
