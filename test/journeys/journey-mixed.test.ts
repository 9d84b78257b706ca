import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORMS } from "../../src/domain/accounts/person.ts";
import { begin } from "../support/servers/cast.ts";
import {
  eachBuildsOnTheOneBefore,
  sees,
  sendForm,
  startWhole,
  type Whole,
} from "../support/servers/whole.ts";
import { DAY } from "../support/world/times.ts";

const PAUL = "paul@lumen.example";
const ROSA = "rosa@lumen.example";

/** Each test goes on where the one before it ended. Chloé reads French, everybody else English. */
describe("one Setup in Slack and in Teams", () => {
  let world: Whole;
  const inSlack = (handle: string) => world.as(handle);
  const inTeams = (handle: string) => world.inTeams(handle);
  const newest = (texts: string[]) => texts.at(-1) ?? "";
  const approvals = [inSlack, inTeams].map((as) => () => as("ben").messages("#mistral-approvals"));
  const cards = () => approvals.map((read) => newest(read())).join("\n");
  const both = async (words: RegExp) => {
    for (const read of approvals) await sees(() => newest(read()), words);
  };

  async function asks(chloe: ReturnType<typeof inTeams | typeof inSlack>, address: string): Promise<void> {
    await chloe.command(`invite ${address} member`);
    await sendForm(chloe, "Demander des invitations", { Motif: "Pour le projet" });
    await both(/wants to invite [\s\S]*Reason: Pour le projet[\s\S]*\[Approve\] \[Deny\]/);
  }

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startWhole({ mode: "guided", platforms: PLATFORMS, skips: true, readFrench: ["chloe"] });
    // Started in Slack; Ana says there that the account in Teams is hers, too, and chooses channels in Teams.
    await begin(world, PLATFORMS, { approvers: ["ana", "ben"], requesters: [], known: [] });
    await world.settle();
  });
  afterAll(() => world.stop());

  it("keeps what was chosen in Slack when channels are chosen in Teams, and tells the news on both", async () => {
    const ana = inSlack("ana");
    await ana.command("settings");
    await sees(ana.modal, /Channel for approvals: #mistral-approvals[\s\S]*Approvers besides you: @ben/);
    await ana.close();
    await world.later(DAY / 24);
    for (const ben of [inSlack("ben"), inTeams("ben")])
      await sees(() => ben.messages("#mistral"), "warm-up over");
  });

  it("takes a Request in Slack, in French, that is decided in Teams, in English, and both cards say so", async () => {
    const chloe = inSlack("chloe");
    await asks(chloe, PAUL);
    expect(await inTeams("ana").press("Approve", { in: "#mistral-approvals" })).toMatchObject({ ok: true });
    await both(/Approved by @Ana Duarte|Approved by @ana/);
    expect(cards()).not.toContain("[Approve]");
    await world.settle();
    await sees(chloe.dm, /Vous avez demandé[\s\S]*✅ Approuvée par @?\w[\w ]* à \d\d:\d\d/);
  });

  it("has a Request from Teams denied in Slack, with a reason that the requester reads in Teams", async () => {
    const chloe = inTeams("chloe");
    await asks(chloe, ROSA);
    const ben = inSlack("ben");
    await ben.press("Deny", { in: "#mistral-approvals" });
    await sendForm(ben, "Deny the request", { Reason: "Rosa has left" });
    await both(/Denied by @\w[\s\S]*Rosa has left/);
    // The last that comes of it: the next form opens below.
    await sees(chloe.dm, /Votre demande est refusée[\s\S]*Rosa has left/);
    await world.settle();
  });

  it("lets one of two who decide at once on both platforms decide, and tells the other", async () => {
    await asks(inTeams("chloe"), ROSA);
    const presses = [inSlack("ben"), inTeams("ana")].map((who) =>
      who.hold("Approve", { in: "#mistral-approvals" })(),
    );
    await Promise.all(presses);
    await both(/Approved by @\w/);
    await world.settle();
    expect(cards().match(/Approved by/g)).toHaveLength(2);
  });

  it("sends the approver's Task to Teams, where she approved, and shows on both what is Pending", async () => {
    const ana = inTeams("ana");
    await sees(ana.dm, /Invite at Mistral[\s\S]*paul@lumen\.example/);
    expect(inSlack("ana").dm().join()).not.toContain("Invite at Mistral");
    await ana.press("Done", { in: "dm" });
    for (const read of approvals) await sees(read, /paul@lumen\.example: Pending/);
  });

  it("uses the language of each person in what the platforms themselves say as well", async () => {
    const chloe = inTeams("chloe");
    await chloe.command("status", "#mistral");
    await sees(() => chloe.messages("#mistral"), "La réponse est dans votre conversation avec ce bot.");
    await inTeams("ana").command("status", "#mistral");
    await sees(() => chloe.messages("#mistral"), "The answer is in your chat with this bot.");
    await inSlack("chloe").command("status");
    expect(newest(inSlack("chloe").dm())).toContain("État de la configuration");
  });

  it("has nothing stuck a day later, and neither platform turned anything down", async () => {
    await world.later(DAY);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
