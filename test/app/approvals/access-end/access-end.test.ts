import { describe, expect, it } from "vitest";
import { askAt } from "../../../../src/domain/approvals/access-end.ts";
import { told } from "../../../support/approvals/absences.ts";
import { activeUntil, askUntil, END, endOf, extend } from "../../../support/approvals/access-ends.ts";
import { must } from "../../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../../support/world/automatic.ts";
import { type Bot, invitation, KENJI, PAUL, paidBot, startedBot } from "../../../support/world/bot.ts";
import { labelsOf, said, words } from "../../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
const status = (bot: Bot, id = 1) => bot.store.read((tx) => tx.invitations.get(id)?.status);
const asked = (bot: Bot, who: string) => told(bot, who).filter((kind) => kind === "access-end").length;
/** The bot is awake until so many hours before the end, or after it. */
const liveUntil = async (bot: Bot, end: number, hours: number) => {
  await bot.live(end + hours * HOUR - bot.now(), 6 * HOUR);
};

describe("a Request for access until a day", () => {
  it("says so on its card, and in the list of Members once it was approved", async () => {
    const bot = await paidBot();
    await askUntil(bot);
    expect(card(bot)).toContain("Until Feb 5, 2026");
    expect(said(await bot.as("ben").command("status"))).toContain("Until Feb 5, 2026");
    await bot.approve();
    await bot.doAll();
    expect(said(await bot.as("ana").command("members"))).toContain("until Feb 5, 2026");
    expect(bot.recorded("request.made")[0]?.data).toMatchObject({ lastDay: "2026-02-05" });
  });

  it.each([
    ["2026-01-04", /from today on/],
    ["2027-01-10", /within a year/],
    ["soon", /such as 2026-12-24/],
    ["2026-02-30", /such as 2026-12-24/],
  ])("is refused at the field for %s", async (day, words) => {
    const bot = await startedBot();
    const reply = await askUntil(bot, day);
    expect(reply).toMatchObject({ kind: "errors", errors: { until: expect.stringMatching(words) } });
    expect(bot.store.read((tx) => tx.requests.open())).toEqual([]);
  });

  it("ends once that day is over everywhere, and all read the same day, also when the clocks change before", async () => {
    const bot = await startedBot();
    await bot.becomes("chloe", { timezone: "Europe/Paris" });
    await bot.becomes("ben", { timezone: "Pacific/Auckland" });
    await askUntil(bot, "2026-04-01");
    expect(new Date(endOf(bot) ?? 0).toISOString()).toBe("2026-04-02T12:00:00.000Z");
    expect(said(await bot.as("ben").command("status"))).toContain("Until Apr 1, 2026");
    expect(card(bot)).toContain("Until Apr 1, 2026");
  });

  it("lapses with that day where nobody has decided", async () => {
    const bot = await startedBot();
    await askUntil(bot, "2026-01-06");
    await liveUntil(bot, must(endOf(bot)), -1);
    expect(bot.request().state).toBe("open");
    await liveUntil(bot, must(endOf(bot)), 1);
    expect([bot.request().state, status(bot)]).toEqual(["lapsed", "denied"]);
  });
});

describe("a week before access ends", () => {
  it("who approved it and the person are asked, once, and nobody else", async () => {
    const bot = await activeUntil();
    const end = must(endOf(bot));
    await liveUntil(bot, end, -8 * 24);
    expect([asked(bot, "ben"), asked(bot, "paul")]).toEqual([0, 0]);
    await liveUntil(bot, end, -1);
    const people = ["ana", "ben", "chloe", "paul"];
    expect(people.map((who) => asked(bot, who))).toEqual([0, 1, 0, 1]);
    expect(bot.chat.newest("dm-paul")).toMatch(
      /Access to Mistral ends unless somebody extends it\. Last day: Feb 5, 2026\.\n.*paul@/,
    );
    expect(labelsOf(must(bot.chat.cards("dm-paul", "access-end:")[0]).view)).toContain("Extend access");
  });

  it("who asked is asked for somebody who is not in chat, and the owner where the approver has left", async () => {
    const bot = await paidBot();
    await askUntil(bot, END, "chloe", { addresses: "eve@lumen.example" });
    await bot.approve();
    await bot.doAll();
    await bot.becomes("ben", { standing: "gone" });
    await liveUntil(bot, must(endOf(bot)), -24);
    expect(["ana", "chloe"].map((who) => asked(bot, who))).toEqual([1, 1]);
  });

  it("people hear of it a day before where it is shorter, and not at all on the last day", async () => {
    const bot = await activeUntil("2026-01-08");
    await liveUntil(bot, must(endOf(bot)), -23);
    expect(asked(bot, "paul")).toBe(1);
    const end = must(endOf(bot));
    expect([askAt(end, end - 20 * HOUR), askAt(end, end - 3 * DAY), askAt(end, end - 30 * DAY)]).toEqual([
      ...[null, end - DAY, end - 7 * DAY],
    ]);
  });
});

describe("access that ends", () => {
  it("is removed by a person, and is removed only once that was done", async () => {
    const bot = await activeUntil();
    await liveUntil(bot, must(endOf(bot)), 1);
    expect([status(bot), bot.toDo()]).toEqual(["active", [["remove", PAUL]]]);
    expect(bot.recorded("removal.ordered")).toMatchObject([{ actor: "bot" }]);
    await bot.doAll("ana");
    expect(status(bot)).toBe("removed");
  });

  it("is taken back where the Invitation was not accepted", async () => {
    const bot = await paidBot();
    await askUntil(bot, "2026-01-07");
    await bot.approve();
    await bot.doAll();
    await liveUntil(bot, must(endOf(bot)), 1);
    expect(bot.toDo()).toContainEqual(["revoke", PAUL]);
  });

  it("is over where it still waited for billing, and is not sent again", async () => {
    const bot = await startedBot();
    await askUntil(bot, "2026-01-07");
    await bot.approve();
    await liveUntil(bot, must(endOf(bot)), 1);
    expect([status(bot), bot.toDo()]).toEqual(["revoked", []]);
    expect(said(await bot.as("ben").press({ do: "resend", invitation: 1 }))).toContain(
      "Things have changed since",
    );
    await bot.pay();
    expect(bot.toDo()).toEqual([]);
  });

  it("is removed as well from somebody who accepts too late", async () => {
    const bot = await paidBot();
    await askUntil(bot, "2026-01-07");
    await bot.approve();
    await bot.doAll();
    await liveUntil(bot, must(endOf(bot)), 1);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await bot.settle();
    expect(bot.toDo()).toContainEqual(["remove", PAUL]);
  });

  it("is never taken from the owner of the Setup", async () => {
    const bot = await paidBot();
    await askUntil(bot, END, "chloe", { addresses: "ana@lumen.example" });
    await bot.approve();
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await liveUntil(bot, must(endOf(bot)), 1);
    expect([status(bot), bot.toDo()]).toEqual(["active", []]);
  });
});

describe("with an Admin API, access that ends", () => {
  const until = async (world: AutomaticBot) => {
    await world.pay();
    await askUntil(world.bot, "2026-01-07", "chloe", { addresses: KENJI });
    await world.bot.approve();
    world.accept(KENJI);
    await world.skip(11 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    return must(endOf(world.bot));
  };

  it("is removed at Mistral, and is removed only once Mistral says so", async () => {
    const world = await startAutomatic();
    const end = await until(world);
    world.refuses(500, { method: "DELETE", times: 1 });
    await world.skip(end - world.bot.now());
    expect(world.statuses()).toEqual(["active"]);
    await world.skip(11 * MINUTE);
    expect(world.statuses()).toEqual(["removed"]);
    expect(world.rows()[0]?.evidence).toMatchObject({ kind: "verified" });
    expect(world.section.get().members.map(({ email }) => email)).not.toContain(KENJI);
  });

  it("stays with the only Admin", async () => {
    const world = await startAutomatic();
    const end = await until(world);
    world.section.change((draft) => {
      for (const member of draft.members)
        member.roles = [member.email === KENJI ? "organization_admin" : "member"];
    });
    await world.skip(11 * MINUTE);
    await world.skip(end - world.bot.now());
    await world.skip(11 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
  });
});

describe("access that is to go on", () => {
  it("takes a Request of the person, which approvers decide, and ends on the later day", async () => {
    const bot = await activeUntil();
    const before = must(endOf(bot));
    await liveUntil(bot, before, -24);
    await extend(bot, "paul", "2026-03-05");
    expect(card(bot)).toContain("@paul wants to extend access for one person as Member.");
    expect(card(bot)).toMatch(/Last day asked for: Mar 5, 2026\n.*paul@lumen\.example, until Feb 5, 2026/);
    expect(card(bot)).not.toMatch(/Change|sends the invitation/);
    expect(bot.chat.newest("dm-paul")).toContain("You asked to extend access for one person.");
    expect(endOf(bot)).toBe(before);
    await bot.approve(2, "ana");
    expect([bot.request(2).state, status(bot)]).toEqual(["approved", "active"]);
    expect(must(endOf(bot))).toBeGreaterThan(before);
    expect(bot.chat.cards("dm-ben", "access-end:").map(({ view }) => view.summary)).toEqual([
      "This access was extended.",
    ]);
    await liveUntil(bot, before, 1);
    expect([status(bot), bot.toDo()]).toEqual(["active", []]);
    await liveUntil(bot, must(endOf(bot)), 1);
    expect(bot.toDo()).toEqual([["remove", PAUL]]);
    expect(bot.store.read((tx) => tx.invitations.count().active)).toBe(1);
  });

  it("takes nobody else where an approver extends it", async () => {
    const bot = await activeUntil();
    const before = must(endOf(bot));
    await liveUntil(bot, before, -24);
    await extend(bot, "ben", "2026-03-05");
    expect([bot.request(2).state, endOf(bot)]).toEqual(["approved", before + 28 * DAY]);
  });

  it("ends as before where that is denied, and where nobody decides", async () => {
    const bot = await activeUntil();
    const before = must(endOf(bot));
    await liveUntil(bot, before, -48);
    await extend(bot, "paul", "2026-03-05");
    await bot.deny(2, "ben", "the project is over");
    expect(bot.chat.newest("dm-paul")).toMatch(/Denied by @ben[\s\S]*the project is over/);
    await extend(bot, "paul", "2026-03-05");
    await liveUntil(bot, before, 1);
    expect([bot.request(3).state, endOf(bot)]).toEqual(["lapsed", before]);
    expect(bot.toDo()).toEqual([["remove", PAUL]]);
    expect(said(await bot.approve(3))).toContain("Lapsed");
  });

  it("is asked for once at a time, by those whom it concerns, and until a later day", async () => {
    const bot = await activeUntil();
    const before = must(endOf(bot));
    expect(said(await extend(bot, "kenji", "2026-03-05"))).toContain("This invitation is for someone else");
    expect(await extend(bot, "paul", END)).toMatchObject({
      errors: { until: expect.stringMatching(/Choose a later day/) },
    });
    await extend(bot, "paul", "2026-03-05");
    expect(said(await extend(bot, "paul", "2026-03-06"))).toContain("Things have changed since");
    await bot.approve(2);
    expect(said(await extend(bot, "paul", "2026-03-06", before))).toMatch(
      /invitation|Things have changed since/i,
    );
  });

  it("offers nobody to extend it while approvers look at a Request for that, and says that it waits", async () => {
    const bot = await activeUntil();
    await liveUntil(bot, must(endOf(bot)), -24);
    const cards = () =>
      ["ben", "paul"].map((who) => must(bot.chat.cards(`dm-${who}`, "access-end:")[0]).view);
    const offered = () => cards().map((view) => labelsOf(view).includes("Extend access"));
    await extend(bot, "paul", "2026-03-05");
    expect(offered()).toEqual([false, false]);
    for (const view of cards()) expect(words(view)).toContain("Waiting for an approver.");
    await bot.deny(2, "ben", "the project is over");
    expect(offered()).toEqual([true, true]);
  });

  it("is one Request for each role and each Request that it came from", async () => {
    const bot = await paidBot();
    for (const [name, role] of [
      ["eve", "member"],
      ["tom", "billing"],
    ] as const) {
      await bot
        .as("chloe")
        .submit({ form: "invite" }, { ...invitation(`${name}@lumen.example`, role), until: END });
    }
    for (const id of [1, 2]) await bot.approve(id);
    await bot.doAll();
    const keep = bot.store.read((tx) => [1, 2].map((id) => `${tx.invitations.get(id)?.id}`));
    const until = must(endOf(bot));
    await bot.as("chloe").submit({ form: "extend", until }, { until: "2026-03-05", keep, reason: null });
    expect([3, 4].map((id) => [bot.request(id).role, bot.request(id).extends])).toEqual([
      ["member", [1]],
      ["billing", [2]],
    ]);
  });
});
