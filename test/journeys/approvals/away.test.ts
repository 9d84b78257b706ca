import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../../src/domain/day.ts";
import { askFor, bothCardsSay, startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sees, sendForm, type Whole } from "../../support/servers/whole.ts";
import { DAY } from "../../support/world/times.ts";

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("an approver who is away, with Slack over %s,", (transport) => {
  let world: Whole;
  const untilDay = () => dayOf(world.clock.now() + 3 * DAY, "UTC");
  const both = (words: RegExp) => bothCardsSay(world, words);

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
  });
  afterAll(() => world.stop());

  it("says so in Slack, and what is asked in Teams is decided by the stand-in in Slack, which both cards say", async () => {
    const [ben, kenji] = [world.as("ben"), world.as("kenji")];
    await ben.command("away");
    await sendForm(ben, "Away", { "Last day away": untilDay(), "Who stands in": "kenji" });
    await sees(kenji.dm, /You stand in for @ben until/);
    const chloe = world.inTeams("chloe");
    await askFor(chloe, "paul@lumen.example");
    await both(/is away until .*can decide for them/);
    await sees(kenji.dm, /wants to invite[\s\S]*\[Approve\]/);
    expect(await kenji.press("Approve", { in: "dm" })).toMatchObject({ ok: true });
    await both(/Approved by @\w[\w ]* for @\w/);
    await world.settle();
  });

  it("says so in Teams, and what is asked in Slack is decided by the stand-in in Teams", async () => {
    const [ana, chloe] = [world.inTeams("ana"), world.inTeams("chloe")];
    await ana.command("away");
    await sendForm(ana, "Away", { "Last day away": untilDay(), "Who stands in": "chloe" });
    await sees(chloe.dm, /You stand in for @?Ana/);
    const kenji = world.as("kenji");
    await askFor(kenji, "rosa@lumen.example");
    await sees(chloe.dm, /rosa@lumen\.example[\s\S]*\[Deny\]/);
    await chloe.press("Deny", { in: "dm" });
    await sendForm(chloe, "Deny the request", { Reason: "Rosa has left" });
    await both(/Denied by @?Chlo[\s\S]* for @?\w|Denied by @chloe for @\w/);
    await world.settle();
  });

  it("is back when the days are over, which both hear, and nothing was turned down on the way", async () => {
    await world.later(5 * DAY);
    await sees(world.as("kenji").dm, /You no longer stand in for/);
    await sees(world.inTeams("ana").dm, /Nobody stands in for you/);
  });

  it("is not waited for: others decide in Slack what nobody has decided in Teams", async () => {
    const [ana, kenji, chloe] = [world.as("ana"), world.as("kenji"), world.inTeams("chloe")];
    await ana.command("settings");
    await sendForm(ana, "Settings", {
      "Ask others if nobody decides": "After 8 working hours",
      "Who else to ask": ["kenji"],
    });
    await askFor(chloe, "zoe@lumen.example");
    await both(/zoe@lumen\.example/);
    // A weekend at most lies between.
    await world.later(5 * DAY);
    await both(/Also asked .*, as nobody had decided: @?Kenji/i);
    await sees(kenji.dm, /zoe@lumen\.example[\s\S]*\[Approve\]/);
    expect(await kenji.press("Approve", { in: "dm" })).toMatchObject({ ok: true });
    await both(/Approved by @?Kenji/i);
    await world.settle();
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
