import { beforeEach, describe, expect, it } from "vitest";
import { headText } from "../../../src/domain/record/record.ts";
import { note } from "../../../src/sandbox/mistral/state.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

/** Long enough for the next look, however seldom it comes. */
const look = () => world.skip(11 * MINUTE);
const settings = (feed: string | null) => world.bot.set({ feed });
const told = (channel = "audit") => world.bot.chat.in(channel).map(({ view }) => words(view));
const key = (times = 1) => {
  for (let n = 0; n < times; n += 1) world.mistral.change({ kind: "key" });
};

describe("the audit feed", () => {
  it("tells nothing that happened before it was switched on, or while it was off", async () => {
    for (const on of [false, true]) {
      if (on) await settings(null);
      key();
      await world.skip(SECOND);
      await settings("audit");
      await look();
      expect(told()).toEqual([]);
    }
    key();
    await look();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/@ana: API key created/);
  });

  it("tells of ten minutes in one message, which grows", async () => {
    await world.pay();
    await look();
    await settings("audit");
    // Somebody is Pending, so the log is read every minute.
    await world.approved("bob@lumen.example");
    await world.skip(66 * SECOND);
    key(2);
    await world.skip(66 * SECOND);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/An API key: Invitation sent\n.*@ana: 2 × API key created/);
    await world.skip(11 * MINUTE);
    key();
    await world.skip(66 * SECOND);
    expect(told()).toHaveLength(2);
    expect(told()[1]).not.toMatch(/Invitation/);
  });

  it("sums up in one message what happened while the bot was away", async () => {
    await settings("audit");
    await look();
    for (let hour = 0; hour < 50; hour += 1) {
      const at = world.bot.now() + hour * 60 * MINUTE;
      world.section.change((draft) => {
        for (const type of ["api_key.create", "workspace.create", "billing.monthly_limit.updated"] as const)
          note(draft, at, type, { by: `${hour}`.padStart(36, "0") });
      });
    }
    await world.skip(3 * DAY);
    await look();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/Somebody: 50 × API key created/);
    expect(must(told()[0]).split("\n").length).toBeLessThan(20);
  });

  it("names people as far as they are known, and no address", async () => {
    await world.invited("kenji@lumen.example, zoe.nowhere@lumen.example");
    await look();
    await settings("audit");
    for (const { id, to } of world.mistral.mails()) {
      world.mistral.accept(id, to.startsWith("zoe") ? to : undefined);
    }
    await world.skip(66 * SECOND);
    const [message = ""] = told();
    expect(message).toMatch(/@kenji: Invitation accepted/);
    expect(message).toMatch(/Somebody: Invitation accepted/);
    expect(message).not.toMatch(/\w@\w/);
  });

  it("passes over everyday work, and shows what nobody has a word for as it is called", async () => {
    await settings("audit");
    await look();
    const at = world.bot.now();
    world.section.change((draft) => {
      draft.log ??= [];
      for (const [n, type] of [
        "le_chat.conversation.created",
        "user.log_in",
        "quantum.flux.enable",
      ].entries())
        draft.log.push({ id: 900 + n, at: at + SECOND, type, by: "API_KEY", target: "USER", about: null });
    });
    await look();
    expect(must(told()[0]).split("\n").slice(1)).toEqual([
      expect.stringMatching(/An API key: Event quantum\.flux\.enable$/) as string,
    ]);
  });

  it("of a plan without audit logs: the owner hears once why it is silent", async () => {
    world.mistral.change({ kind: "auditLogs", on: false });
    await settings("audit");
    await look();
    await world.skip(1.2 * DAY);
    await world.skip(1.2 * DAY);
    const heard = world.bot.chat.in("dm-ana").filter(({ key: subject }) => subject.startsWith("no-audit:"));
    expect(heard).toHaveLength(1);
    expect(words(must(heard[0]).view)).toMatch(/Enterprise/);
  });
});

describe("the head of the Record", () => {
  it("is on the Setup's card of both platforms, and moves on with each tenth entry", async () => {
    const bot = await startedBot({ both: true });
    const inTeams = { approvals: "ta", news: "tn", level: "everything", approvers: ["t-ben"] };
    await bot.inTeams("ana").submit({ form: "settings" }, inTeams);
    const shown = () =>
      [...bot.chat.in("news"), ...bot.teams.in("tn")].map(({ view }) => /head (.*)/.exec(words(view))?.[1]);
    const headOf = (seq: number) =>
      headText(must(bot.store.read((tx) => tx.record.following(seq - 1, 1))[0]));
    expect(shown()).toEqual([headOf(1), headOf(1)]);
    for (let n = 0; n < 5; n += 1) {
      await bot.as("ana").press({ do: "skip", step: "workspaces" });
      await bot.as("ana").press({ do: "reopen", step: "workspaces" });
    }
    expect(shown()).toEqual([headOf(10), headOf(10)]);
  });
});
