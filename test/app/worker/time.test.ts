import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import {
  approvedBot,
  type Bot,
  createBot,
  invitation,
  KENJI,
  PAUL,
  paidBot,
  ROSA,
  startedBot,
} from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const DOWN = new AppError("unavailable", "down");
const kinds = (bot: Bot, channel: string): string[] =>
  bot.chat.in(channel).map(({ key }) => /^reminder:\w+|^[\w-]+/.exec(key.replace("alert:", ""))?.[0] ?? "");
const told = (bot: Bot, account: string, kind: string): number =>
  kinds(bot, `dm-${account}`).filter((one) => one === kind).length;

it("after days asleep each approver, holder of a Task and helper is reminded once, not three times at once", async () => {
  const bot = await approvedBot();
  await bot.ask(ROSA);
  await bot.hand("security", "kenji");
  await bot.skip(6 * DAY);
  expect(["ana", "ben"].map((who) => told(bot, who, "reminder:request"))).toEqual([1, 1]);
  expect([told(bot, "ben", "reminder:task"), told(bot, "kenji", "reminder:helper")]).toEqual([1, 1]);
});

it.each([
  [6, 1],
  [7, 0],
])("after %i days asleep an invitee gets %i nudges, and none for what has run out", async (days, nudges) => {
  const bot = await approvedBot(KENJI);
  await bot.done();
  await bot.skip(days * DAY);
  expect(told(bot, "kenji", "nudge")).toBe(nudges);
});

it("the holder of the Task is asked whether an Invitation has run out, and not the approver", async () => {
  const bot = await startedBot();
  await bot.approved(PAUL);
  await bot.pay();
  await bot.done(1, 1, "ana");
  await bot.skip(7 * DAY);
  expect(["ana", "ben"].map((who) => told(bot, who, "ran-out"))).toEqual([1, 0]);
});

it("a machine that slept has seen no outage, though a call failed before and the first one after", async () => {
  const bot = await bothBot();
  bot.teams.failNext(DOWN);
  await bot.ask(PAUL);
  bot.teams.failNext(DOWN);
  await bot.skip(8 * HOUR);
  await bot.skip(MINUTE);
  for (const approver of ["ana", "ben"]) expect(told(bot, approver, "outage")).toBe(0);
  expect(bot.teams.in("t-approvals")).toHaveLength(1);
});

it("an outage that goes on after a start is told once the new process has seen it last", async () => {
  const bot = await bothBot();
  bot.teams.breaks(DOWN, "post");
  await bot.ask(PAUL);
  await bot.live(2 * MINUTE, MINUTE / 2);
  await bot.worker.stop(0);
  bot.around.clock.now += HOUR;
  const next = createBot({ both: true, store: bot.store, around: bot.around });
  await next.settle();
  const notices = () => ["ana", "ben"].map((who) => told(next, who, "outage"));
  expect(notices()).toEqual([0, 0]);
  await next.live(12 * MINUTE, MINUTE);
  expect(notices()).toEqual([1, 1]);
});

describe("a clock that is put back", () => {
  /** Slack does not answer at 9:00, and then the clock is at eight. */
  async function putBack(bot: Bot, by: number): Promise<void> {
    bot.chat.failNext(DOWN, DOWN);
    await bot.ask(PAUL);
    await bot.skip(-by);
  }

  it("by ten years does not hold back what was put off", async () => {
    const bot = await startedBot();
    await putBack(bot, 3650 * DAY);
    await bot.skip(5_000);
    expect(kinds(bot, "approvals")).toEqual(["request"]);
    expect(told(bot, "chloe", "asked")).toBe(1);
  });

  it("does not hold back what was never tried, nor make it come twice", async () => {
    const bot = await startedBot();
    await bot.worker.stop(0);
    await bot.app.submit(bot.as("chloe").caller, { form: "invite" }, invitation(PAUL), "asleep");
    await bot.skip(-10 * DAY);
    bot.worker.start();
    await bot.settle();
    await bot.skip(10 * DAY);
    expect(kinds(bot, "approvals")).toEqual(["request"]);
  });

  it("lets a post whose outcome is unknown wait for its grace, and no longer", async () => {
    const bot = await startedBot();
    bot.chat.loseNextAnswer();
    await bot.ask(PAUL);
    await bot.skip(-10 * DAY);
    await bot.skip(MINUTE);
    await bot.skip(MINUTE);
    expect(kinds(bot, "approvals")).toEqual(["request"]);
    await bot.approve();
    expect(bot.chat.in("approvals")[0]?.updates).toBeGreaterThan(0);
  });

  it("makes nothing lapse, remind or run out before its time", async () => {
    const bot = await paidBot();
    await bot.ask(PAUL);
    await bot.skip(-HOUR);
    await bot.skip(4 * HOUR);
    expect(told(bot, "ben", "reminder:request")).toBe(0);
    await bot.skip(HOUR);
    expect(told(bot, "ben", "reminder:request")).toBe(1);
    await bot.skip(7 * DAY - 4 * HOUR - 1);
    expect(bot.request().state).toBe("open");
    await bot.skip(1);
    expect(bot.request().state).toBe("lapsed");
  });

  it("hides nothing that Mistral's lists say, though a look had failed before", async () => {
    const world = await startAutomatic();
    await world.invited(PAUL);
    await world.minutes(2);
    world.down();
    await world.minutes(3);
    world.up();
    await world.minutes(6);
    expect(world.statuses()).toEqual(["pending"]);
    await world.skip(-10 * DAY);
    world.atMistral({ invites: [] });
    await world.minutes(8, 2);
    expect(world.statuses()).toEqual(["revoked"]);
  });

  it("makes the news of a Member a message that is heard, and not an edit of an old one", async () => {
    const bot = await approvedBot(`${PAUL}, ${ROSA}`);
    await bot.done(1, 2);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await bot.skip(-HOUR);
    await bot.as("ben").press({ do: "mark-active", invitation: 2 });
    expect(kinds(bot, "news").filter((kind) => kind === "active")).toHaveLength(2);
  });

  it("does not keep out a person who was a guest and is a member now", async () => {
    const bot = await startedBot();
    await bot.as("greta").command("status");
    bot.chat.join("greta");
    await bot.skip(-HOUR);
    await bot.ask(PAUL, "greta");
    expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(1);
  });

  it("is said in the log, for the operator", async () => {
    const warnings: string[] = [];
    const log = { info() {}, warn: (_: object, text: string) => void warnings.push(text), error() {} };
    const bot = await startedBot({ log });
    await bot.skip(-HOUR);
    expect(warnings).toEqual(["the machine's clock was put back"]);
  });
});

it("a clock that leaps ahead by ten days makes what is due happen once", async () => {
  const bot = await startedBot();
  await bot.ask(PAUL);
  await bot.skip(10 * DAY);
  expect(bot.request().state).toBe("lapsed");
  expect(told(bot, "chloe", "outcome")).toBe(1);
  expect(told(bot, "ben", "reminder:request")).toBe(0);
  await bot.skip(-10 * DAY);
  await bot.skip(10 * DAY);
  expect(told(bot, "chloe", "outcome")).toBe(1);
});

it("an approver is reminded in working hours of their own, though one in another zone cannot be reached", async () => {
  const bot = await paidBot();
  bot.chat.join("kenji", { timezone: "Asia/Tokyo" });
  await bot.as("kenji").command("help");
  await bot.set({ approvers: ["kenji"] });
  bot.chat.gone.add("dm-kenji");
  // After work in Paris, and before work in Tokyo, where the first reminder is due then.
  await bot.skip(8 * HOUR);
  await bot.ask(PAUL);
  const hours: number[] = [];
  for (let hour = 0; hour < 4 * 24; hour += 1) {
    const before = told(bot, "ana", "reminder:request");
    await bot.skip(HOUR);
    const isMore = told(bot, "ana", "reminder:request") > before;
    if (isMore) hours.push((new Date(bot.now()).getUTCHours() + 1) % 24);
  }
  expect(hours).toHaveLength(3);
  for (const hour of hours) expect(hour >= 9 && hour <= 17).toBe(true);
});
