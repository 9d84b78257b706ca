import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { askFor, startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sees, sendForm, type Whole } from "../../support/servers/whole.ts";

const REVIEW = "Review of Members";
const TEAM = ["paul@lumen.example", "zoe@lumen.example"];

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("a review, with Slack over %s,", (transport) => {
  let world: Whole;

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
    const ben = world.as("ben");
    await askFor(world.inTeams("chloe"), TEAM.join(", "));
    await sees(() => ben.messages("#mistral-approvals").at(-1) ?? "", "[Approve]");
    await ben.press("Approve", { in: "#mistral-approvals" });
    await world.settle();
    await sees(ben.dm, "[Done]");
    await ben.press("Done", { in: "dm" });
    await world.settle();
    await ben.command("members", "#mistral");
    await sees(() => ben.messages("#mistral"), "Compare with Mistral");
    await ben.press("Compare with Mistral", { in: "#mistral" });
    await sendForm(ben, "Compare with Mistral", { "Rows of the list": `Active Users\n${TEAM.join("\n")}` });
    await ben.submit();
    await world.settle();
  });
  afterAll(() => world.stop());

  it("that an approver answers in Slack says so in Teams, where another one releases somebody", async () => {
    const [ben, ana] = [world.as("ben"), world.inTeams("ana")];
    await ben.command("review", "#mistral");
    await sees(ben.modal, /Asked by Chloé[^\n]* for paul@lumen\.example[^\n]*Approved by @ben/);
    await sendForm(ben, REVIEW, { Members: ["paul@lumen.example"], Answer: "Keep those ticked" });
    await sees(ben.modal, /kept Member paul@lumen\.example/);
    await ana.command("review");
    await sees(ana.modal, /Without an answer: 1\. Answered: 1\./);
    await sendForm(ana, REVIEW, {
      Members: ["zoe@lumen.example"],
      Answer: "Release those ticked: their access ends",
    });
    // The card of the Task may be newer already.
    await sees(() => [ana.modal() ?? "", ...ana.dm()], /ordered the removal of zoe@lumen\.example/);
    await world.settle();
    await sees(() => [...world.as("ana").dm(), ...ana.dm()], /Remove[\s\S]*zoe@lumen\.example/);
  });

  it("comes as a file for an auditor, into direct messages in Slack and as an offer in Teams", async () => {
    const [ben, ana] = [world.as("ben"), world.inTeams("ana")];
    await ana.press("Send as a file", { in: "modal" });
    await ben.press("Send as a file", { in: "modal" });
    await world.settle();
    const sent = must((world.slack.state().files ?? []).find(({ channel }) => channel !== null));
    expect(sent.name).toMatch(/^mistral-setup-review-\d{4}-Q[1-4]-\d+\.csv$/);
    const lines = must(sent.text).split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(
      /^"[^"]*","paul@lumen\.example","member","active","chloe@lumen\.example","member","ben@.*"kept","ben@/,
    );
    expect(lines[2]).toMatch(/^"[^"]*","zoe@lumen\.example".*"removal ordered","ana@/);
    await sees(ana.dm, /Allow or decline: mistral-setup-review-\d{4}-Q[1-4]-\d+\.csv/);
    expect(await ana.answerFile(true)).toEqual({ ok: true });
    await world.settle();
    for (let n = 0; n < 3; n += 1) await world.later(2000);
    expect(must((world.teams.state().drive ?? [])[0]).text).toContain("zoe@lumen.example");
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
