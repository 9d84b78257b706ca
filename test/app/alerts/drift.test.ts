import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, paidBot, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const heardBy = (bot: Bot, who = "ana") =>
  bot.chat.dm(who).filter(({ key }) => key.startsWith("alert:drift."));

describe("the daily check with an Admin API", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.pay();
  });

  const heard = () => heardBy(world.bot);
  const setRoles = (roles: ("organization_admin" | "member")[], email = "ana@lumen.example") =>
    world.section.change((draft) => {
      const found = draft.members.find((member) => member.email === email);
      must(found).roles = roles;
    });
  const join = (email: string, roles: ("organization_admin" | "member")[] = ["member"]) =>
    world.section.change((draft) => {
      const [first] = draft.members;
      draft.members.push({ ...must(first), id: crypto.randomUUID(), name: email, email, roles });
    });
  /** A day, as it goes by: Mistral is looked at in between. */
  async function day(): Promise<void> {
    for (let gone = 0; gone < DAY; gone += 8 * HOUR) await world.skip(8 * HOUR);
  }

  it("tells the owner once that there is one Admin left, and again when it is so again", async () => {
    await day();
    await day();
    await day();
    expect(heard()).toHaveLength(1);
    expect(words(must(heard()[0]).view)).toMatch(/ana@lumen\.example is the only Admin whom Mistral lists/);
    join("ben@lumen.example", ["organization_admin"]);
    await day();
    await day();
    expect(heard()).toHaveLength(1);
    setRoles(["member"], "ben@lumen.example");
    await day();
    expect(heard()).toHaveLength(2);
  });

  it("says on demand that Mistral is asked anew, and what it said once that is done", async () => {
    await day();
    await world.skip(3 * MINUTE);
    world.section.change((draft) => {
      draft.paymentFailure = true;
    });
    const check = async () => said(await world.bot.as("ana").press({ do: "drift" }));
    const first = await check();
    expect(first).toMatch(/being asked now\. Press Check now again in a minute[\s\S]*\[Check now\]/);
    expect(first).not.toMatch(/payment failed|found/);
    await world.skip(MINUTE);
    const then = await check();
    expect(then).toMatch(/payment failed/);
    expect(then).not.toMatch(/being asked/);
    expect(words(must(heard()[0]).view)).not.toMatch(/being asked/);
  });

  it("lists everything in one message when something is new, each with what to do", async () => {
    await day();
    await world.bot.set({ domains: "lumen.example" });
    join("eve@other.example");
    await world.approved("paul@lumen.example");
    for (let n = 0; n < 9; n += 1) await day();
    expect(world.statuses()).toEqual(["expired"]);
    const [, second, third, ...more] = heard().map(({ view }) => words(view));
    expect(more).toEqual([]);
    expect(second).toMatch(/Members outside the allowed e-mail domains: 1\s+eve@other\.example/);
    expect(second).toMatch(/only Admin/);
    expect(third).toMatch(/Expired Invitations: 1\s+paul@lumen\.example.*Send again or revoke/);
    expect(third).toMatch(/eve@other\.example/);
    expect(third).toMatch(/only Admin/);
  });

  it("repeats no finding that was told when it was seen, until there is a new one to list", async () => {
    join("ben@lumen.example", ["organization_admin"]);
    world.section.change((draft) => {
      draft.paymentFailure = true;
    });
    await day();
    await day();
    expect(heard()).toEqual([]);
    setRoles(["member"]);
    await day();
    expect(words(must(heard()[0]).view)).toMatch(/payment failed/);
  });

  it("writes nothing about findings while none is new", async () => {
    await day();
    await day();
    const found = () => world.bot.store.read((tx) => [tx.setup.load()?.observed, tx.alerts.open()]);
    const before = found();
    await day();
    expect(found()).toEqual(before);
  });

  it("says on demand what it has from where", async () => {
    const check = async (who: string) => {
      await world.bot.as(who).press({ do: "drift" });
      await world.skip(MINUTE);
      return said(await world.bot.as(who).press({ do: "drift" }));
    };
    await world.skip(20 * MINUTE);
    const answer = await check("ben");
    expect(answer).toMatch(/Only one Admin/);
    expect(answer).toMatch(/Mistral was read \d\d:\d\d/);
    join("ben@lumen.example", ["organization_admin"]);
    await world.skip(3 * MINUTE);
    expect(await check("ana")).toMatch(/✅ Nothing was found/);
    expect(heard()).toEqual([]);
  });

  it("says on demand that Mistral refuses the key, and what is known from before", async () => {
    const fault = { kind: "answer", status: 401 } as const;
    world.mistral.faults.add({ fault, path: "/v1/admin", times: Number.POSITIVE_INFINITY });
    await world.skip(20 * MINUTE);
    const answer = said(await world.bot.as("ana").press({ do: "drift" }));
    expect(answer).toMatch(/refused the Admin API key[\s\S]*Only one Admin[\s\S]*Mistral was read \d\d:\d\d/);
  });

  it("finds that the bot's own key is refused after it had worked", async () => {
    join("ben@lumen.example", ["organization_admin"]);
    await world.skip(10 * MINUTE);
    world.section.change((draft) => {
      draft.paymentSince = null;
    });
    await day();
    await day();
    await day();
    expect(heard()).toHaveLength(1);
    expect(words(must(heard()[0]).view)).toMatch(/own key is refused/);
  });
});

describe("the check", () => {
  it("is for the owner and approvers, who find it beside the status", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("ben").command("status"))).toContain("[Check now]");
    expect(said(await bot.as("chloe").command("status"))).not.toContain("[Check now]");
    expect(said(await bot.as("chloe").press({ do: "drift" }))).not.toMatch(/Check of the Setup/);
  });

  it("works in guided mode for what people have said, and says so", async () => {
    const bot = await paidBot();
    await bot.ask("eve@other.example", "ben");
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    expect(said(await bot.as("ana").press({ do: "drift" }))).toMatch(/Nothing was found/);
    await bot.set({ domains: "lumen.example" });
    const answer = said(await bot.as("ana").press({ do: "drift" }));
    expect(answer).toMatch(/outside the allowed e-mail domains: 1\s+eve@other\.example/);
    expect(answer).toMatch(/Known from what people have said here/);
    await bot.skip(DAY);
    await bot.skip(DAY);
    expect(heardBy(bot)).toHaveLength(1);
  });

  it("tells a new owner what the last one knew", async () => {
    const bot = await startedBot();
    bot.chat.join("zoe", { admin: true });
    await bot.pay();
    await bot.ask("eve@lumen.example", "ben");
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    await bot.skip(DAY);
    expect(heardBy(bot)).toHaveLength(1);
    bot.app.accountChanged({ ...must(bot.chat.account("ana")), standing: "gone" });
    bot.chat.join("ana", { standing: "gone" });
    await bot.as("zoe").press({ do: "claim" });
    await bot.skip(DAY);
    expect(heardBy(bot, "zoe")).toHaveLength(1);
  });
});
